import type { DemandSeries, Frequency } from './engine';
import { eventEffects } from './event-effects';
import { clean } from './known-value';
import { binaryExponent, powerOfTwo } from './portable-math';

/** Ten years of weeks: older points say little about the next ones and would only cost time. */
const MAX_HISTORY = 520;
/** Series with a long season keep more of them, up to this. */
const MAX_LONG_HISTORY = 1400;
const KEPT_SEASONS = 4;
/** A random walk of two years looks as if it had a yearly season. */
const YEARS_FOR_SEASON = 3;
/** Known values on either side that stand in for an unknown one. */
const FILL_NEIGHBOURS = 3;
/** Effects outside of this are no effects but errors. */
const SMALLEST_EFFECT = 0.01;
const LARGEST_EFFECT = 100;

export interface PreparedSeries {
  /** Dense, finite, not negative, in units of `unit`, known effects taken out. */
  values: Float64Array;
  /** 1 where the value was really observed, 0 where it was filled in. */
  observed: Uint8Array;
  observedCount: number;
  zeroShare: number;
  /** Units per 1 in `values`: a power of two, so that scaling is exact and every threshold holds at any size. */
  unit: number;
  /** Largest raw value. */
  largest: number;
  /** True when every known value is a whole number, or the caller says so: then quantiles are whole, too. */
  isWhole: boolean;
  /** Season lengths to look for, shortest first; 1 (none) is left out. */
  periods: number[];
  /** Known effects on the points ahead; null for none. */
  effectsAhead: Float64Array | null;
}

/**
 * Makes a series safe to compute with. Negative values (net returns) become zero. Unknown, non-finite and absurd values are
 * filled with the mean of the nearest known neighbours, three each side, also at the end, so that the horizon stays where it is;
 * unknown values at the start, and what is older than the models look back, are dropped.
 */
export function prepare(series: DemandSeries, horizon: number): PreparedSeries {
  const raw = series.values;
  const periods = periodsOf(series.seasonLength, series.frequency, raw.length);
  let first = Math.max(0, raw.length - historyLimit(periods));
  while (first < raw.length && clean(raw[first]) === null) first += 1;
  const kept = raw.slice(first).map(clean);
  const effects = effectsOf(series, horizon);
  let largest = 0;
  let isWhole = true;
  let zeros = 0;
  let observedCount = 0;
  kept.forEach((v, i) => {
    if (v === null) return;
    largest = Math.max(largest, v);
    observedCount += 1;
    if (v === 0) zeros += 1;
    if (!Number.isInteger(v)) isWhole = false;
    if (effects) kept[i] = v / effectAt(effects, first + i);
  });
  const unit = largest > 0 ? powerOfTwo(binaryExponent(largest)) : 1;
  const values = new Float64Array(kept.length);
  const observed = new Uint8Array(kept.length);
  kept.forEach((v, i) => {
    observed[i] = v === null ? 0 : 1;
    values[i] = (v ?? localMean(kept, i)) / unit;
  });
  return {
    values,
    observed,
    observedCount,
    zeroShare: observedCount > 0 ? zeros / observedCount : 0,
    unit,
    largest,
    isWhole: series.isWhole ?? isWhole,
    periods,
    effectsAhead: effects
      ? Float64Array.from({ length: horizon }, (_, h) => effectAt(effects, raw.length + h))
      : null,
  };
}

/** What the caller knows of effects, times what the past says about named events. */
function effectsOf(series: DemandSeries, horizon: number): readonly number[] | null {
  const { values, events, effects, seasonLength } = series;
  const learnt = events && events.length > 0 ? eventEffects(values, events, seasonLength, horizon) : null;
  if (!learnt) return effects ?? null;
  return effects ? learnt.map((effect, at) => effect * effectAt(effects, at)) : learnt;
}

function effectAt(effects: readonly number[], index: number): number {
  const effect = effects[index];
  if (effect === undefined || !Number.isFinite(effect)) return 1;
  return Math.min(LARGEST_EFFECT, Math.max(SMALLEST_EFFECT, effect));
}

/** Hours have a week beside their day, days a year beside their week. */
function periodsOf(seasonLength: number, frequency: Frequency | undefined, length: number): number[] {
  const m = Math.max(1, Math.floor(seasonLength) || 1);
  if (m === 1) return [];
  if ((m === 24 || m === 48 || m === 96) && (frequency ?? 'H') === 'H') return [m, 7 * m];
  if (m === 7 && (frequency ?? 'D') === 'D' && length >= YEARS_FOR_SEASON * 365) return [7, 365];
  return [m];
}

function historyLimit(periods: readonly number[]): number {
  const longest = periods[periods.length - 1] ?? 1;
  const seasons = longest === 7 * (periods[0] ?? 1) ? 2 * KEPT_SEASONS : KEPT_SEASONS;
  return Math.min(MAX_LONG_HISTORY, Math.max(MAX_HISTORY, seasons * longest));
}

function localMean(values: readonly (number | null)[], at: number): number {
  let sum = 0;
  let count = 0;
  for (const step of [-1, 1]) {
    let found = 0;
    for (let i = at + step; i >= 0 && i < values.length && found < FILL_NEIGHBOURS; i += step) {
      const v = values[i];
      if (v === null || v === undefined) continue;
      sum += v;
      count += 1;
      found += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}
