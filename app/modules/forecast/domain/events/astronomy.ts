/**
 * Instants of new moons and the sun's place, precise to a few minutes between 1900 and 2100, which is enough to name
 * the day on which a lunar month begins. Jean Meeus, "Astronomical Algorithms", 2nd ed. 1998: new moons chapter 49
 * (mean phase and the largest periodic terms), longitude of the sun chapter 25 (low precision).
 */

const RADIANS = Math.PI / 180;
/** Julian day of 1970-01-01T00:00Z. */
const EPOCH_JULIAN_DAY = 2_440_587.5;

/** Terrestrial time runs ahead of universal time by about this many days in 2000–2050 (64–93 s). */
const DELTA_T_DAYS = 75 / 86_400;

/** Periodic terms of a new moon, days: coefficient, power of E, multiples of M, M' and F (Meeus, table 49.A). */
const NEW_MOON_TERMS: readonly (readonly [number, number, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0],
  [0.17241, 1, 1, 0, 0],
  [0.01608, 0, 0, 2, 0],
  [0.01039, 0, 0, 0, 2],
  [0.00739, 1, -1, 1, 0],
  [-0.00514, 1, 1, 1, 0],
  [0.00208, 2, 2, 0, 0],
  [-0.00111, 0, 0, 1, -2],
  [-0.00057, 0, 0, 1, 2],
  [0.00056, 1, 1, 2, 0],
  [-0.00042, 0, 0, 3, 0],
  [0.00042, 1, 1, 0, 2],
  [0.00038, 1, 1, 0, -2],
  [-0.00024, 1, -1, 2, 0],
];

/** The `k`-th new moon after that of 2000-01-06, as days since 1970-01-01T00:00Z. */
export function newMoon(k: number): number {
  const t = k / 1236.85;
  const mean =
    2_451_550.09766 + 29.530588861 * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3 + 0.00000000073 * t ** 4;
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3;
  const node = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3;
  const omega = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2;
  let correction = -0.00017 * Math.sin(omega * RADIANS);
  for (const [size, power, s, m, f] of NEW_MOON_TERMS) {
    correction += size * e ** power * Math.sin((s * sun + m * moon + f * node) * RADIANS);
  }
  return mean + correction - DELTA_T_DAYS - EPOCH_JULIAN_DAY;
}

/** Apparent longitude of the sun in degrees, 0…360, at days since 1970-01-01T00:00Z. */
export function sunLongitude(days: number): number {
  const t = (days + DELTA_T_DAYS + EPOCH_JULIAN_DAY - 2_451_545) / 36_525;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t ** 2;
  const anomaly = (357.52911 + 35_999.05029 * t - 0.0001537 * t ** 2) * RADIANS;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t ** 2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const omega = (125.04 - 1934.136 * t) * RADIANS;
  const longitude = mean + centre - 0.00569 - 0.00478 * Math.sin(omega);
  return ((longitude % 360) + 360) % 360;
}

/** The number of the first new moon at or after an instant, in days since 1970-01-01T00:00Z. */
export function newMoonAtOrAfter(days: number): number {
  let k = Math.floor((days + EPOCH_JULIAN_DAY - 2_451_550.09766) / 29.530588861) - 2;
  while (newMoon(k) < days) k += 1;
  return k;
}
