import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { orderable } from '~/kernel/quantity';
import { addWeeks, weekOf, weeksBetween } from '~/kernel/week';
import type { PlannedLine } from './orders';
import type { SeedContext } from './seed-context';
import type { SeededSourcing } from './sourcing';

/** The Mondays as of which versions of the past are made, oldest first. */
export function historyDays(ctx: SeedContext): CalendarDate[] {
  return ctx.scale.historyWeeks.map((weeks) => addWeeks(weekOf(ctx.today), -weeks));
}

/** What a version forecasts to order from a source: pieces per release week from the version's first week on. */
export interface ForecastSource {
  sourcingId: string;
  quantities: readonly number[];
}

/**
 * What buyers ordered in the weeks in which a version held: mostly what it forecast. Now and then they knew better by the
 * time: a bucket more or less, or a week later than told. What waits past the last week is for the next version to carry.
 * @param asOf a Monday; @param until the first Monday that another version speaks for
 */
export function orderedFrom(
  ctx: SeedContext,
  sources: readonly SeededSourcing[],
  lines: ReadonlyMap<string, ForecastSource>,
  asOf: CalendarDate,
  until: CalendarDate,
): PlannedLine[] {
  const weeks = weeksBetween(asOf, until);
  return sources.flatMap((source) => {
    const forecast = lines.get(source.id);
    if (!forecast) return [];
    const random = ctx.random('ordered', asOf, source.factory.slug, source.sku.code);
    const pieces = new Array<number>(weeks).fill(0);
    for (let week = 0; week < weeks; week++) {
      const told = forecast.quantities[week] ?? 0;
      const isLate = random.next() < 0.06;
      const isChanged = random.next() < 0.15;
      const factor = isChanged ? 0.7 + random.next() * 0.6 : 1;
      if (told === 0 || (isLate && week + 1 === weeks)) continue;
      pieces[isLate ? week + 1 : week]! += told * factor;
    }
    return pieces.flatMap((wanted, week): PlannedLine[] => {
      if (wanted < 1) return [];
      const quantity = orderable(Math.round(wanted), source.minimumQuantity, source.orderMultiple);
      // A factory has its order day; the lines of a week go out together.
      const issuedOn = addDays(addWeeks(asOf, week), source.factory.no % 5);
      return [{ source, issuedOn, quantity, isFirst: false }];
    });
  });
}
