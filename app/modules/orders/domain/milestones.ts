import { addDays, type CalendarDate, compareDates, daysBetween } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';

/** Steps of making a line, in their order. */
export const MILESTONE_KINDS = ['materials', 'start', 'half', 'finished', 'packed'] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** How much of the time from issue to shipping has passed at each step, in basis points: materials take a third of it. */
export const MILESTONE_PLAN: Readonly<Record<MilestoneKind, number>> = {
  materials: 3500,
  start: 4000,
  half: 7000,
  finished: 9300,
  packed: 9800,
};

export interface Milestone {
  kind: MilestoneKind;
  plannedOn: CalendarDate;
  revisedOn: CalendarDate | null;
  actualOn: CalendarDate | null;
  reason: string | null;
}

/**
 * The plan of a line: its steps at fixed shares of the time from issue to the day it ships, rounded down to days.
 * A line that ships on the day of its issue or before has all steps on the ship day.
 */
export function plannedMilestones(
  issuedOn: CalendarDate,
  shipOn: CalendarDate,
): { kind: MilestoneKind; plannedOn: CalendarDate }[] {
  const days = Math.max(0, daysBetween(issuedOn, shipOn));
  return MILESTONE_KINDS.map((kind) => ({
    kind,
    plannedOn: days === 0 ? shipOn : addDays(issuedOn, Math.floor((days * MILESTONE_PLAN[kind]) / 10_000)),
  }));
}

/** The day a step is due as known: actual, else revised, else planned. */
export function milestoneDay({ plannedOn, revisedOn, actualOn }: Milestone): CalendarDate {
  return actualOn ?? revisedOn ?? plannedOn;
}

export interface MilestoneChange {
  /** Undefined: as it stands; null: back to the plan. */
  revisedOn?: CalendarDate | null | undefined;
  /** Undefined: as it stands; null: not done after all. */
  actualOn?: CalendarDate | null | undefined;
  reason?: string | undefined;
}

/**
 * A step after a change, or why it is refused: a day later than what was known needs a reason
 * (`milestone_reason_missing`); what has happened lies not in the future (`milestone_in_future`); steps happen in their
 * order (`milestone_out_of_order`, with the step that stands against it).
 *
 * @param all the line's steps as they stand
 */
export function changedMilestone(
  all: readonly Milestone[],
  kind: MilestoneKind,
  change: MilestoneChange,
  today: CalendarDate,
): { ok: true; value: Milestone } | { ok: false; error: Problem } {
  const step = all.find((candidate) => candidate.kind === kind);
  if (!step) return { ok: false, error: problem('milestone_unknown', undefined, 'kind') };
  const next: Milestone = {
    ...step,
    revisedOn: change.revisedOn === undefined ? step.revisedOn : change.revisedOn,
    actualOn: change.actualOn === undefined ? step.actualOn : change.actualOn,
    reason: change.reason?.trim() ? change.reason.trim() : null,
  };
  if (next.actualOn && compareDates(next.actualOn, today) > 0)
    return { ok: false, error: problem('milestone_in_future', { date: next.actualOn }, 'actualOn') };
  const against = outOfOrder(all, next);
  if (against)
    return { ok: false, error: problem('milestone_out_of_order', { date: against.actualOn! }, 'actualOn') };
  const isLater = compareDates(milestoneDay(next), step.revisedOn ?? step.plannedOn) > 0;
  if (isLater && !next.reason) {
    // What was said already about the same day still stands.
    if (compareDates(milestoneDay(next), milestoneDay(step)) !== 0 || !step.reason)
      return { ok: false, error: problem('milestone_reason_missing', undefined, 'reason') };
    next.reason = step.reason;
  }
  return { ok: true, value: next };
}

/** The step with an actual day that the new actual day contradicts: an earlier step later, or a later step earlier. */
function outOfOrder(all: readonly Milestone[], next: Milestone): Milestone | undefined {
  if (!next.actualOn) return undefined;
  const place = MILESTONE_KINDS.indexOf(next.kind);
  return all.find((other) => {
    if (!other.actualOn || other.kind === next.kind) return false;
    const order = compareDates(other.actualOn, next.actualOn!);
    return MILESTONE_KINDS.indexOf(other.kind) < place ? order > 0 : order < 0;
  });
}
