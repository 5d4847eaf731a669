import { alignPrevious, type Band, bandOf, clampToBand, zoneOf } from './fences';
import { leadTimeWeeks } from './lead-time';
import { type Lot, lotOf } from './lots';
import { type SplitParty, splitNeed } from './split';
import type { NettingSource, Quantile } from './types';

/** One source's buckets of one quantile while they are being planned, by release week. Pieces. */
export interface Plan {
  lot: Lot;
  /** null or beyond the end = unconstrained */
  bands: (Band | null)[];
  /** previous version, carried remains included; -1 = says nothing. Null without a previous version */
  base: number[] | null;
  carried: number;
  /** 0 … 1, the share in effect */
  share: number[];
  /** own part of the need, before rounding to lots */
  part: number[];
  wanted: number[];
  quantity: number[];
}

/** An empty plan with the bands that fences and the previous version put on it. A suspended source has none. */
export function planFences(source: NettingSource, quantile: Quantile, horizon: number, weeks: number): Plan {
  const length = weeks - leadTimeWeeks(source.productionDays, source.transitDays);
  const zeros = () => new Array<number>(length).fill(0);
  const plan: Plan = {
    lot: lotOf(source.moq, source.orderMultiple),
    bands: [],
    base: null,
    carried: 0,
    share: zeros(),
    part: zeros(),
    wanted: zeros(),
    quantity: zeros(),
  };
  if (!source.previous) return plan;
  const { base, carried } = alignPrevious(source.previous, quantile, horizon, source.fence);
  plan.base = base;
  plan.carried = carried;
  if (source.status === 'suspended') return plan;
  for (let week = 0; week < horizon; week++) {
    const zone = zoneOf(week, source.fence);
    if (zone === 'free') break;
    const ordered = source.previous.ordered[week + source.previous.weeksAgo] ?? 0;
    plan.bands[week] = bandOf(base[week]!, ordered, zone, source.fence.flexBp);
  }
  return plan;
}

/**
 * Splits a need among parties of which some are bound by a band (null = free). Those whose split falls outside
 * their band are set to the nearest quantity inside it, and the need that is left is split again among the others;
 * what nobody may take stays open and shows up as net of a later week. First the direction that weighs more is
 * settled (bounded proportional allocation: Ibaraki & Katoh, "Resource Allocation Problems", 1988).
 *
 * `unfenced`: the split of the same need without bands.
 */
export function withinFences(
  need: number,
  parties: readonly SplitParty[],
  bands: readonly (Band | null)[],
  unfenced: readonly number[],
): number[] {
  const result = new Array<number>(parties.length).fill(0);
  let open = parties.map((_, i) => i);
  let left = need;
  let split: readonly number[] = unfenced;
  while (open.length > 0) {
    const within = open.map((i, k) => {
      const band = bands[i];
      return band ? clampToBand(split[k]!, band, parties[i]!.lot) : split[k]!;
    });
    let lifted = 0;
    let cut = 0;
    for (let k = 0; k < open.length; k++) {
      const change = within[k]! - split[k]!;
      if (change > 0) lifted += change;
      else cut -= change;
    }
    for (let k = 0; k < open.length; k++) {
      const change = within[k]! - split[k]!;
      const settled = (lifted === 0 && cut === 0) || (lifted >= cut ? change > 0 : change < 0);
      if (!settled) continue;
      const i = open[k]!;
      result[i] = within[k]!;
      left -= within[k]!;
      open[k] = -1;
    }
    open = open.filter((i) => i >= 0);
    split = splitNeed(
      Math.max(0, left),
      open.map((i) => parties[i]!),
    ).quantities;
  }
  return result;
}
