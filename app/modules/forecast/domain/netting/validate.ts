import { type Problem, problem } from '~/kernel/problem';
import { type NettingInput, type NettingSource, QUANTILES } from './types';

/** Above this a figure is a mistake, and below it all sums in 1/1000 piece stay exact. */
const MAX_PIECES = 1e9;
const MAX_DAYS = 1_000;

const whole = (n: number, min: number, max: number): boolean => Number.isInteger(n) && n >= min && n <= max;
const amount = (n: number | undefined): boolean => n !== undefined && n >= 0 && n <= MAX_PIECES;

/** The first figure that netting cannot use, or null. `what` names the field; `source` the source it is of. */
export function validateNetting(input: NettingInput): Problem | null {
  const bad = (what: string, source?: string): Problem =>
    problem('netting_invalid', source === undefined ? { what } : { what, source });
  if (!whole(input.horizonWeeks, 1, 104)) return bad('horizonWeeks');
  if (!whole(input.remainingDays, 1, 7)) return bad('remainingDays');
  if (!whole(input.targetDays, 0, MAX_DAYS)) return bad('targetDays');
  if (!whole(input.onHand, -MAX_PIECES, MAX_PIECES)) return bad('onHand');
  for (const quantile of QUANTILES) {
    const demand = input.demand[quantile];
    if (demand.length === 0) return bad(`demand.${quantile}`);
    for (const pieces of demand) if (!amount(pieces)) return bad(`demand.${quantile}`);
  }
  for (const receipt of input.receipts) {
    if (!whole(receipt.quantity, 0, MAX_PIECES)) return bad('receipts.quantity');
    if (!whole(receipt.week, 0, 10_000) || (receipt.overdue && receipt.week !== 0))
      return bad('receipts.week');
  }
  const seen = new Set<string>();
  for (const source of input.sources) {
    if (seen.has(source.sourceId)) return bad('sourceId', source.sourceId);
    seen.add(source.sourceId);
    const field = badField(source);
    if (field) return bad(field, source.sourceId);
  }
  return null;
}

function badField(source: NettingSource): string | null {
  const { fence, previous } = source;
  if (!whole(source.productionDays, 0, MAX_DAYS)) return 'productionDays';
  if (!whole(source.transitDays, 0, MAX_DAYS)) return 'transitDays';
  if (!whole(source.shareBp, 0, 10_000)) return 'shareBp';
  if (!whole(source.priority, 0, 1_000_000)) return 'priority';
  if (!whole(source.moq, 0, MAX_PIECES)) return 'moq';
  if (!whole(source.orderMultiple, 1, MAX_PIECES)) return 'orderMultiple';
  if (source.status !== 'active' && source.status !== 'suspended') return 'status';
  if (!whole(source.orderedToDate ?? 0, 0, Number.MAX_SAFE_INTEGER)) return 'orderedToDate';
  if (!whole(fence.frozenWeeks, 0, 520) || !whole(fence.firmWeeks, 0, 520)) return 'fence';
  if (!whole(fence.flexBp, 0, 1_000_000)) return 'fence.flexBp';
  if (!previous) return null;
  if (!whole(previous.weeksAgo, 0, 10_000)) return 'previous.weeksAgo';
  for (const quantile of QUANTILES) {
    for (const q of previous.quantities[quantile]) if (!whole(q, 0, MAX_PIECES)) return 'previous.quantities';
  }
  for (const q of previous.ordered) if (!whole(q ?? 0, 0, MAX_PIECES)) return 'previous.ordered';
  return null;
}
