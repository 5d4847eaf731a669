import { type Problem, problem } from '~/kernel/problem';
import type { Zone } from '../netting/types';
import { answerProblem, type CommitAnswer } from './commit-bucket';

/** An answer on its way in, with what its author was looking at. */
export interface GivenCommit extends CommitAnswer {
  /** Revision of the answer that was on the screen or in the file; 0 when there was none. */
  baseRevision: number;
  /** Pieces that were asked for there. */
  seenForecast: number;
}

/** The answer that holds. `forecast` is what was asked for when it was given. */
export interface HeldCommit extends CommitAnswer {
  revision: number;
  forecast: number;
  byName: string;
  /** Epoch ms. */
  at: number;
}

/** A bucket of the published version as it is now. */
export interface CommitTarget {
  forecast: number;
  zone: Zone;
  held: HeldCommit | null;
}

export type CommitDecision =
  | { kind: 'save'; revision: number }
  /** It says what is held already, to the same forecast. */
  | { kind: 'same' }
  /** Somebody else answered meanwhile, or another version asks for something else: the author decides. */
  | { kind: 'conflict'; cause: 'answered' | 'asked' }
  | { kind: 'refused'; problem: Problem };

const isSame = (a: CommitAnswer, b: CommitAnswer) =>
  a.commit === b.commit &&
  a.upside === b.upside &&
  a.reason === b.reason &&
  (a.note || null) === (b.note || null);

/**
 * What becomes of an answer: nothing is overwritten that its author has not seen. An answer that differs from the one held
 * only in that the forecast has changed is a new revision: it now answers the new figure.
 *
 * @param target null when the published version has no such bucket
 */
export function decideCommit(given: GivenCommit, target: CommitTarget | null): CommitDecision {
  if (!target) return { kind: 'refused', problem: problem('commit_bucket_unknown') };
  const { forecast, zone, held } = target;
  if (held && isSame(given, held) && held.forecast === forecast) return { kind: 'same' };
  if (zone === 'frozen') return { kind: 'refused', problem: problem('commit_frozen', undefined, 'commit') };
  if ((held?.revision ?? 0) !== given.baseRevision) return { kind: 'conflict', cause: 'answered' };
  if (forecast !== given.seenForecast) return { kind: 'conflict', cause: 'asked' };
  const refusal = answerProblem(given, forecast, zone);
  return refusal ? { kind: 'refused', problem: refusal } : { kind: 'save', revision: given.baseRevision + 1 };
}
