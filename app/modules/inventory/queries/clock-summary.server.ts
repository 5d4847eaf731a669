import { dateInZone, daysBetween } from '~/kernel/calendar-date';
import type { ClockListRow } from '../data/sell-out-list.server';
import { type ClockHelp, clockHelp, statusAt } from '../domain/clock/clock-list';
import { lastInstant } from '../domain/clock/time-left';

/** A clock in a list, on an order, or as a badge. */
export interface ClockSummary extends Omit<ClockListRow, 'sortAt'> {
  /** The last instant if nothing pauses it any more; null before the start. */
  until: number | null;
  /** Days after the day of the start; of a sold out or ended clock, the day on which it was. */
  day: number | null;
  daysLeft: number | null;
  missing: number;
  help: ClockHelp;
}

/** What a list says of a clock at an instant. */
export function clockSummary({ sortAt: _place, ...row }: ClockListRow, nowMs: number): ClockSummary {
  const status = statusAt(row, nowMs);
  const started = row.startedAt === null ? null : dateInZone(row.startedAt, row.timeZone);
  const until = row.startedAt === null ? null : lastInstant({ ...row, startedAt: row.startedAt });
  const today = dateInZone(Math.min(nowMs, row.soldOutAt ?? until ?? nowMs), row.timeZone);
  const missing = Math.max(0, row.targetUnits - row.netSold);
  return {
    ...row,
    status,
    until,
    day: started === null ? null : daysBetween(started, today),
    daysLeft:
      until === null
        ? null
        : Math.max(0, daysBetween(dateInZone(nowMs, row.timeZone), dateInZone(until, row.timeZone))),
    missing,
    help: clockHelp({
      status,
      probabilityBp: row.probabilityBp,
      reasoning: row.reasoning,
      missing,
      agreed: row.acceptedUnits,
      received: row.receivedUnits,
      sellable: row.sellableUnits,
    }),
  };
}
