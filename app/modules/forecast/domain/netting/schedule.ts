import type { DemandCurve } from './demand-curve';
import type { Plan } from './fenced-split';
import { leadTimeWeeks } from './lead-time';
import type { NettingInput, NettingSource } from './types';

/** What is the same for all quantiles of a SKU. */
export interface Schedule {
  input: NettingInput;
  /** in order of priority, then id: the order that decides ties */
  sources: NettingSource[];
  leadTimes: number[];
  weights: number[];
  /** pieces behind (+) its share at the start, per source */
  behind: number[];
  /** arrival weeks looked at */
  weeks: number;
  inTransit: number[];
  openOrders: number[];
  lateTransit: number;
  lateOrders: number;
}

/** What netting found for one quantile. Stock figures in 1/1000 piece per arrival week, orders in pieces. */
export interface Netted {
  curve: DemandCurve;
  planned: number[];
  projected: number[];
  net: number[];
  plans: Plan[];
}

/** Orders sources, sums receipts per week and finds who is behind its share at the start. Input is valid. */
export function scheduleOf(input: NettingInput): Schedule {
  const sources = [...input.sources].sort(
    (a, b) => a.priority - b.priority || (a.sourceId < b.sourceId ? -1 : 1),
  );
  const leadTimes = sources.map((s) => leadTimeWeeks(s.productionDays, s.transitDays));
  const weeks = input.horizonWeeks + Math.max(0, ...leadTimes);
  const inTransit = new Array<number>(weeks).fill(0);
  const openOrders = new Array<number>(weeks).fill(0);
  let lateTransit = 0;
  let lateOrders = 0;
  for (const r of input.receipts) {
    if (r.week >= weeks) continue;
    (r.kind === 'in_transit' ? inTransit : openOrders)[r.week]! += r.quantity;
    if (r.overdue && r.kind === 'in_transit') lateTransit += r.quantity;
    else if (r.overdue) lateOrders += r.quantity;
  }
  const weights = weightsOf(sources);
  return {
    input,
    sources,
    leadTimes,
    weights,
    behind: behindAtStart(sources, weights),
    weeks,
    inTransit,
    openOrders,
    lateTransit,
    lateOrders,
  };
}

/** Shares of the active sources. If none of them has a share, the first in priority takes everything. */
function weightsOf(sources: readonly NettingSource[]): number[] {
  const weights = sources.map((s) => (s.status === 'active' ? s.shareBp : 0));
  if (weights.every((w) => w === 0)) {
    const active = sources.filter((s) => s.status === 'active');
    const first = Math.min(...active.map((s) => s.priority));
    return sources.map((s) => (s.status === 'active' && s.priority === first ? 1 : 0));
  }
  return weights;
}

/** Pieces each source is behind its share of what has been ordered so far; sums to 0. */
function behindAtStart(sources: readonly NettingSource[], weights: readonly number[]): number[] {
  let ordered = 0;
  let whole = 0;
  sources.forEach((s, i) => {
    whole += weights[i]!;
    if (weights[i]! > 0) ordered += s.orderedToDate ?? 0;
  });
  return sources.map((s, i) =>
    weights[i]! > 0 ? (ordered * weights[i]!) / whole - (s.orderedToDate ?? 0) : 0,
  );
}
