import type { Problem } from './problem';

/** The outcome of something that may fail for a reason worth telling; defects throw instead. */
export type Result<T, E = Problem> = { ok: true; value: T } | { ok: false; error: E };

/** A success that carries `value`. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** A failure that carries `error`. */
export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
