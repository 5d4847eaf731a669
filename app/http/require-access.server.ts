import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { type Access, authorize, type Identity, type RequestOrigin } from '~/modules/identity/domain/access';
import { signInPath } from '~/modules/identity/domain/next-path';
import type { Permission } from '~/modules/identity/domain/permissions';
import { identityOfRequest } from '~/modules/identity/queries/identity-of-request.server';
import { env, isHttps } from '~/platform/env.server';

export type RouteArgs = Pick<LoaderFunctionArgs | ActionFunctionArgs, 'request' | 'params' | 'context'>;

/**
 * The guard, first statement of every loader and action: `const access = await requireAccess(args, 'forecast:view')`.
 * The factory is the one that `params.factory` names.
 *
 * @throws Response 302 to the sign-in page when nobody is signed in, 404 for a factory or platform the person does not
 *   belong to (as if it did not exist), 403 when their role there does not hold the permission.
 */
export async function requireAccess<P extends Permission>(
  args: RouteArgs,
  permission: P,
): Promise<Access<P>> {
  const identity = await currentIdentity(args);
  // Nothing is named by a text with a NUL in it, and the database refuses to be asked.
  if (Object.values(args.params).some((param) => param?.includes('\0'))) {
    throw new Response(null, { status: 404, statusText: 'Not Found' });
  }
  if (!identity) throw redirect(signInPath(pageOf(args.request)));
  const answer = authorize(identity, permission, args.params.factory);
  if (answer.ok) return answer.access;
  args.context.reportDenial?.({ permission, reason: answer.reason, userId: identity.user.id });
  if (answer.reason === 'not_member') throw new Response(null, { status: 404, statusText: 'Not Found' });
  throw new Response(null, { status: 403, statusText: 'Forbidden' });
}

/** The people of loads under way. Remix copies the request for each loader, but hands all of them one context. */
const loads = new WeakMap<AppLoadContext, Promise<Identity | null>>();

/**
 * Who is signed in, for pages that anyone may open (sign-in, invitation, the way from `/`). Nested loaders of one page
 * share one look-up; an action looks for itself, as it may change what the loaders after it see.
 */
export function currentIdentity(args: RouteArgs): Promise<Identity | null> {
  const { request, context } = args;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const known = reads ? loads.get(context) : undefined;
  if (known) return known;
  const found = identityOfRequest(request.headers.get('Cookie'), isSecure(request), originOf(args));
  if (reads) loads.set(context, found);
  return found;
}

/**
 * Whether the reader's connection is HTTPS: by the portal's public address, or by the request itself, whose protocol the
 * web server takes from `X-Forwarded-Proto` when a trusted proxy sent it.
 */
export function isSecure(request: Request): boolean {
  return isHttps(env()) || request.url.startsWith('https:');
}

/** Where a request came from, as the web server saw it. */
export function originOf({ request, context }: Pick<RouteArgs, 'request' | 'context'>): RequestOrigin {
  return {
    ip: context.clientAddress || null,
    userAgent: request.headers.get('User-Agent'),
    requestId: context.requestId ?? null,
  };
}

/** The page to come back to: the address of a read, or of the page that a form was sent from. */
function pageOf(request: Request): string {
  const url = new URL(request.url);
  if (request.method === 'GET' || request.method === 'HEAD') return url.pathname + url.search;
  const referer = request.headers.get('Referer');
  const from = referer && URL.canParse(referer) ? new URL(referer) : null;
  return from && from.host === url.host ? from.pathname + from.search : url.pathname;
}
