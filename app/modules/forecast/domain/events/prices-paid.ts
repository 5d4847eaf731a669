import type { CalendarDate } from '~/kernel/calendar-date';
import { toEpochDay } from '~/kernel/calendar-date';

const EPOCH_MONDAY = toEpochDay('1970-01-05' as CalendarDate);

/**
 * The price paid per piece in each week, from one Monday on; null where nothing was sold or no revenue is known.
 * @param weeks by week index (whole weeks since Monday 1970-01-05); several rows of a week are added up
 */
export function pricesPaid(
  { weeks }: { weeks: readonly { weekIndex: number; units: number; revenue?: number | null }[] },
  firstWeek: CalendarDate,
  count: number,
): (number | null)[] {
  const origin = (toEpochDay(firstWeek) - EPOCH_MONDAY) / 7;
  const units = new Array<number>(count).fill(0);
  const revenue = new Array<number>(count).fill(0);
  for (const { weekIndex, units: sold, revenue: paid } of weeks) {
    const week = weekIndex - origin;
    if (week < 0 || week >= count || !paid || !(sold > 0)) continue;
    units[week]! += sold;
    revenue[week]! += paid;
  }
  return units.map((sold, week) => (sold > 0 && revenue[week]! > 0 ? revenue[week]! / sold : null));
}

/** Which of the first `count` weeks an event or a promotion touches. */
export function exposedWeeks(exposure: ReadonlyMap<string, Float64Array>, count: number): boolean[] {
  const rows = [...exposure.values()];
  return Array.from({ length: count }, (_, week) => rows.some((shares) => (shares[week] ?? 0) !== 0));
}

/** Units of the weeks that no stock-out cut short; null elsewhere. */
export function onSale(sold: readonly number[], stockOutDays: readonly number[]): (number | null)[] {
  return sold.map((units, week) => ((stockOutDays[week] ?? 0) > 0 ? null : Math.max(0, units)));
}
