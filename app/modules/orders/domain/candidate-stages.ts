import { type CalendarDate, compareDates, daysBetween } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';

/** Order of the board's columns. */
export const CANDIDATE_STAGES = [
  'idea',
  'shortlisted',
  'sampling',
  'first_order',
  'winner',
  'dropped',
] as const;
export type CandidateStage = (typeof CANDIDATE_STAGES)[number];

/** Where a candidate may go from each stage. Back one step where an assessment was wrong; a winner stays one. */
export const STAGE_MOVES: Record<CandidateStage, readonly CandidateStage[]> = {
  idea: ['shortlisted', 'dropped'],
  shortlisted: ['sampling', 'idea', 'dropped'],
  sampling: ['first_order', 'shortlisted', 'dropped'],
  first_order: ['winner', 'dropped'],
  winner: [],
  dropped: ['idea'],
};

/**
 * Days that developing a product may take, by stage, and what it took before: 90 days from shortlist to first order then,
 * 45 now.
 */
export const DEVELOPMENT_DAYS: Record<'shortlisted' | 'sampling', { target: number; former: number }> = {
  shortlisted: { target: 15, former: 30 },
  sampling: { target: 30, former: 60 },
};
export const TARGET_DAYS = DEVELOPMENT_DAYS.shortlisted.target + DEVELOPMENT_DAYS.sampling.target;
export const FORMER_DAYS = DEVELOPMENT_DAYS.shortlisted.former + DEVELOPMENT_DAYS.sampling.former;

export interface StageMove {
  to: CandidateStage;
  allowed: boolean;
  reason?: Problem;
}

interface MoveFacts {
  stage: CandidateStage;
  /** Whether a SKU was made of it, with somebody to make it. */
  hasSku: boolean;
}

/** Every stage but its own, in the board's order: whether the candidate may go there, and why not. */
export function stageMoves(facts: MoveFacts): StageMove[] {
  return CANDIDATE_STAGES.filter((to) => to !== facts.stage).map((to) => {
    const reason = refusal(facts, to);
    return reason ? { to, allowed: false, reason } : { to, allowed: true };
  });
}

function refusal({ stage, hasSku }: MoveFacts, to: CandidateStage): Problem | null {
  if (!STAGE_MOVES[stage].includes(to)) return problem('candidate_move_impossible', undefined, 'to');
  if (to === 'first_order' && !hasSku) return problem('candidate_without_sku', undefined, 'to');
  return null;
}

/** Whether the move may be made. @returns the reason where not, at the field `to` or `reason` */
export function judgeMove(facts: MoveFacts, to: CandidateStage, reason: string | null): Problem | null {
  const refused = refusal(facts, to);
  if (refused) return refused;
  if (to === 'dropped' && !reason?.trim()) return problem('candidate_drop_reason', undefined, 'reason');
  return null;
}

/** When a candidate entered a stage. */
export interface StageEntry {
  stage: CandidateStage;
  /** YYYY-MM-DD in the platform's time zone. */
  enteredOn: CalendarDate;
}

export interface DevelopmentClock {
  state: 'not_started' | 'running' | 'late' | 'done' | 'stopped';
  startedOn: CalendarDate | null;
  endedOn: CalendarDate | null;
  /** From shortlist to first order, or to today. */
  elapsedDays: number;
  /** Days against the target; negative when late. */
  leftDays: number;
  stages: { stage: 'shortlisted' | 'sampling'; days: number; targetDays: number; formerDays: number }[];
}

/**
 * The development clock: it runs from the first shortlisting to the first order and stops when the candidate is dropped. A
 * stage entered twice counts all its days.
 * @param entries in the order in which they happened
 */
export function developmentClock(entries: readonly StageEntry[], today: CalendarDate): DevelopmentClock {
  const startedOn =
    entries.find(({ stage }) => stage === 'shortlisted' || stage === 'sampling')?.enteredOn ?? null;
  const last = entries.at(-1);
  const first = entries.find(({ stage }) => stage === 'first_order');
  const dropped = last?.stage === 'dropped' && !first ? last : undefined;
  const endedOn = first?.enteredOn ?? dropped?.enteredOn ?? null;
  const until = endedOn ?? today;
  const days = { shortlisted: 0, sampling: 0 };
  entries.forEach((entry, index) => {
    if (entry.stage !== 'shortlisted' && entry.stage !== 'sampling') return;
    const left = entries[index + 1]?.enteredOn ?? today;
    const end = compareDates(left, until) > 0 ? until : left;
    days[entry.stage] += Math.max(0, daysBetween(entry.enteredOn, end));
  });
  const elapsedDays = startedOn ? Math.max(0, daysBetween(startedOn, until)) : 0;
  const isOut = last?.stage === 'idea';
  const state: DevelopmentClock['state'] =
    startedOn === null || (isOut && !first)
      ? 'not_started'
      : first
        ? 'done'
        : dropped
          ? 'stopped'
          : elapsedDays > TARGET_DAYS
            ? 'late'
            : 'running';
  return {
    state,
    startedOn,
    endedOn,
    elapsedDays,
    leftDays: TARGET_DAYS - elapsedDays,
    stages: (['shortlisted', 'sampling'] as const).map((stage) => ({
      stage,
      days: days[stage],
      targetDays: DEVELOPMENT_DAYS[stage].target,
      formerDays: DEVELOPMENT_DAYS[stage].former,
    })),
  };
}
