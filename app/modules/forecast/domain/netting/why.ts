import { MILLI, piecesToCover } from './demand-curve';
import { lotAtLeast, lotOf } from './lots';
import type { BucketTrace, Ledger, Why, WhyCode } from './trace-types';
import type { SourceTrace, TraceColumns } from './types';

/** The reasons of one bucket, derived from its figures. Params are named in `docs/netting.md`. */
export function whyOf(b: BucketTrace, trace: SourceTrace, ledger: Ledger, columns: TraceColumns): Why[] {
  const why: Why[] = [];
  const say = (code: WhyCode, params: Record<string, number>) => {
    why.push({ code, params });
  };
  if (b.releaseWeek === 0) sayOfStart(trace, ledger, columns, say);
  if (trace.su === 1) {
    say('source_suspended', { previous: b.previous ?? 0 });
    return why;
  }
  if (b.arrivalWeek >= trace.dx) say('extrapolated_demand', { fromWeek: trace.dx });
  if (b.projectedBefore < 0) say('shortage_carried', { pieces: -b.projectedBefore });
  if (b.net === 0) say('covered', { above: -openNeed(b) });
  else sayOfShare(b, trace, say);
  sayOfFence(b, trace, columns, say);
  sayOfTarget(b, ledger, columns, say);
  return why;
}

type Say = (code: WhyCode, params: Record<string, number>) => void;

/** target − (before + receipts − gross), in pieces; negative = stock above target. */
const openNeed = (b: BucketTrace): number =>
  Math.round((b.target - b.projectedBefore - b.inTransit - b.openOrders + b.gross) * MILLI) / MILLI;

/** What holds for everything this source can still do: told once, in the first bucket. */
function sayOfStart(trace: SourceTrace, ledger: Ledger, columns: TraceColumns, say: Say): void {
  const first = trace.r[0];
  if (first && first[3] + first[4] > 0) {
    say('overdue_receipt', { pieces: first[3] + first[4], inTransit: first[3], openOrders: first[4] });
  }
  if (trace.l > 0) {
    const short = piecesToCover(columns.t[trace.l - 1]! - ledger.projected[trace.l - 1]!);
    if (short > 0) say('lead_time_unreachable', { pieces: short, earliestWeek: trace.l });
  }
}

function sayOfShare(b: BucketTrace, trace: SourceTrace, say: Say): void {
  if (b.effectiveShareBp !== b.shareBp) say('share_scaled', { fromBp: b.shareBp, toBp: b.effectiveShareBp });
  const fair = (piecesToCover(Math.round(b.net * MILLI)) * b.effectiveShareBp) / 10_000;
  const carried = Math.round(b.part - fair);
  if (carried > 0) say('behind_share', { pieces: carried });
  else if (carried < 0) say('ahead_of_share', { pieces: -carried });
  if (b.part <= 0 && b.wanted === 0) return;
  const lot = lotOf(trace.moq, trace.mul);
  const params = { from: b.part, to: b.wanted };
  if (b.wanted === 0) say('left_to_other_lots', { part: b.part, smallest: lot.smallest });
  else if (b.wanted > b.part && b.wanted === lot.smallest && trace.moq > b.part) {
    say('moq_raised', { ...params, moq: trace.moq });
  } else if (b.wanted >= lotAtLeast(b.part, lot) && b.wanted > b.part) {
    say('rounded_to_multiple', { ...params, multiple: trace.mul });
  } else if (b.wanted < b.part) say('rounded_down_to_lot', { ...params, multiple: trace.mul });
}

function sayOfFence(b: BucketTrace, trace: SourceTrace, columns: TraceColumns, say: Say): void {
  if (b.releaseWeek === 0 && columns.c) say('past_forecast_carried', { pieces: columns.c });
  if (b.previous !== null && b.ordered > 0) {
    say('forecast_consumed', { previous: b.previous, ordered: b.ordered });
  }
  const change = { wanted: b.wanted, quantity: b.quantity };
  if (b.allowed && b.zone === 'frozen') {
    if (b.fenceEffect !== 0) say('fence_frozen', { ...change, previous: b.previous! });
  } else if (b.allowed && (b.wanted < b.allowed.low || b.wanted > b.allowed.high)) {
    const lot = lotOf(trace.moq, trace.mul);
    const { low, high } = b.allowed;
    say('fence_firm_clamped', { ...change, previous: b.previous!, low, high });
    const onGrid = b.quantity === 0 || lotAtLeast(b.quantity, lot) === b.quantity;
    if (!onGrid)
      say('fence_without_lot', { quantity: b.quantity, smallest: lot.smallest, multiple: lot.multiple });
  } else if (b.fenceEffect !== 0) say('rest_after_fenced', change);
}

function sayOfTarget(b: BucketTrace, ledger: Ledger, columns: TraceColumns, say: Say): void {
  const shortAt = (t: number) => piecesToCover(columns.t[t]! - ledger.projected[t]!);
  const pieces = shortAt(b.arrivalWeek);
  if (pieces === 0) return;
  for (let t = b.arrivalWeek + 1; t < ledger.projected.length; t++) {
    if (shortAt(t) === 0) {
      say('below_target_until', { pieces, week: t });
      return;
    }
  }
  say('below_target_beyond_horizon', { pieces });
}
