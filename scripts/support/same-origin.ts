export interface RequestOrigin {
  method: string;
  path: string;
  /** Host as the client named it, with port. */
  host: string | undefined;
  /** `Sec-Fetch-Site`, `Origin` and `Referer` of the request, as sent. */
  site: string | undefined;
  origin: string | undefined;
  referer: string | undefined;
  hasCookie: boolean;
  /** It carries a key in an `Authorization: Bearer` header. */
  hasKey: boolean;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The REST API is authenticated by a key in a header, which no foreign page can know or make a browser add. */
const KEY_AUTHENTICATED = '/api/v1/';

/**
 * Decides whether a request that may change something was made by a page of the portal itself.
 * Browsers say so in `Sec-Fetch-Site`, older ones in `Origin` or `Referer`. A request with none of them is not from a
 * browser's page; it may pass as long as it carries no cookie that somebody could abuse.
 * @returns undefined if the request may pass, otherwise the reason for the refusal.
 */
export function crossSiteReason(request: RequestOrigin, publicUrl: string): string | undefined {
  if (SAFE_METHODS.has(request.method)) return undefined;
  if (isForApi(request.path) && request.hasKey && !request.hasCookie) return undefined;
  if (request.site === 'same-origin' || request.site === 'none') return undefined;
  if (request.site) return `Sec-Fetch-Site is ${clip(request.site)}`;
  const source = request.origin ?? request.referer;
  if (source === undefined) {
    return request.hasCookie ? 'it has a cookie, but neither an Origin nor a Referer header' : undefined;
  }
  if (!URL.canParse(source)) return `its origin is ${clip(source)}`;
  const { origin, host } = new URL(source);
  return origin === publicUrl || host === request.host ? undefined : `its origin is ${clip(origin)}`;
}

/** Whether an address belongs to the REST API, whose answers are problem documents. */
export function isForApi(path: string): boolean {
  return path.startsWith(KEY_AUTHENTICATED);
}

const clip = (text: string) => JSON.stringify(text.slice(0, 100));
