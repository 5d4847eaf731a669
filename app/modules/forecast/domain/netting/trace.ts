import { fromMilli, MILLI } from './demand-curve';
import { bandOf, zoneOf } from './fences';
import type { BucketTrace, Ledger } from './trace-types';
import type { Quantile, SourceTrace } from './types';
import { whyOf } from './why';

/** Opens a stored trace of one quantile: `h` buckets by release week. Inverse of what netting stores. */
export function decodeTrace(trace: SourceTrace, quantile: Quantile): BucketTrace[] {
  const columns = trace.q[quantile];
  const ledger = ledgerOf(trace, quantile);
  const before = { inTransit: 0, openOrders: 0, planned: 0, gross: 0 };
  const buckets: BucketTrace[] = [];
  const [frozenWeeks, firmWeeks, flexBp] = trace.fe;
  for (let t = 0; t < trace.h + trace.l; t++) {
    const week = t - trace.l;
    if (week >= 0) {
      const zone = zoneOf(week, { frozenWeeks, firmWeeks, flexBp });
      const base = columns.b?.[week] ?? -1;
      const ordered = trace.o?.[week] ?? 0;
      const band = trace.su === 1 ? null : bandOf(base, ordered, zone, flexBp);
      const quantity = columns.q[week]!;
      const wanted = columns.w?.[week] ?? quantity;
      const bucket: BucketTrace = {
        releaseWeek: week,
        exFactoryWeek: week + trace.x,
        arrivalWeek: t,
        zone,
        onHand: trace.on,
        before: { ...before, gross: fromMilli(before.gross) },
        projectedBefore: fromMilli(t === 0 ? trace.on * MILLI : ledger.projected[t - 1]!),
        inTransit: ledger.inTransit[t]!,
        openOrders: ledger.openOrders[t]!,
        gross: fromMilli(columns.g[t]!),
        target: fromMilli(columns.t[t]!),
        net: fromMilli(ledger.net[t]!),
        shareBp: trace.sh,
        effectiveShareBp: typeof columns.e === 'number' ? columns.e : columns.e[week]!,
        part: fromMilli(columns.n[week]!),
        wanted,
        previous: base < 0 ? null : base,
        ordered,
        allowed: band && { low: band.low, high: band.high },
        quantity,
        fenceEffect: quantity - wanted,
        planned: ledger.planned[t]!,
        projectedAfter: fromMilli(ledger.projected[t]!),
        why: [],
      };
      bucket.why = whyOf(bucket, trace, ledger, columns);
      buckets.push(bucket);
    }
    before.inTransit += ledger.inTransit[t]!;
    before.openOrders += ledger.openOrders[t]!;
    before.planned += ledger.planned[t]!;
    before.gross += columns.g[t]!;
  }
  return buckets;
}

function ledgerOf(trace: SourceTrace, quantile: Quantile): Ledger {
  const columns = trace.q[quantile];
  const weeks = trace.h + trace.l;
  const zeros = () => new Array<number>(weeks).fill(0);
  const ledger: Ledger = {
    inTransit: zeros(),
    openOrders: zeros(),
    planned: zeros(),
    net: zeros(),
    projected: zeros(),
  };
  for (const [week, inTransit, openOrders] of trace.r) {
    ledger.inTransit[week] = inTransit;
    ledger.openOrders[week] = openOrders;
  }
  for (let k = 0; k + 1 < columns.p.length; k += 2) ledger.planned[columns.p[k]!] = columns.p[k + 1]!;
  let stock = trace.on * MILLI;
  for (let t = 0; t < weeks; t++) {
    stock += (ledger.inTransit[t]! + ledger.openOrders[t]!) * MILLI - columns.g[t]!;
    ledger.net[t] = Math.max(0, columns.t[t]! - stock);
    stock += ledger.planned[t]! * MILLI;
    ledger.projected[t] = stock;
  }
  return ledger;
}
