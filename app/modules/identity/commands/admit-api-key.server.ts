import { env } from '~/platform/env.server';
import { asSystem } from '~db/tenancy.server';
import { findApiKey, takeFromAllowance } from '../data/api-keys.server';
import type { Allowance, KnownApiKey } from '../domain/api-access';
import { parseApiKey } from '../domain/api-key';

export type Admission =
  | { ok: true; key: KnownApiKey; allowance: Allowance }
  | { ok: false; reason: 'unknown' }
  | { ok: false; reason: 'limited'; allowance: Allowance; waitSeconds: number };

/**
 * Finds the key of a request, compares its secret in constant time, and takes the request from its allowance. Whether
 * the key still opens something is decided afterwards, so that a revoked one is told so, and not more often than others.
 */
export async function admitApiKey(text: string): Promise<Admission> {
  const parts = parseApiKey(text);
  if (!parts) return { ok: false, reason: 'unknown' };
  return asSystem('api:admit', async (tx) => {
    const key = await findApiKey(tx, parts.prefix, parts.secret);
    if (!key) return { ok: false, reason: 'unknown' };
    const taken = await takeFromAllowance(tx, key.id, env().API_REQUESTS_PER_MINUTE);
    if (!taken.ok) return { reason: 'limited', ...taken };
    return { ok: true, key, allowance: taken.allowance };
  });
}
