import { resumeSession } from '../data/lucia.server';
import type { Identity, RequestOrigin } from '../domain/access';

/**
 * The person behind a session cookie, with all they belong to, in one statement; null when nobody is signed in.
 *
 * @param secure whether this request came over HTTPS, which decides the cookie's name.
 */
export async function identityOfRequest(
  cookieHeader: string | null,
  secure: boolean,
  origin: RequestOrigin,
): Promise<Identity | null> {
  const session = await resumeSession(cookieHeader, secure);
  if (!session) return null;
  const { account, memberships, platformRole, sessionKey } = session;
  return { user: account, memberships, platformRole, sessionKey, origin };
}
