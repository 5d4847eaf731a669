const HERE = 'https://portal.invalid';

/**
 * The path to continue with after sign-in, from an untrusted `next` parameter.
 *
 * @returns `next` when it is an absolute path on this very site (with query and fragment), else `fallback`. Other hosts,
 *   `//host`, `/\host`, control characters and the sign-in pages themselves are not followed.
 */
export function safeNextPath(next: string | null | undefined, fallback = '/'): string {
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
  if (url.pathname === '/sign-in' || url.pathname === '/sign-out') return fallback;
  return url.pathname + url.search + url.hash;
}

/** The sign-in URL that leads back to where the reader was. */
export function signInPath(next: string): string {
  const safe = safeNextPath(next);
  return safe === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: safe })}`;
}
