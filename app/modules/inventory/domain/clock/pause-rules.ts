import { type Problem, problem } from '~/kernel/problem';
import type { PauseCause } from './types';

export const PAUSE_CAUSES = ['listing_off', 'receiving_backlog', 'customs_hold', 'listing_recall'] as const;

export interface NewPause {
  cause: PauseCause;
  /** Epoch ms. */
  from: number;
  to: number | null;
  evidence: string;
}

/** Why a pause may not be recorded; null when it may. A pause is a fact: it has begun, and if it is over, it has ended. */
export function pauseProblem(pause: NewPause, nowMs: number): Problem | null {
  if (pause.from > nowMs) return problem('pause_in_future', undefined, 'from');
  if (pause.to !== null && pause.to > nowMs) return problem('pause_in_future', undefined, 'to');
  if (pause.to !== null && pause.to <= pause.from) return problem('pause_backwards', undefined, 'to');
  return null;
}

/** Why an open pause may not end at `to`; null when it may. */
export function endPauseProblem(
  pause: { from: number; to: number | null; withdrawnAt: number | null },
  to: number,
  nowMs: number,
): Problem | null {
  if (pause.withdrawnAt !== null) return problem('pause_withdrawn');
  if (pause.to !== null) return problem('pause_over');
  if (to > nowMs) return problem('pause_in_future', undefined, 'to');
  if (to <= pause.from) return problem('pause_backwards', undefined, 'to');
  return null;
}
