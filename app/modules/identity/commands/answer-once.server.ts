import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { asSystem, type PlatformTx, type TxOptions } from '~db/tenancy.server';
import {
  claimIdempotencyKey,
  findStoredAnswer,
  insertStoredAnswer,
} from '../data/idempotency-records.server';
import { type ApiAccess, isApiAccess } from '../domain/api-access';

export interface ApiAnswer {
  status: number;
  /** The JSON text as it is sent. */
  body: string;
}

export interface OnceRequest {
  /** The `Idempotency-Key`; absent for a request that is not repeated by it. */
  key: string | undefined;
  /** Hash of what was asked: the operation and the whole body. */
  hash: string;
}

/** How often a transaction that the database gave up in favour of another is begun anew. */
const ATTEMPTS = 5;
/** Serialization failure, deadlock. */
const GIVEN_UP = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction in the platform's scope, on behalf of a key, and keeps its answer under the
 * `Idempotency-Key` in that same transaction: either both are there afterwards or neither is, whatever is killed when.
 * The same request again gets the stored answer.
 *
 * @returns `api_key_reused` when the key came with another request before, `api_request_running` while the first is
 *   still under way (the caller answers 409 with Retry-After).
 * @throws TypeError if the access was not made by the guard.
 */
export async function answerOnce(
  access: ApiAccess,
  request: OnceRequest,
  work: (tx: PlatformTx) => Promise<ApiAnswer>,
): Promise<Result<ApiAnswer & { replayed: boolean }, Problem>> {
  if (!isApiAccess(access)) throw new TypeError('answerOnce needs an access of an API key');
  for (let attempt = 1; ; attempt++) {
    try {
      return await asSystem('api:write', (tx) => answer(tx, access, request, work));
    } catch (error) {
      if (attempt >= ATTEMPTS || !GIVEN_UP.has(codeOf(error))) throw error;
    }
  }
}

async function answer(
  tx: PlatformTx,
  access: ApiAccess,
  { key, hash }: OnceRequest,
  work: (tx: PlatformTx) => Promise<ApiAnswer>,
): Promise<Result<ApiAnswer & { replayed: boolean }, Problem>> {
  if (key === undefined) return ok({ ...(await work(tx)), replayed: false });
  if (!(await claimIdempotencyKey(tx, access.key.id, key))) return err(problem('api_request_running'));
  const stored = await findStoredAnswer(tx, access.key.id, key);
  if (stored) {
    if (stored.requestHash !== hash) return err(problem('api_key_reused'));
    return ok({ status: stored.status, body: stored.body, replayed: true });
  }
  const made = await work(tx);
  await insertStoredAnswer(tx, access.key.id, key, { requestHash: hash, ...made });
  return ok({ ...made, replayed: false });
}

/** Runs `work` in a read-only transaction in the platform's scope, on behalf of a key. */
export async function readForKey<T>(
  access: ApiAccess,
  work: (tx: PlatformTx) => Promise<T>,
  options: TxOptions = { accessMode: 'read only' },
): Promise<T> {
  if (!isApiAccess(access)) throw new TypeError('readForKey needs an access of an API key');
  return asSystem('api:read', work, options);
}

/** SQLSTATE of a driver's error, also inside the one that drizzle wraps around it. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  return String(code ?? cause?.code ?? '');
}
