import { gzipSync } from 'node:zlib';
import { createApiKeyByScript } from '~/modules/identity/commands/create-api-key.server';
import { API_SCOPES, type ApiScope } from '~/modules/identity/domain/api-key';
import { request } from './request';

/** A key of the API, made as the command line makes one. */
export async function createKey(
  given: { scopes?: readonly ApiScope[]; source?: string; name?: string; days?: number | null } = {},
): Promise<{ id: string; key: string }> {
  const source = given.source ?? 'wms';
  const { name = source, scopes = API_SCOPES, days = null } = given;
  const created = await createApiKeyByScript({ name, source, scopes, days }, Date.now());
  if (!created.ok) throw new Error(created.error.code);
  return created.value;
}

export interface ApiRequest {
  key?: string | undefined;
  method?: string;
  /** Sent as JSON; a text or bytes as they are. */
  body?: unknown;
  gzip?: boolean;
  /** Headers; undefined takes one away that would be there otherwise. */
  headers?: Record<string, string | undefined>;
}

/** Sends a request below /api/v1 through the production build, as a program would: without a cookie. */
export function askApi(
  path: string,
  { key, method, body, gzip, headers }: ApiRequest = {},
): Promise<Response> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const raw = body === undefined || isRaw ? body : JSON.stringify(body);
  const all: Record<string, string | undefined> = {
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    ...(raw === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
    ...headers,
  };
  return request(`/api/v1${path}`, {
    method: method ?? (raw === undefined ? 'GET' : 'POST'),
    headers: Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...(raw === undefined ? {} : { body: gzip ? gzipSync(raw as string) : (raw as string) }),
  });
}
