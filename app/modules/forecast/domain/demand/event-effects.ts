import type { SeriesEvent } from './engine';
import { clean } from './known-value';
import { exp, ln } from './portable-math';

import { mean } from './stats';

/** Points on either side that tell what a point would have been without its event. */
const NEIGHBOURS = 4;
/** One past occurrence is drawn half-way toward no effect, three occurrences a quarter of the way, on the logarithmic scale. */
const DOUBT_OCCURRENCES = 1;
/** A point counts for no more than this ratio, so that a single freak does not become a rule. */
const MAX_RATIO = 20;

/**
 * Factors of all events, one per value and then one per point ahead, or null where none of them says anything. The effect of a name
 * is the geometric mean, over its past points, of value ÷ mean of the neighbours free of any event (in the same place of the season where
 * there are such), shrunk toward 1 by the number of occurrences. An event that has no past, or no point ahead, only keeps its points
 * out of the others' neighbours. Effects of several events on one point multiply.
 */
export function eventEffects(
  values: readonly (number | null)[],
  events: readonly SeriesEvent[],
  seasonLength: number,
  horizon: number,
): number[] | null {
  const n = values.length;
  const marked = new Uint8Array(n + horizon);
  for (const { index } of events) for (const at of index) if (at >= 0 && at < marked.length) marked[at] = 1;
  const effects = new Array<number>(n + horizon).fill(1);
  let found = false;
  for (const { index } of events) {
    const points = [...new Set(index)].filter((at) => Number.isInteger(at) && at >= 0 && at < n + horizon);
    const ratios = points.flatMap((at) => ratioAt(values, marked, at, seasonLength) ?? []);
    if (ratios.length === 0) continue;
    const share = ratios.length / (ratios.length + DOUBT_OCCURRENCES);
    const effect = exp(share * mean(ratios.map(ln)));
    for (const at of points) effects[at] = effects[at]! * effect;
    found = true;
  }
  return found ? effects : null;
}

/** Value ÷ what it would have been, between 1 ∕ MAX_RATIO and MAX_RATIO; null where that cannot be told. */
function ratioAt(
  values: readonly (number | null)[],
  marked: Uint8Array,
  at: number,
  seasonLength: number,
): number | null {
  const own = clean(values[at]);
  if (own === null) return null;
  // Days and hours have neighbours a week or a day away that share their place; weeks and months are near enough to their next.
  const strides = seasonLength >= 2 && seasonLength <= 24 && seasonLength !== 12 ? [seasonLength, 1] : [1];
  for (const stride of strides) {
    const usual: number[] = [];
    for (const step of [-stride, stride]) {
      let taken = 0;
      for (let i = at + step; i >= 0 && i < values.length && taken < NEIGHBOURS; i += step) {
        const value = clean(values[i]);
        if (value === null || marked[i] === 1) continue;
        usual.push(value);
        taken += 1;
      }
    }
    const level = mean(usual);
    if (usual.length >= 2 && level > 0) return Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, own / level));
  }
  return null;
}
