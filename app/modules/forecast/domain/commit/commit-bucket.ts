import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Quantile, Zone } from '../netting/types';

/**
 * The quantile of the order forecast that a factory answers: the one that the order forecast shows unless the reader asks
 * for another, so that the figure answered is the figure seen.
 */
export const COMMIT_QUANTILE: Quantile = 'p50';

/** Why a factory can make less than is asked for. `other` needs a note. */
export const REASON_CODES = [
  'capacity',
  'materials',
  'holiday',
  'tooling',
  'quality',
  'terms',
  'other',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const isReasonCode = (text: unknown): text is ReasonCode =>
  (REASON_CODES as readonly unknown[]).includes(text);

/** The most pieces of one answer: a typing error is larger. */
export const MOST_COMMIT_PIECES = 10_000_000;
/** The most characters of a note. */
export const MOST_NOTE = 500;

/** What a factory answers to one bucket. Pieces; `upside` is what it could make beyond `commit`. */
export interface CommitAnswer {
  commit: number;
  upside: number;
  reason: ReasonCode | null;
  note: string | null;
}

/**
 * What is wrong with an answer to a bucket, at its field (`commit`, `upside`, `reason`, `note`); null when it may be taken.
 * Less than asked needs a reason; a frozen bucket changes only with both sides.
 *
 * @param forecast pieces that the published version asks for
 */
export function answerProblem(answer: CommitAnswer, forecast: number, zone: Zone): Problem | null {
  if (zone === 'frozen') return problem('commit_frozen', undefined, 'commit');
  return (
    piecesProblem(answer.commit, 'commit') ??
    piecesProblem(answer.upside, 'upside') ??
    reasonProblem(answer, forecast)
  );
}

function piecesProblem(pieces: number, field: string): Problem | null {
  if (!Number.isInteger(pieces)) return problem('number_not_whole', undefined, field);
  if (pieces < 0) return problem('number_too_small', { minimum: 0 }, field);
  return pieces > MOST_COMMIT_PIECES
    ? problem('number_too_big', { maximum: MOST_COMMIT_PIECES }, field)
    : null;
}

function reasonProblem({ commit, reason, note }: CommitAnswer, forecast: number): Problem | null {
  if (reason !== null && !isReasonCode(reason)) return problem('choice_unknown', undefined, 'reason');
  if (commit < forecast && reason === null) return problem('commit_reason_missing', undefined, 'reason');
  if (reason === 'other' && (note ?? '').trim() === '')
    return problem('commit_note_missing', undefined, 'note');
  return (note ?? '').length > MOST_NOTE ? problem('text_too_long', { maximum: MOST_NOTE }, 'note') : null;
}

const FULL_WIDTH = /[０-９．，－＋]/g;

/**
 * Pieces as a person types or pastes them: `1200`, `1,200`, `1 200`, `１２００`, `1200.0`, `1,200 pcs`, `1200件`. Nothing
 * typed is null.
 * @returns `number_not_whole`, `number_too_small`, `number_too_big` or `number_invalid`
 */
export function readPieces(text: string): Result<number | null, Problem> {
  const plain = text
    .slice(0, 60)
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\s*(?:件|pcs?\.?)\s*$/i, '')
    .replace(/[\s'’_]/g, '');
  if (plain === '') return ok(null);
  const match = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(plain);
  if (!match) return err(problem('number_invalid'));
  const value = Number(match[2]!.replaceAll(',', ''));
  if (match[1] === '-' && (value > 0 || Number(match[3] ?? 0) > 0))
    return err(problem('number_too_small', { minimum: 0 }));
  if (Number(match[3] ?? 0) > 0) return err(problem('number_not_whole'));
  return value > MOST_COMMIT_PIECES
    ? err(problem('number_too_big', { maximum: MOST_COMMIT_PIECES }))
    : ok(value);
}
