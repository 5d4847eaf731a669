import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.server';

export interface PostOptions {
  headers: Record<string, string>;
  body: string;
  /** For the whole exchange. */
  timeoutMs: number;
  /** More of an answer than this is not read. */
  mostBytes: number;
  /** `host:port` of receivers that may be reached over http and at any address, such as a test's own. */
  allowedHosts: readonly string[];
}

/** Why nothing was sent, or no answer came. */
export type PostFailure = 'address_refused' | 'name_unknown' | 'timed_out' | 'unreachable' | 'tls_failed';

export type PostOutcome = { ok: true; status: number; text: string } | { ok: false; failure: PostFailure };

/**
 * Whether a URL is one that may be posted to, before anything is looked up: https without credentials, on a name or a
 * public address; http and other addresses only to the hosts that the operator allows.
 */
export function isPostable(text: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (isAllowed(url, allowedHosts)) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:') return false;
  const host = bareHost(url);
  return isIP(host) === 0
    ? host.includes('.') && !/(^|\.)(localhost|local|internal)\.?$/.test(host)
    : isPublicAddress(host);
}

/**
 * Posts to an address that somebody else chose, without letting it reach into our own network: the name is looked up once,
 * every address that it has must be public, the connection goes to the address that was checked (a second answer of the
 * name server changes nothing), redirects are not followed, and time and size of the answer are bounded.
 */
export async function guardedPost(text: string, options: PostOptions): Promise<PostOutcome> {
  if (!isPostable(text, options.allowedHosts)) return { ok: false, failure: 'address_refused' };
  const url = new URL(text);
  let addresses: { address: string; family: number }[];
  try {
    addresses = await lookup(bareHost(url), { all: true });
  } catch {
    return { ok: false, failure: 'name_unknown' };
  }
  const isOpen =
    isAllowed(url, options.allowedHosts) || addresses.every(({ address }) => isPublicAddress(address));
  if (addresses.length === 0 || !isOpen) return { ok: false, failure: 'address_refused' };
  return send(url, addresses, options);
}

function send(
  url: URL,
  addresses: { address: string; family: number }[],
  { headers, body, timeoutMs, mostBytes }: PostOptions,
): Promise<PostOutcome> {
  const pinned: LookupFunction = (_name, { all }, answer) => {
    if (all) answer(null, addresses);
    else answer(null, addresses[0]!.address, addresses[0]!.family);
  };
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, failure: signal.aborted ? 'timed_out' : failureOf(error) });
    const post = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = post(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: pinned,
        signal,
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        const parts: Buffer[] = [];
        let bytes = 0;
        const done = () => {
          resolve({ ok: true, status, text: Buffer.concat(parts).subarray(0, mostBytes).toString('utf8') });
          answer.destroy();
        };
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          bytes += part.length;
          if (bytes >= mostBytes) done();
        });
        answer.on('end', done);
        answer.on('error', fail);
      },
    );
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

function failureOf(error: NodeJS.ErrnoException): PostFailure {
  const code = error.code ?? '';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls_failed' : 'unreachable';
}

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const isAllowed = (url: URL, allowedHosts: readonly string[]): boolean =>
  allowedHosts.includes(`${bareHost(url)}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`);
