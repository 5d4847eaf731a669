import { power } from './portable-math';

/** Times in a row that a place of the season must have sold nothing. */
const MIN_TIMES = 4;
/** As unlikely must that be by chance, by the share of zeros at the other places. */
const BY_CHANCE = 0.001;
/** Only days of a week and hours of a day or week are ever closed. */
const LONGEST = 672;
const SHORTEST = 5;
const YEARS_FROM = 52;

/**
 * The points at which nothing is sold because nothing can be: Saturdays of a shop that is closed, hours of its night. 1 for such, one
 * entry per value of the history and then `horizon` ahead; null where there is none. A place of the season counts as closed when it
 * never sold and that is no chance, judged by how often the other places sell nothing.
 */
export function closedPoints(
  y: Float64Array,
  periods: readonly number[],
  horizon: number,
): Uint8Array | null {
  let closed: Uint8Array | null = null;
  for (const m of periods) {
    if (m < SHORTEST || m > LONGEST || (m >= YEARS_FROM && m % 24 !== 0)) continue;
    const places = closedPlaces(y, m);
    if (!places) continue;
    closed ??= new Uint8Array(y.length + horizon);
    for (let t = 0; t < closed.length; t++) if (places[t % m] === 1) closed[t] = 1;
  }
  return closed;
}

function closedPlaces(y: Float64Array, m: number): Uint8Array | null {
  const times = Math.floor(y.length / m);
  if (times < MIN_TIMES) return null;
  const sold = new Float64Array(m);
  for (let t = 0; t < y.length; t++) if (y[t]! > 0) sold[t % m] = sold[t % m]! + 1;
  let openPlaces = 0;
  let openSold = 0;
  for (let k = 0; k < m; k++) {
    if (sold[k] === 0) continue;
    openPlaces += 1;
    openSold += sold[k]!;
  }
  if (openPlaces === m || openPlaces === 0) return null;
  const zeroShare = Math.max(0, 1 - openSold / (openPlaces * times));
  if (power(zeroShare, times) > BY_CHANCE) return null;
  return Uint8Array.from(sold, (count) => (count === 0 ? 1 : 0));
}

/** Sets the closed points of a forecast that starts at point `from` to zero, in place. */
export function keepClosed(forecast: Float64Array, closed: Uint8Array | null, from: number): Float64Array {
  if (closed) for (let h = 0; h < forecast.length; h++) if (closed[from + h] === 1) forecast[h] = 0;
  return forecast;
}
