import { addDays, type CalendarDate, isoDayOfWeek } from '~/kernel/calendar-date';
import { weekOf, weekRange } from '~/kernel/week';

/** Shifts per ISO weekday (`"1"` Monday … `"7"`) as pairs of local times: `{ "1": [["08:00", "12:00"]] }`. */
export type Shifts = Readonly<Record<string, readonly (readonly [string, string])[]>>;

export interface CapacityLine {
  piecesPerHour: number;
  efficiencyBp: number;
  shifts: Shifts;
}

/** A day on which the country's calendar differs from the week: off, or a make-up working day. */
export interface CalendarException {
  day: string;
  isWorking: boolean;
}

/** Pieces of issued orders that have not shipped, by the day they are due to. */
export interface OpenDue {
  dueOn: string;
  pieces: number;
}

const TIME = /^([01]\d|2[0-4]):([0-5]\d)$/;

/** Minutes between two local times; an end at or before the start is on the next day. 0 for what is no time. */
function minutesOf([from, to]: readonly [string, string]): number {
  const at = (text: string) => {
    const [, hours, minutes] = TIME.exec(text) ?? [];
    return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
  };
  const [start, end] = [at(from), at(to)];
  if (start === null || end === null) return 0;
  return end > start ? end - start : end + 1440 - start;
}

/**
 * Pieces that a line can make on one day: shift hours × pieces per hour × efficiency, rounded down. A public holiday makes
 * none; a make-up day works the shifts of its weekday, or of a Monday where that weekday has none.
 */
export function piecesOfDay(
  line: CapacityLine,
  day: CalendarDate,
  exceptions: ReadonlyMap<string, boolean>,
): number {
  const exception = exceptions.get(day);
  if (exception === false) return 0;
  const own = line.shifts[String(isoDayOfWeek(day))] ?? [];
  const shifts = own.length === 0 && exception === true ? (line.shifts['1'] ?? []) : own;
  const minutes = shifts.reduce((sum, shift) => sum + minutesOf(shift), 0);
  return Math.floor((minutes * line.piecesPerHour * line.efficiencyBp) / (60 * 10_000));
}

export interface CapacityWeek {
  monday: CalendarDate;
  /** Pieces that all running lines can make in it, from today on. */
  capacity: number;
  /** Open pieces due in it; what is overdue counts in the first week. */
  booked: number;
  /** Pieces that can still be promised for the end of the week without making a later order late. Never negative. */
  left: number;
}

/**
 * Capacity left week by week, counted in pieces over all running lines: what the lines can make by the end of each week less
 * all open pieces due by then, and never more than what any later week of the horizon leaves.
 * @param lines running lines
 * @param open open pieces by due day; days after the horizon do not count
 * @param weeks length of the horizon from the week of `today`
 */
export function capacityWeeks(
  lines: readonly CapacityLine[],
  exceptions: readonly CalendarException[],
  open: readonly OpenDue[],
  today: CalendarDate,
  weeks: number,
): CapacityWeek[] {
  const byDay = new Map(exceptions.map(({ day, isWorking }) => [day, isWorking]));
  const first = weekOf(today);
  const mondays = weekRange(first, weeks);
  const rows = mondays.map((monday) => {
    let capacity = 0;
    for (let offset = 0; offset < 7; offset++) {
      const day = addDays(monday, offset);
      if (day < today) continue;
      for (const line of lines) capacity += piecesOfDay(line, day, byDay);
    }
    return { monday, capacity, booked: 0, left: 0 };
  });
  for (const { dueOn, pieces } of open) {
    const week = weekOf((dueOn < today ? today : dueOn) as CalendarDate);
    const index = mondays.indexOf(week);
    if (index >= 0) rows[index]!.booked += pieces;
  }
  let free = 0;
  for (const row of rows) {
    free += row.capacity - row.booked;
    row.left = free;
  }
  let least = Number.POSITIVE_INFINITY;
  for (const row of [...rows].reverse()) {
    least = Math.min(least, row.left);
    row.left = Math.max(0, least);
  }
  return rows;
}

/** Share of the capacity of the first `weeks` weeks that is booked, in basis points; null without capacity. */
export function loadBp(rows: readonly CapacityWeek[], weeks: number): number | null {
  const near = rows.slice(0, weeks);
  const capacity = near.reduce((sum, row) => sum + row.capacity, 0);
  const booked = near.reduce((sum, row) => sum + row.booked, 0);
  return capacity === 0 ? null : Math.round((booked * 10_000) / capacity);
}

/** The pieces left for something that ships on a day; null beyond the horizon. */
export function leftBy(rows: readonly CapacityWeek[], day: CalendarDate): number | null {
  const monday = weekOf(day);
  return rows.find((row) => row.monday === monday)?.left ?? null;
}
