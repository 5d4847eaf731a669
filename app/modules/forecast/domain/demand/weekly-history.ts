import { addDays, type CalendarDate, compareDates, toEpochDay } from '~/kernel/calendar-date';
import { addWeeks, weekOf } from '~/kernel/week';

/** Net units sold on one day; several entries of one day are added up. */
export interface DailyUnits {
  date: CalendarDate;
  units: number;
}

/** Days, both ends included, on which nothing could be sold for lack of stock. Ranges may overlap. */
export interface StockOutRange {
  from: CalendarDate;
  to: CalendarDate;
}

/** The days that the sales feed covers, both ends included: a covered day without an entry sold nothing. */
export interface CoveredDays {
  from: CalendarDate;
  to: CalendarDate;
}

export interface WeeklyHistory {
  /** Monday of the first value; null when there is no value. */
  startWeek: CalendarDate | null;
  /** Demand per week, oldest first, stock-outs corrected; null is unknown. */
  values: (number | null)[];
  /** Units really sold, same weeks. */
  sold: number[];
  /** Stock-out days (0…7) of the same weeks; a week is censored when this is above zero. */
  stockOutDays: number[];
  /** Same weeks: true where stock-outs hid demand, so that `values` is an estimate or null. */
  censored: boolean[];
}

const DAYS_IN_WEEK = 7;
/** With fewer days on sale than this, a week says too little about its demand and becomes unknown. */
const MIN_DAYS_ON_SALE = 2;

/**
 * Turns daily sales into a weekly demand history by ISO week (Monday to Sunday).
 *
 * - Only weeks of which every day is covered count: a cut first or current week would read as a drop.
 * - Weeks before the first sale are left out: before its launch a SKU has no demand of zero, it has none.
 * - Sales during a stock-out understate demand. With k stock-out days of 7 the week's sales are scaled by 7 ÷ (7 − k) for
 *   k ≤ 5, assuming that the lost days would have sold like the others; for k ≥ 6 the week is unknown (null).
 * - A week with more returns than sales counts as zero.
 *
 * Days need not be sorted; entries outside the covered days are ignored.
 */
export function weeklyHistory(
  days: readonly DailyUnits[],
  covered: CoveredDays,
  stockOuts: readonly StockOutRange[] = [],
): WeeklyHistory {
  const firstMonday = firstCoveredMonday(covered.from);
  const lastMonday = lastCoveredMonday(covered.to);
  const origin = toEpochDay(firstMonday);
  const weeks = Math.max(0, (toEpochDay(lastMonday) - origin) / DAYS_IN_WEEK + 1);
  const sold = new Array<number>(weeks).fill(0);
  for (const { date, units } of days) {
    const week = Math.floor((toEpochDay(date) - origin) / DAYS_IN_WEEK);
    if (week >= 0 && week < weeks && Number.isFinite(units)) sold[week] = sold[week]! + units;
  }
  const stockOutDays = countStockOutDays(stockOuts, origin, weeks);

  let first = 0;
  while (first < weeks && sold[first]! <= 0) first += 1;
  const kept = { sold: sold.slice(first), stockOutDays: stockOutDays.slice(first) };
  return {
    startWeek: kept.sold.length > 0 ? addWeeks(firstMonday, first) : null,
    values: kept.sold.map((units, i) => uncensored(units, kept.stockOutDays[i]!)),
    sold: kept.sold,
    stockOutDays: kept.stockOutDays,
    censored: kept.stockOutDays.map((k) => k > 0),
  };
}

/** The demand behind a week's sales when `stockOutDays` (0…7) of its days had no stock; null when that cannot be told. */
export function uncensored(units: number, stockOutDays: number): number | null {
  const daysOnSale = DAYS_IN_WEEK - stockOutDays;
  if (daysOnSale < MIN_DAYS_ON_SALE) return null;
  return (Math.max(0, units) * DAYS_IN_WEEK) / daysOnSale;
}

function firstCoveredMonday(from: CalendarDate): CalendarDate {
  const monday = weekOf(from);
  return compareDates(monday, from) === 0 ? monday : addWeeks(monday, 1);
}

function lastCoveredMonday(to: CalendarDate): CalendarDate {
  const monday = weekOf(to);
  return compareDates(addDays(monday, DAYS_IN_WEEK - 1), to) === 0 ? monday : addWeeks(monday, -1);
}

/** Stock-out days per week; a day inside several ranges counts once. */
function countStockOutDays(ranges: readonly StockOutRange[], origin: number, weeks: number): number[] {
  const out = new Uint8Array(weeks * DAYS_IN_WEEK);
  for (const { from, to } of ranges) {
    const start = Math.max(0, toEpochDay(from) - origin);
    const end = Math.min(out.length, toEpochDay(to) - origin + 1);
    if (end > start) out.fill(1, start, end);
  }
  const counts = new Array<number>(weeks).fill(0);
  out.forEach((flag, day) => {
    const week = Math.floor(day / DAYS_IN_WEEK);
    counts[week] = counts[week]! + flag;
  });
  return counts;
}
