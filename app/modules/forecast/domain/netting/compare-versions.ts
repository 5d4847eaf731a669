import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks, weeksBetween } from '~/kernel/week';

/** One source's order forecast of one quantile: pieces per release week from `origin` (a Monday) on. */
export interface VersionLine {
  origin: CalendarDate;
  quantities: readonly number[];
}

export type ChangeKind = 'new' | 'dropped' | 'up' | 'down' | 'unchanged';

export interface WeekChange {
  /** Monday */
  week: CalendarDate;
  current: number;
  previous: number;
  delta: number;
}

export interface VersionChange {
  kind: ChangeKind;
  /** the same total in other weeks: `up` = pulled earlier, `down` = pushed later */
  retimed: boolean;
  /** overlapping weeks, in order; for `new` and `dropped` lines those of the one version there is */
  weeks: WeekChange[];
  /** sums over `weeks` */
  current: number;
  previous: number;
  delta: number;
  /** pieces that moved, up or down: the sum of |delta| */
  moved: number;
}

/**
 * What changed between two versions of a line, by calendar week, over the weeks both cover: week 0 of one may be
 * week 1 of the other. Weeks only one of them covers say nothing about change and are left out.
 * `new`: nothing was forecast before, something is now; `dropped`: the reverse; otherwise by the total, and with
 * equal totals by whether pieces moved to earlier weeks (`up`) or later ones (`down`). Null = no such version.
 */
export function compareVersions(current: VersionLine | null, previous: VersionLine | null): VersionChange {
  const weeks: WeekChange[] = [];
  let now = 0;
  let then = 0;
  let moved = 0;
  const basis = current ?? previous;
  const shift = current && previous ? weeksBetween(previous.origin, current.origin) : 0;
  const length = basis?.quantities.length ?? 0;
  for (let w = 0; w < length; w++) {
    const p = w + shift;
    if (current && previous && (p < 0 || p >= previous.quantities.length)) continue;
    const a = current?.quantities[w] ?? 0;
    const b = previous?.quantities[p] ?? 0;
    weeks.push({ week: addWeeks(basis!.origin, w), current: a, previous: b, delta: a - b });
    now += a;
    then += b;
    moved += Math.abs(a - b);
  }
  const delta = now - then;
  return {
    kind: kindOf(weeks, now, then, moved),
    retimed: delta === 0 && moved > 0,
    weeks,
    current: now,
    previous: then,
    delta,
    moved,
  };
}

function kindOf(weeks: readonly WeekChange[], now: number, then: number, moved: number): ChangeKind {
  if (moved === 0) return 'unchanged';
  if (then === 0) return 'new';
  if (now === 0) return 'dropped';
  if (now !== then) return now > then ? 'up' : 'down';
  // With equal totals Σ week × delta is below 0 when pieces moved forward in time.
  let moment = 0;
  weeks.forEach((week, index) => {
    moment += index * week.delta;
  });
  return moment <= 0 ? 'up' : 'down';
}
