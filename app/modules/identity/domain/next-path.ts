const HERE = 'https://portal.invalid';

/**
 * A path from an untrusted parameter, such as where to return to.
 *
 * @returns `next` when it is an absolute path on this very site (with query and fragment), else `fallback`. Other hosts,
 *   `//host`, `/\host` and control characters are not followed.
 */
export function safeSitePath(next: string | null | undefined, fallback = '/'): string {
  if (!next?.startsWith('/') || next.length > 2000) return fallback;
  // Browsers drop tabs and newlines from URLs and read a backslash as a slash: neither belongs in a path of ours.
  if (/[\\\p{Cc}]/u.test(next)) return fallback;
  let url: URL;
  try {
    url = new URL(next, HERE);
  } catch {
    return fallback;
  }
  // After dot segments are resolved a path may still begin with two slashes ("/.//host"), which is another host again.
  if (url.origin !== HERE || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}

/** The path to continue with after sign-in: a {@link safeSitePath} that is not the way in or out itself. */
export function safeNextPath(next: string | null | undefined, fallback = '/'): string {
  const path = safeSitePath(next, fallback);
  return /^\/sign-(in|out)(?![^?#/])/.test(path) ? fallback : path;
}

/** The sign-in URL that leads back to where the reader was. */
export function signInPath(next: string): string {
  const safe = safeNextPath(next);
  return safe === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: safe })}`;
}
