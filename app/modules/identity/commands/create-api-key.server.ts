import { randomBytes } from 'node:crypto';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { asSystem, inPlatform, type PlatformTx } from '~db/tenancy.server';
import { countActiveApiKeys, insertApiKey } from '../data/api-keys.server';
import { newToken } from '../data/tokens.server';
import type { Access } from '../domain/access';
import { type ApiScope, formatApiKey, MOST_API_KEYS } from '../domain/api-key';
import { recordAudit } from './record-audit.server';

const DAY_MS = 86_400_000;
const PREFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyz012345';

export interface ApiKeyInput {
  /** How people know it. */
  name: string;
  /** The system that sends with it; keys of one system share it. */
  source: string;
  scopes: readonly ApiScope[];
  /** Days until it ends; null for a key without end. */
  days: number | null;
}

export interface CreatedApiKey {
  id: string;
  name: string;
  /** The whole key, known now and never again. */
  key: string;
}

type Created = Result<CreatedApiKey, Problem>;

/**
 * Makes a key of the REST API. Only the hash of its secret is kept.
 * @param now epoch ms
 * @returns `api_keys_full` when 200 are in use.
 */
export function createApiKey(
  access: Access<'platform.keys:manage'>,
  input: ApiKeyInput,
  now: number,
): Promise<Created> {
  return inPlatform(access, (tx) => create(tx, access, input, now));
}

/** The same from the command line, where whoever may start the portal may do everything. */
export function createApiKeyByScript(input: ApiKeyInput, now: number): Promise<Created> {
  return asSystem('script:api-key', (tx) => create(tx, { system: 'npm run api:key' }, input, now));
}

async function create(
  tx: PlatformTx,
  by: Access | { system: string },
  input: ApiKeyInput,
  now: number,
): Promise<Created> {
  if ((await countActiveApiKeys(tx, now)) >= MOST_API_KEYS)
    return err(problem('api_keys_full', { limit: MOST_API_KEYS }));
  const { name, source, days } = input;
  const scopes = [...new Set(input.scopes)].sort();
  const { token: secret, tokenHash: secretHash } = newToken();
  const prefix = newPrefix();
  const expiresAt = days === null ? null : now + days * DAY_MS;
  const id = await insertApiKey(tx, {
    name,
    source,
    prefix,
    secretHash,
    scopes,
    createdByUserId: 'system' in by ? null : by.user.id,
    createdByName: 'system' in by ? by.system : by.user.displayName,
    expiresAt,
  });
  await recordAudit(tx, {
    by,
    action: 'api_key.created',
    entity: { type: 'api_key', id, label: name },
    after: {
      name,
      source,
      prefix,
      scopes: scopes.join(', '),
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    },
  });
  return ok({ id, name, key: formatApiKey({ prefix, secret }) });
}

/** 50 random bits in letters that read well over the telephone. */
function newPrefix(): string {
  return [...randomBytes(10)].map((byte) => PREFIX_LETTERS[byte & 31]).join('');
}
