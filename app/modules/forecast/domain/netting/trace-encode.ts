import { lookAheadWeeks, MILLI } from './demand-curve';
import { exFactoryOffsetWeeks } from './lead-time';
import type { Netted, Schedule } from './schedule';
import {
  type PerQuantile,
  QUANTILES,
  type ReceiptRow,
  RULE_VERSION,
  type SourceTrace,
  type TraceColumns,
} from './types';

/** The stored trace of source `index`: totals of the SKU and this source's own figures, nothing of the others'. */
export function sourceTrace(schedule: Schedule, netted: PerQuantile<Netted>, index: number): SourceTrace {
  const { input } = schedule;
  const source = schedule.sources[index]!;
  const l = schedule.leadTimes[index]!;
  const h = input.horizonWeeks;
  const q = {} as PerQuantile<TraceColumns>;
  let given = Number.POSITIVE_INFINITY;
  for (const quantile of QUANTILES) {
    q[quantile] = columnsOf(netted[quantile], index, l, h);
    given = Math.min(given, input.demand[quantile].length);
  }
  const trace: SourceTrace = {
    v: 1,
    rule: RULE_VERSION,
    h,
    l,
    x: exFactoryOffsetWeeks(source.productionDays, source.transitDays),
    on: input.onHand,
    td: input.targetDays,
    rd: input.remainingDays,
    dx: Math.max(0, given - lookAheadWeeks(input.targetDays)),
    sh: source.shareBp,
    su: source.status === 'suspended' ? 1 : 0,
    moq: source.moq,
    mul: source.orderMultiple,
    fe: [source.fence.frozenWeeks, source.fence.firmWeeks, source.fence.flexBp],
    r: receiptRows(schedule, h + l),
    q,
  };
  if (source.previous) {
    const { ordered, weeksAgo } = source.previous;
    const since = Array.from({ length: h }, (_, week) => ordered[week + weeksAgo] ?? 0);
    if (since.some((pieces) => pieces > 0)) trace.o = since;
  }
  return trace;
}

function columnsOf(netted: Netted, index: number, l: number, h: number): TraceColumns {
  const plan = netted.plans[index]!;
  const shares = plan.share.slice(0, h).map((share) => Math.round(share * 10_000));
  const columns: TraceColumns = {
    g: netted.curve.gross.slice(0, h + l),
    t: netted.curve.target.slice(0, h + l),
    p: [],
    e: shares.every((share) => share === shares[0]) ? shares[0]! : shares,
    n: plan.part.slice(0, h).map((part) => Math.round(part * MILLI)),
    q: plan.quantity.slice(0, h),
  };
  for (let t = 0; t < h + l; t++) if (netted.planned[t]! > 0) columns.p.push(t, netted.planned[t]!);
  const wanted = plan.wanted.slice(0, h);
  if (wanted.some((pieces, week) => pieces !== columns.q[week])) columns.w = wanted;
  if (plan.base) columns.b = plan.base;
  if (plan.carried > 0) columns.c = plan.carried;
  return columns;
}

function receiptRows(schedule: Schedule, weeks: number): ReceiptRow[] {
  const rows: ReceiptRow[] = [];
  for (let t = 0; t < weeks; t++) {
    const transit = schedule.inTransit[t]!;
    const orders = schedule.openOrders[t]!;
    if (transit === 0 && orders === 0) continue;
    rows.push([t, transit, orders, t === 0 ? schedule.lateTransit : 0, t === 0 ? schedule.lateOrders : 0]);
  }
  return rows;
}
