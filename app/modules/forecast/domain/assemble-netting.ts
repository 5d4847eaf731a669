import { type CalendarDate, compareDates, isoDayOfWeek } from '~/kernel/calendar-date';
import { weekOf, weeksBetween } from '~/kernel/week';
import type {
  Fence,
  NettingInput,
  NettingSource,
  PerQuantile,
  PreviousForecast,
  ScheduledReceipt,
} from './netting/types';
import type { DemandCurves } from './sku-demand';
import { ORDER_HORIZON_WEEKS, TARGET_DAYS } from './target-stock';

/** A factory's terms for the SKU, as the catalogue keeps them. */
export interface SourceTerms {
  sourcingId: string;
  factoryId: string;
  isSuspended: boolean;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  shareBp: number;
  priority: number;
}

/** One schedule line of an issued order of the SKU. */
export interface SupplyRow {
  factoryId: string;
  expectedArrivalOn: string;
  inTransit: number;
  openOrder: number;
}

export interface OrderedRow {
  factoryId: string;
  /** Monday */
  week: string;
  quantity: number;
  quantitySince: number;
}

/** What the version before told one factory of this SKU. */
export interface PreviousLine {
  quantities: PerQuantile<number[]>;
}

export interface NettingFacts {
  asOf: CalendarDate;
  abcClass: 'A' | 'B' | 'C';
  demand: DemandCurves;
  onHand: number;
  supply: readonly SupplyRow[];
  ordered: readonly OrderedRow[];
  terms: readonly SourceTerms[];
  fences: ReadonlyMap<string, Fence>;
  /** First week of the version before; null without one. */
  previousFirstWeek: CalendarDate | null;
  previous: ReadonlyMap<string, PreviousLine>;
}

/** Where a factory has agreed no fences of its own. */
export const DEFAULT_FENCE: Fence = { frozenWeeks: 2, firmWeeks: 4, flexBp: 2000 };

/**
 * Brings the recorded facts of one SKU into the shape of the netting rule: dates become weeks from the current one,
 * receipts whose day has passed become overdue ones of week 0.
 */
export function assembleNetting(facts: NettingFacts): NettingInput {
  const firstWeek = weekOf(facts.asOf);
  return {
    horizonWeeks: ORDER_HORIZON_WEEKS,
    remainingDays: 8 - isoDayOfWeek(facts.asOf),
    targetDays: TARGET_DAYS[facts.abcClass],
    demand: {
      mean: facts.demand.mean,
      p50: facts.demand.p50,
      p70: facts.demand.p70,
      p80: facts.demand.p80,
      p90: facts.demand.p90,
    },
    onHand: facts.onHand,
    receipts: facts.supply.flatMap((row) => receiptsOf(row, facts.asOf, firstWeek)),
    sources: facts.terms.map((terms) => sourceOf(terms, facts, firstWeek)),
  };
}

function receiptsOf(row: SupplyRow, asOf: CalendarDate, firstWeek: CalendarDate): ScheduledReceipt[] {
  const day = row.expectedArrivalOn as CalendarDate;
  const overdue = compareDates(day, asOf) < 0;
  const week = overdue ? 0 : weeksBetween(firstWeek, weekOf(day));
  const receipts: ScheduledReceipt[] = [];
  if (row.inTransit > 0) receipts.push({ kind: 'in_transit', week, quantity: row.inTransit, overdue });
  if (row.openOrder > 0) receipts.push({ kind: 'open_order', week, quantity: row.openOrder, overdue });
  return receipts;
}

function sourceOf(terms: SourceTerms, facts: NettingFacts, firstWeek: CalendarDate): NettingSource {
  const ordered = facts.ordered.filter((row) => row.factoryId === terms.factoryId);
  return {
    sourceId: terms.sourcingId,
    productionDays: terms.productionLeadDays,
    transitDays: terms.transitLeadDays,
    shareBp: terms.shareBp,
    priority: terms.priority,
    moq: terms.minimumQuantity,
    orderMultiple: terms.orderMultiple,
    status: terms.isSuspended ? 'suspended' : 'active',
    fence: facts.fences.get(terms.factoryId) ?? DEFAULT_FENCE,
    previous: previousOf(terms, facts, ordered, firstWeek),
    orderedToDate: ordered.reduce((sum, row) => sum + row.quantity, 0),
  };
}

function previousOf(
  terms: SourceTerms,
  facts: NettingFacts,
  ordered: readonly OrderedRow[],
  firstWeek: CalendarDate,
): PreviousForecast | null {
  const line = facts.previous.get(terms.factoryId);
  if (!line || !facts.previousFirstWeek) return null;
  const weeksAgo = weeksBetween(facts.previousFirstWeek, firstWeek);
  if (weeksAgo < 0) return null;
  const byWeek = new Array<number>(line.quantities.mean.length).fill(0);
  for (const row of ordered) {
    const index = weeksBetween(facts.previousFirstWeek, row.week as CalendarDate);
    if (index >= 0 && index < byWeek.length) byWeek[index]! += row.quantitySince;
  }
  return { weeksAgo, quantities: line.quantities, ordered: byWeek };
}
