/** What a key may do, `area:verb`. A key holds any of them; each operation of the API asks for one. */
export const API_SCOPES = ['stock:write', 'listings:write', 'stock:read'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Longest life of a key in days; a key may also have no end. */
export const LONGEST_API_KEY_DAYS = 730;
/** Keys that may be in use at a time. */
export const MOST_API_KEYS = 200;

export type ApiKeyState = 'active' | 'revoked' | 'expired';

export interface ApiKeyTimes {
  readonly revokedAt: number | null;
  readonly expiresAt: number | null;
}

/** The state of a key at `now` (all epoch ms). Only an active one opens anything; a revoked one stays revoked. */
export function apiKeyState(times: ApiKeyTimes, now: number): ApiKeyState {
  if (times.revokedAt !== null) return 'revoked';
  return times.expiresAt !== null && now >= times.expiresAt ? 'expired' : 'active';
}

/** A key in its two parts: the prefix names it and is kept, the secret opens and is kept as a hash alone. */
export interface ApiKeyParts {
  readonly prefix: string;
  readonly secret: string;
}

/** `fpk_`, a prefix of 10 letters and digits, and 256 bits in base64url. */
const FORM = /^fpk_([a-z0-9]{10})_([A-Za-z0-9_-]{43})$/;

/** Writes a key as its holder keeps it. */
export function formatApiKey({ prefix, secret }: ApiKeyParts): string {
  return `fpk_${prefix}_${secret}`;
}

/** Reads a key; null for anything that cannot be one. */
export function parseApiKey(text: string): ApiKeyParts | null {
  const [, prefix, secret] = FORM.exec(text) ?? [];
  return prefix === undefined || secret === undefined ? null : { prefix, secret };
}

/** The key of an `Authorization` header of the scheme Bearer (RFC 6750); null if it has none. */
export function bearerOf(header: string | null): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}

export function isApiScope(text: string): text is ApiScope {
  return (API_SCOPES as readonly string[]).includes(text);
}
