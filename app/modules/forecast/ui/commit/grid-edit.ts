import type { Problem } from '~/kernel/problem';
import { answerProblem, type ReasonCode, readPieces } from '../../domain/commit/commit-bucket';
import type { HeldCommit } from '../../domain/commit/decide-commit';
import type { Zone } from '../../domain/netting/types';
import type { Edit, Range } from './grid-types';

/** Whether an edit says what is held. */
export function isHeld(edit: Edit, held: HeldCommit): boolean {
  return (
    plain(edit.commit) === String(held.commit) &&
    plain(edit.upside) === String(held.upside) &&
    edit.reason === (held.reason ?? '') &&
    edit.note === (held.note ?? '')
  );
}

/** Whether an edit says just what is held already. */
export function isNothing(edit: Edit, held: HeldCommit | null, forecast: number): boolean {
  if (held) return isHeld(edit, held) && held.forecast === forecast;
  return !edit.commit && !edit.upside && !edit.reason && !edit.note;
}

/** What is wrong with an edit as typed. */
export function textProblem(
  commitText: string,
  upsideText: string,
  reason: string,
  forecast: number,
  zone: Zone,
  note: string,
): Problem | null {
  const commit = readPieces(commitText);
  if (!commit.ok) return { ...commit.error, field: 'commit' };
  const upside = readPieces(upsideText);
  if (!upside.ok) return { ...upside.error, field: 'upside' };
  if (commit.value === null) return { code: 'value_required', field: 'commit' };
  const answer = {
    commit: commit.value,
    upside: upside.value ?? 0,
    reason: (reason || null) as ReasonCode | null,
    note: note || null,
  };
  return answerProblem(answer, forecast, zone);
}

/** A figure in plain digits where it can be read, for comparing. */
function plain(text: string): string {
  const read = readPieces(text);
  return read.ok ? String(read.value ?? 0) : text;
}

/** A held answer as the grid's texts; no upside is no text. */
export function textsOf(held: HeldCommit | null): Pick<Edit, 'commit' | 'upside' | 'reason' | 'note'> {
  return {
    commit: held ? String(held.commit) : '',
    upside: held && held.upside > 0 ? String(held.upside) : '',
    reason: held?.reason ?? '',
    note: held?.note ?? '',
  };
}

export function isInside({ top, left, bottom, right }: Range, row: number, col: number): boolean {
  return row >= top && row <= bottom && col >= left && col <= right;
}
