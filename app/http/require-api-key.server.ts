import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type Problem, problem } from '~/kernel/problem';
import { type Admission, admitApiKey } from '~/modules/identity/commands/admit-api-key.server';
import { type Allowance, type ApiAccess, authorizeKey } from '~/modules/identity/domain/api-access';
import { type ApiScope, bearerOf } from '~/modules/identity/domain/api-key';
import { isDatabaseAway } from '~/platform/database-away';
import { problemResponse } from './api-problem.server';
import { originOf } from './require-access.server';

export type ApiArgs = Pick<LoaderFunctionArgs | ActionFunctionArgs, 'request' | 'params' | 'context'>;

/**
 * The guard of the REST API, first statement of every loader and action under /api/v1:
 * `const access = await requireApiKey(args, 'stock:write')`. Cookies are not looked at: a browser that is signed in opens
 * nothing here. Each request with a key takes one from its allowance, whatever becomes of it.
 *
 * @throws Response problem+json: 401 without a key that works, 403 for a key without the scope, 429 when its requests
 *   of the minute are used up, 503 when the database does not answer.
 */
export async function requireApiKey<S extends ApiScope>(args: ApiArgs, scope: S): Promise<ApiAccess<S>> {
  const text = bearerOf(args.request.headers.get('Authorization'));
  if (text === null) throw await unauthorized(args, problem('api_key_missing'));
  const admission = await admit(args, text);
  if (!admission.ok && admission.reason === 'unknown')
    throw await unauthorized(args, problem('api_key_unknown'));
  const headers = rateLimitHeaders(admission.allowance);
  if (!admission.ok) {
    const { waitSeconds } = admission;
    throw await refusal(args, problem('api_limited', { seconds: waitSeconds }), {
      ...headers,
      'Retry-After': String(waitSeconds),
    });
  }
  const answer = authorizeKey(admission.key, scope, admission.allowance, originOf(args), Date.now());
  if (answer.ok) return answer.access;
  if (answer.reason === 'scope') {
    throw await refusal(args, problem('api_scope_missing', { scope }), {
      ...headers,
      'WWW-Authenticate': `Bearer realm="api", error="insufficient_scope", scope="${scope}"`,
    });
  }
  const ended = answer.reason === 'revoked' ? problem('api_key_revoked') : problem('api_key_expired');
  throw await unauthorized(args, ended, headers);
}

async function admit(args: ApiArgs, text: string): Promise<Admission> {
  try {
    return await admitApiKey(text);
  } catch (error) {
    args.context.reportError?.(error);
    if (!isDatabaseAway(error)) throw await refusal(args, problem('unexpected'), {});
    throw await refusal(args, problem('api_unavailable'), { 'Retry-After': '2' });
  }
}

function unauthorized(args: ApiArgs, found: Problem, headers: Record<string, string> = {}) {
  const challenge =
    found.code === 'api_key_missing' ? 'Bearer realm="api"' : 'Bearer realm="api", error="invalid_token"';
  return refusal(args, found, { ...headers, 'WWW-Authenticate': challenge });
}

function refusal({ request, context }: ApiArgs, found: Problem, headers: Record<string, string>) {
  return problemResponse(request, found, { requestId: context.requestId, headers });
}

/** What is left of the key's allowance, as the IETF draft "RateLimit header fields for HTTP" writes it. */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    'RateLimit-Policy': `"requests";q=${limit};w=60`,
    RateLimit: `"requests";r=${remaining};t=${resetSeconds}`,
  };
}
