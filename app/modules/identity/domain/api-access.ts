import type { RequestOrigin } from './access';
import { type ApiKeyState, type ApiKeyTimes, type ApiScope, apiKeyState } from './api-key';

/** A key of the REST API as its look-up finds it, once its secret was compared. */
export interface KnownApiKey extends ApiKeyTimes {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly scopes: readonly string[];
}

/** What is left of a key's allowance of requests, after this one. */
export interface Allowance {
  /** Requests that a full allowance holds, which is also what comes back per minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until it is full again. */
  readonly resetSeconds: number;
}

/**
 * Proof that a key was allowed one scope of the REST API. As with people's access, only {@link authorizeKey} makes one;
 * it opens no factory's and no person's pages, because it is another class.
 */
class ApiAccessProof<S extends ApiScope> {
  readonly #proven = true;

  constructor(
    readonly scope: S,
    /** `source` is what its movements are filed under. */
    readonly key: { readonly id: string; readonly name: string; readonly source: string },
    readonly allowance: Allowance,
    readonly origin: RequestOrigin,
  ) {
    Object.freeze(this);
  }

  static proves(value: unknown): value is ApiAccessProof<ApiScope> {
    return typeof value === 'object' && value !== null && #proven in value && value.#proven;
  }
}

export type ApiAccess<S extends ApiScope = ApiScope> = ApiAccessProof<S>;

/** True for a value made by {@link authorizeKey} only. */
export function isApiAccess(value: unknown): value is ApiAccess {
  return ApiAccessProof.proves(value);
}

export type KeyAuthorization<S extends ApiScope> =
  | { readonly ok: true; readonly access: ApiAccess<S> }
  | { readonly ok: false; readonly reason: Exclude<ApiKeyState, 'active'> | 'scope' };

/**
 * Decides one scope for one key, from its row alone.
 * @param now epoch ms
 */
export function authorizeKey<S extends ApiScope>(
  key: KnownApiKey,
  scope: S,
  allowance: Allowance,
  origin: RequestOrigin,
  now: number,
): KeyAuthorization<S> {
  const state = apiKeyState(key, now);
  if (state !== 'active') return { ok: false, reason: state };
  if (!key.scopes.includes(scope)) return { ok: false, reason: 'scope' };
  const { id, name, source } = key;
  return {
    ok: true,
    access: new ApiAccessProof(scope, Object.freeze({ id, name, source }), allowance, origin),
  };
}
