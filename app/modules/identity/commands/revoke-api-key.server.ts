import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { inPlatform } from '~db/tenancy.server';
import { markApiKeyRevoked } from '../data/api-keys.server';
import type { Access } from '../domain/access';
import { recordAudit } from './record-audit.server';

/**
 * Ends a key at once and for good: the next request with it is refused. What it sent stays.
 * @param now epoch ms
 * @returns `api_key_gone` if there is no such key or it was revoked before.
 */
export function revokeApiKey(
  access: Access<'platform.keys:manage'>,
  keyId: string,
  now: number,
): Promise<Result<{ name: string }, Problem>> {
  return inPlatform(access, async (tx) => {
    const key = isUuid(keyId) ? await markApiKeyRevoked(tx, keyId, access.user.displayName, now) : null;
    if (!key) return err(problem('api_key_gone'));
    await recordAudit(tx, {
      by: access,
      action: 'api_key.revoked',
      entity: { type: 'api_key', id: keyId, label: key.name },
      before: { name: key.name, source: key.source, prefix: key.prefix, scopes: key.scopes.join(', ') },
    });
    return ok({ name: key.name });
  });
}
