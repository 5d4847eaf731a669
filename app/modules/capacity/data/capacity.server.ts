import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { CalendarException, Shifts } from '../domain/capacity-left';

/** A running line with the shifts that it works. */
export interface LineRow {
  factoryId: string;
  piecesPerHour: number;
  efficiencyBp: number;
  shifts: Shifts;
}

/** Running lines of the given factories. */
export async function selectRunningLines(
  tx: TenantTx | PlatformTx,
  factoryIds: readonly string[],
): Promise<LineRow[]> {
  return tx.sql<LineRow[]>`
    select l.factory_id as "factoryId", l.pieces_per_hour as "piecesPerHour", l.efficiency_bp as "efficiencyBp", c.shifts
    from production_line l
    join work_calendar c on c.factory_id = l.factory_id and c.code = l.work_calendar_code
    where l.factory_id = any(${factoryIds as string[]}::uuid[]) and l.status = 'running'
    order by l.factory_id, l.code`;
}

/** A factory's exceptions to its week in a span of days, and the last day that its country's calendar knows. */
export interface CalendarRow {
  factoryId: string;
  endsOn: string | null;
  exceptions: CalendarException[];
}

/** Holidays and make-up days of the factories' calendars from one day to another, both included. */
export async function selectCalendars(
  tx: TenantTx | PlatformTx,
  factoryIds: readonly string[],
  from: string,
  to: string,
): Promise<CalendarRow[]> {
  return tx.sql<CalendarRow[]>`
    with calendar as (
      select calendar_code as code, max(day)::text as ends_on,
        coalesce(json_agg(json_build_object('day', day::text, 'isWorking', is_working))
          filter (where day between ${from}::date and ${to}::date), '[]') as exceptions
      from calendar_day group by calendar_code)
    select f.id as "factoryId", c.ends_on as "endsOn", coalesce(c.exceptions, '[]') as exceptions
    from factory f left join calendar c on c.code = f.calendar_code
    where f.id = any(${factoryIds as string[]}::uuid[])`;
}
