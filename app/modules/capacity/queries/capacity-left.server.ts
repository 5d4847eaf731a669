import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import { openPiecesDue } from '~/modules/orders/queries/pool-open-pieces.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { selectCalendars, selectRunningLines } from '../data/capacity.server';
import { type CapacityWeek, capacityWeeks, leftBy, loadBp } from '../domain/capacity-left';

/** Weeks of a factory's near load. */
export const LOAD_WEEKS = 8;

export interface CapacityAhead {
  /** False when no running line with shifts is recorded: then nothing is known of its capacity. */
  isKnown: boolean;
  weeks: CapacityWeek[];
  /** Booked share of the next eight weeks' capacity, basis points; null when not known. */
  loadBp: number | null;
  /** Last day of the public holidays that are recorded; null when there are none. Later weeks are counted as if there were none. */
  calendarEndsOn: string | null;
  /** Pieces left for what ships on a day; null when not known or beyond the horizon. */
  leftBy: (day: CalendarDate) => number | null;
}

/**
 * What factories can still make, as far as the portal knows: running lines × shifts × calendar × efficiency, less the open
 * pieces of issued orders by the day they are due. Counted in pieces over all lines, whatever the SKU.
 * @param weeks horizon from the week of `today`
 */
export async function capacityLeft(
  tx: TenantTx | PlatformTx,
  factoryIds: readonly string[],
  today: CalendarDate,
  weeks = 26,
): Promise<Map<string, CapacityAhead>> {
  if (factoryIds.length === 0) return new Map();
  const last = addDays(weekOf(today), weeks * 7 - 1);
  const lines = await selectRunningLines(tx, factoryIds);
  const calendars = await selectCalendars(tx, factoryIds, today, last);
  const open = await openPiecesDue(tx, factoryIds);
  return new Map(
    calendars.map(({ factoryId, endsOn, exceptions }) => {
      const own = <T extends { factoryId: string }>(rows: T[]) =>
        rows.filter((row) => row.factoryId === factoryId);
      const rows = capacityWeeks(own(lines), exceptions, own(open), today, weeks);
      const isKnown = rows.some(({ capacity }) => capacity > 0);
      return [
        factoryId,
        {
          isKnown,
          weeks: rows,
          loadBp: isKnown ? loadBp(rows, LOAD_WEEKS) : null,
          calendarEndsOn: endsOn,
          leftBy: (day) => (isKnown ? leftBy(rows, day) : null),
        },
      ];
    }),
  );
}
