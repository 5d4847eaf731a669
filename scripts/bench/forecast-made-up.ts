import { createRandom, type Random } from '~/kernel/random';

export interface BenchSeries {
  id: string;
  freq: string;
  m: number;
  mScale: number;
  h: number;
  train: (number | null)[];
  test: (number | null)[];
}

interface Kind {
  freq: string;
  m: number;
  h: number;
  /** Lengths of the known part, shortest and longest. */
  lengths: [number, number];
  draw(random: Random, length: number): number[];
}

const TAU = 2 * Math.PI;
const exp = Math.exp;

/** A season of `m` points with mean about 1: two waves and some roughness. */
function seasonOf(random: Random, m: number, strength: number): number[] {
  const [a, b] = [TAU * random.next(), TAU * random.next()];
  return Array.from({ length: m }, (_, k) =>
    exp(
      strength *
        (Math.sin(a + (TAU * k) / m) + 0.5 * Math.sin(b + (2 * TAU * k) / m) + 0.3 * random.normal(0, 1)),
    ),
  );
}

/** A log level that wanders, drifts, and now and then breaks. */
function wander(random: Random, length: number, step: number, drift: number, breaks: number): number[] {
  let level = 0;
  return Array.from({ length }, () => {
    level += drift + random.normal(0, step);
    if (random.next() < breaks) level += random.normal(0, 0.35);
    return level;
  });
}

function counts(random: Random, means: readonly number[], dispersion: number): number[] {
  return means.map((mean) => random.negativeBinomial(Math.min(1e9, Math.max(0, mean)), dispersion));
}

/** What a catalogue and its surroundings hold, by processes that are none of the engine's models. */
const KINDS: Record<string, Kind> = {
  'monthly-seasonal': {
    freq: 'M',
    m: 12,
    h: 18,
    lengths: [48, 150],
    draw: (random, n) => {
      const season = seasonOf(random, 12, 0.1 + 0.3 * random.next());
      const level = wander(random, n, 0.03, random.normal(0.002, 0.004), 0.01);
      const base = exp(random.normal(7, 1.5));
      return level.map((l, t) => base * exp(l + random.normal(0, 0.07)) * season[t % 12]!);
    },
  },
  quarterly: {
    freq: 'Q',
    m: 4,
    h: 8,
    lengths: [24, 100],
    draw: (random, n) => {
      const season = seasonOf(random, 4, 0.05 + 0.2 * random.next());
      const level = wander(random, n, 0.04, random.normal(0.008, 0.008), 0.01);
      return level.map((l, t) => 5000 * exp(l + random.normal(0, 0.02)) * season[t % 4]!);
    },
  },
  'yearly-trend': {
    freq: 'Y',
    m: 1,
    h: 6,
    lengths: [16, 60],
    draw: (random, n) =>
      wander(random, n, 0.05 + 0.05 * random.next(), random.normal(0.02, 0.03), 0).map((l) => 3000 * exp(l)),
  },
  'daily-shop': {
    freq: 'D',
    m: 7,
    h: 28,
    lengths: [120, 420],
    draw: (random, n) => {
      const week = seasonOf(random, 7, 0.25);
      const level = wander(random, n, 0.02, 0, 0.004);
      const base = 4 + 60 * random.next();
      return counts(
        random,
        level.map((l, t) => base * exp(l) * week[t % 7]! * (random.next() < 0.03 ? 2.5 : 1)),
        4,
      );
    },
  },
  'hourly-load': {
    freq: 'H',
    m: 24,
    h: 48,
    lengths: [500, 900],
    draw: (random, n) => {
      const day = seasonOf(random, 24, 0.25);
      const week = seasonOf(random, 7, 0.15);
      let error = 0;
      return Array.from({ length: n }, (_, t) => {
        error = 0.8 * error + random.normal(0, 0.03);
        return 800 * day[t % 24]! * week[Math.floor(t / 24) % 7]! * exp(error);
      });
    },
  },
  'weekly-smooth': {
    freq: 'W',
    m: 52,
    h: 13,
    lengths: [60, 260],
    draw: (random, n) => {
      const season = seasonOf(random, 52, 0.2);
      const level = wander(random, n, 0.05, random.normal(0, 0.004), 0.01);
      const base = 30 + 300 * random.next();
      return counts(
        random,
        level.map((l, t) => base * exp(l) * season[t % 52]!),
        8,
      );
    },
  },
  'weekly-steady-counts': {
    freq: 'W',
    m: 52,
    h: 13,
    lengths: [40, 160],
    draw: (random, n) => {
      const base = 3 + 25 * random.next();
      return counts(random, new Array<number>(n).fill(base), 1.5);
    },
  },
  'weekly-intermittent': {
    freq: 'W',
    m: 52,
    h: 8,
    lengths: [44, 156],
    draw: (random, n) => {
      const rate = 0.15 + 0.35 * random.next();
      const size = 2 + 20 * random.next();
      return Array.from({ length: n }, () =>
        random.next() < rate ? 1 + random.negativeBinomial(size, 2) : 0,
      );
    },
  },
  'weekly-fading': {
    freq: 'W',
    m: 52,
    h: 8,
    lengths: [60, 120],
    draw: (random, n) => {
      const end = n * (0.5 + 0.4 * random.next());
      const base = 20 + 80 * random.next();
      return counts(
        random,
        Array.from({ length: n }, (_, t) => (t < end ? base : base * exp(-(t - end) / 8))),
        3,
      );
    },
  },
};

/**
 * The seeded third set: `perKind` series of each kind. None of it is data that the engine was tuned on; the kinds are measured, and
 * the figures written down, but no constant of the engine was ever chosen by them.
 */
export function madeUpSet(perKind: number): BenchSeries[] {
  const random = createRandom('third set');
  return Object.entries(KINDS).flatMap(([name, { freq, m, h, lengths, draw }]) => {
    const own = random.fork(name);
    return Array.from({ length: perKind }, (_, i) => {
      const length = own.int(...lengths);
      const all = draw(own, length + h).map((v) => Math.round(v * 1000) / 1000);
      const id = `${name}:${i}`;
      const mScale = freq === 'W' || freq === 'D' ? 1 : m;
      return { id, freq, m, mScale, h, train: all.slice(0, length), test: all.slice(length) };
    });
  });
}

/** Weeks as a shop sees them, for measuring speed: level, season, trend, promotions; every third series intermittent. */
export function shopWeeks(count: number, weeks: number): number[][] {
  const random = createRandom('forecast speed');
  return Array.from({ length: count }, (_, i) => {
    const level = i % 3 === 0 ? 0.4 : 5 + 60 * random.next();
    const phase = TAU * random.next();
    const growth = 0.98 + 0.04 * random.next();
    return Array.from({ length: weeks }, (__, t) => {
      const season = 1 + 0.4 * Math.sin(phase + (TAU * t) / 52);
      const promotion = random.next() < 0.04 ? 2.5 : 1;
      return random.negativeBinomial(Math.max(0.05, level * season * promotion * growth ** (t / 4)), 2);
    });
  });
}
