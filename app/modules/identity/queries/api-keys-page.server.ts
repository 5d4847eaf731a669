import { isUuid } from '~/kernel/ids';
import { inPlatform } from '~db/tenancy.server';
import { type ApiKeyRow, findApiKeyById, listApiKeys } from '../data/api-keys.server';
import { type Access, alsoMay } from '../domain/access';
import { type ApiKeyState, type ApiScope, apiKeyState, isApiScope } from '../domain/api-key';

/** Keys shown; the rest are old revoked ones. */
const SHOWN = 500;

export interface ApiKeyView {
  id: string;
  name: string;
  source: string;
  /** The beginning of the key, by which its holder recognises it. */
  prefix: string;
  scopes: ApiScope[];
  state: ApiKeyState;
  createdByName: string;
  revokedByName: string | null;
  /** Epoch ms, as all that follow. */
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

export interface ApiKeysPage {
  keys: ApiKeyView[];
  active: number;
  mayManage: boolean;
}

type KeysAccess = Access<'platform.keys:view'> | Access<'platform.keys:manage'>;

/** The keys of the REST API, those in use first. */
export async function apiKeysPage(access: KeysAccess, now: number): Promise<ApiKeysPage> {
  const rows = await inPlatform(access, (tx) => listApiKeys(tx, SHOWN), { accessMode: 'read only' });
  const keys = rows.map((row) => viewOf(row, now));
  return {
    keys: [
      ...keys.filter(({ state }) => state === 'active'),
      ...keys.filter(({ state }) => state !== 'active'),
    ],
    active: keys.filter(({ state }) => state === 'active').length,
    mayManage: alsoMay(access, 'platform.keys:manage'),
  };
}

/** One key; null if there is none. */
export async function apiKeyPage(access: KeysAccess, id: string, now: number): Promise<ApiKeyView | null> {
  if (!isUuid(id)) return null;
  const row = await inPlatform(access, (tx) => findApiKeyById(tx, id), { accessMode: 'read only' });
  return row && viewOf(row, now);
}

function viewOf(row: ApiKeyRow, now: number): ApiKeyView {
  const times = {
    createdAt: row.createdAt.getTime(),
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
    expiresAt: row.expiresAt?.getTime() ?? null,
    revokedAt: row.revokedAt?.getTime() ?? null,
  };
  const { id, name, source, prefix, createdByName, revokedByName } = row;
  return {
    id,
    name,
    source,
    prefix: `fpk_${prefix}_`,
    scopes: row.scopes.filter(isApiScope),
    state: apiKeyState(times, now),
    createdByName,
    revokedByName,
    ...times,
  };
}
