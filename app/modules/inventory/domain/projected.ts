import { addDays, type CalendarDate, daysBetween } from '~/kernel/calendar-date';

/** Days that the chart of one SKU looks ahead. */
export const CHART_HORIZON_DAYS = 120;

export interface Arrival {
  /** Expected day; a day that has passed counts as today: it is late, not lost. */
  day: CalendarDate;
  /** Pieces on their way. */
  inTransit: number;
  /** Pieces ordered and not yet shipped. */
  openOrder: number;
}

export interface ProjectionInput {
  today: CalendarDate;
  /** Pieces on hand in the morning of `today`. */
  onHand: number;
  arrivals: readonly Arrival[];
  /** Pieces a day that are asked for: one rate, or one figure per day from today whose last goes on. */
  demand: number | readonly number[];
  horizonDays: number;
}

export interface ProjectedDay {
  day: CalendarDate;
  arriving: number;
  demand: number;
  /** Pieces at the end of the day; fractions because demand is a mean. Never below 0: what is not there is not sold. */
  stock: number;
  /** Demand of the day that finds no stock. */
  unmet: number;
}

export interface Projection {
  days: ProjectedDay[];
  /** First day on which not all that is asked for is there; null within the horizon's end. */
  stockOutOn: CalendarDate | null;
  /** First day after it on which stock covers demand again. */
  backInStockOn: CalendarDate | null;
  unmet: number;
}

/**
 * Stock day by day: what is on hand, plus what arrives in the morning, less what is asked for. Orders not delivered are
 * lost, not kept. Pure arithmetic, so that the page, the job and a test say the same.
 */
export function projectStock(input: ProjectionInput): Projection {
  const { today, onHand, arrivals, demand, horizonDays } = input;
  const arriving = new Map<number, number>();
  for (const { day, inTransit, openOrder } of arrivals) {
    const index = Math.max(0, daysBetween(today, day));
    arriving.set(index, (arriving.get(index) ?? 0) + inTransit + openOrder);
  }
  const days: ProjectedDay[] = [];
  let stock = Math.max(0, onHand);
  let stockOutOn: CalendarDate | null = null;
  let backInStockOn: CalendarDate | null = null;
  let lost = 0;
  for (let index = 0; index < horizonDays; index++) {
    const day = addDays(today, index);
    const wanted = demandOn(demand, index);
    const available = stock + (arriving.get(index) ?? 0);
    const served = Math.min(available, wanted);
    // Sums of fractions leave crumbs; a millionth of a piece is not missing.
    const unmet = wanted - served > 1e-6 ? wanted - served : 0;
    stock = available - served;
    if (unmet > 0 && stockOutOn === null) stockOutOn = day;
    if (unmet === 0 && stockOutOn !== null && backInStockOn === null && wanted > 0) backInStockOn = day;
    lost += unmet;
    days.push({ day, arriving: arriving.get(index) ?? 0, demand: wanted, stock, unmet });
  }
  return { days, stockOutOn, backInStockOn, unmet: lost };
}

function demandOn(demand: number | readonly number[], index: number): number {
  const value = typeof demand === 'number' ? demand : (demand[Math.min(index, demand.length - 1)] ?? 0);
  return Number.isFinite(value) && value > 0 ? value : 0;
}

/** A weekly series from `firstWeek` (a Monday) as pieces a day from `today`; before the series its first week counts. */
export function dailyFromWeekly(
  weekly: readonly number[],
  firstWeek: CalendarDate,
  today: CalendarDate,
  horizonDays: number,
): number[] {
  const offset = daysBetween(firstWeek, today);
  return Array.from({ length: horizonDays }, (_, index) => {
    const week = Math.floor((offset + index) / 7);
    return Math.max(0, weekly[Math.min(Math.max(week, 0), weekly.length - 1)] ?? 0) / 7;
  });
}

/** The day on which a steady rate first finds too little stock; null when nothing sells or not within the horizon. */
export function stockOutDay(
  input: Omit<ProjectionInput, 'demand'> & { perDay: number },
): CalendarDate | null {
  const { perDay, ...rest } = input;
  return perDay > 0 ? projectStock({ ...rest, demand: perDay }).stockOutOn : null;
}
