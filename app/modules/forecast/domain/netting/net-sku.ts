import type { Problem } from '~/kernel/problem';
import { ok, type Result } from '~/kernel/result';
import { demandCurve, fromMilli, MILLI, piecesToCover } from './demand-curve';
import { planFences, withinFences } from './fenced-split';
import { type Netted, type Schedule, scheduleOf } from './schedule';
import { splitNeed } from './split';
import { sourceTrace } from './trace-encode';
import {
  type NettingInput,
  type PerQuantile,
  QUANTILES,
  type Quantile,
  RULE_VERSION,
  type SkuNetting,
  type SkuProfile,
  type SourceNetting,
} from './types';
import { validateNetting } from './validate';

/**
 * Nets the demand of one SKU over time and returns what each source is forecast to be sent as orders.
 *
 * For every arrival week t in turn: projected(t) = projected(t-1) + in transit + open orders − gross, negative
 * values carried; net(t) = max(0, target(t) − projected(t)); the net is split among the sources that can arrive in
 * t (`splitNeed`), fenced by what they were told before (`withinFences`), and added to projected(t). A receipt
 * of week t is released in week t − lead time. Sources are planned up to the last arrival of the slowest, so the
 * first H buckets do not depend on where the horizon ends. Each quantile is netted on its own.
 *
 * Gross-to-net with lead-time offset: Hopp & Spearman, "Factory Physics", §3.1 (netting, lot sizing, time phasing);
 * forward-looking cover as safety stock: time-phased order point, APICS Dictionary; Vollmann et al., DRP.
 *
 * Problems: `netting_invalid` {what, source?} naming the first figure that cannot be used.
 */
export function netSku(input: NettingInput): Result<SkuNetting, Problem> {
  const problem = validateNetting(input);
  if (problem) return { ok: false, error: problem };
  const schedule = scheduleOf(input);
  const netted = {} as PerQuantile<Netted>;
  const profile = {} as PerQuantile<SkuProfile>;
  for (const quantile of QUANTILES) {
    netted[quantile] = netQuantile(schedule, quantile);
    profile[quantile] = profileOf(netted[quantile]);
  }
  const sources = schedule.sources.map((source, i): SourceNetting => {
    const quantities = {} as PerQuantile<number[]>;
    for (const quantile of QUANTILES) {
      quantities[quantile] = netted[quantile].plans[i]!.quantity.slice(0, input.horizonWeeks);
    }
    return {
      sourceId: source.sourceId,
      leadTimeWeeks: schedule.leadTimes[i]!,
      quantities,
      trace: sourceTrace(schedule, netted, i),
    };
  });
  sources.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
  let receiptsBeyond = 0;
  for (const r of input.receipts) if (r.week >= schedule.weeks) receiptsBeyond += r.quantity;
  return ok({ rule: RULE_VERSION, sources, profile, receiptsBeyond });
}

/**
 * What {@link netSku} says for one quantile, without the traces: pieces per release week by source. For comparing many
 * inputs that are put together from valid ones; it does not look for figures that cannot be used.
 */
export function netOneQuantile(input: NettingInput, quantile: Quantile): Map<string, number[]> {
  const schedule = scheduleOf(input);
  const { plans } = netQuantile(schedule, quantile);
  return new Map(
    schedule.sources.map((source, i) => [source.sourceId, plans[i]!.quantity.slice(0, input.horizonWeeks)]),
  );
}

function netQuantile(schedule: Schedule, quantile: Quantile): Netted {
  const { input, sources, leadTimes, weights, weeks } = schedule;
  const curve = demandCurve(input.demand[quantile], weeks, input.remainingDays, input.targetDays);
  const plans = sources.map((source) => planFences(source, quantile, input.horizonWeeks, weeks));
  const parties = plans.map((plan, i) => ({
    weight: weights[i]!,
    behind: schedule.behind[i]!,
    lot: plan.lot,
  }));
  const planned = new Array<number>(weeks).fill(0);
  const projected = new Array<number>(weeks);
  const net = new Array<number>(weeks);
  let stock = input.onHand * MILLI;
  let reach: number[] = [];
  let reachParties: typeof parties = [];
  let reachWeight = 0;
  for (let t = 0; t < weeks; t++) {
    if (leadTimes.includes(t)) {
      reach = sources.map((_, i) => i).filter((i) => leadTimes[i]! <= t && sources[i]!.status === 'active');
      reachParties = reach.map((i) => parties[i]!);
      reachWeight = reachParties.reduce((sum, party) => sum + party.weight, 0);
    }
    for (const i of reach)
      plans[i]!.share[t - leadTimes[i]!] = reachWeight === 0 ? 0 : weights[i]! / reachWeight;
    stock += (schedule.inTransit[t]! + schedule.openOrders[t]!) * MILLI - curve.gross[t]!;
    net[t] = Math.max(0, curve.target[t]! - stock);
    const need = piecesToCover(net[t]!);
    const fenced = reach.some((i) => plans[i]!.bands[t - leadTimes[i]!] != null);
    if (reach.length > 0 && (need > 0 || fenced)) {
      const wanted = splitNeed(need, reachParties);
      const quantities = fenced
        ? withinFences(
            need,
            reachParties,
            reach.map((i) => plans[i]!.bands[t - leadTimes[i]!] ?? null),
            wanted.quantities,
          )
        : wanted.quantities;
      let total = 0;
      for (const quantity of quantities) total += quantity;
      for (let k = 0; k < reach.length; k++) {
        const plan = plans[reach[k]!]!;
        const week = t - leadTimes[reach[k]!]!;
        plan.part[week] = wanted.parts[k]!;
        plan.wanted[week] = wanted.quantities[k]!;
        plan.quantity[week] = quantities[k]!;
        reachParties[k]!.behind += wanted.shares[k]! * total - quantities[k]!;
      }
      planned[t] = total;
      stock += total * MILLI;
    }
    projected[t] = stock;
  }
  return { curve, planned, projected, net, plans };
}

function profileOf(netted: Netted): SkuProfile {
  return {
    gross: netted.curve.gross.map(fromMilli),
    target: netted.curve.target.map(fromMilli),
    net: netted.net.map(fromMilli),
    planned: netted.planned,
    projected: netted.projected.map(fromMilli),
  };
}
