import { describe, expect, it } from 'vitest';
import { crossSiteReason, type RequestOrigin } from './same-origin';

const PUBLIC_URL = 'https://portal.example.com';

const post = (part: Partial<RequestOrigin> = {}): RequestOrigin => ({
  method: 'POST',
  path: '/sign-in',
  host: 'portal.example.com',
  site: undefined,
  origin: undefined,
  referer: undefined,
  hasCookie: true,
  hasKey: false,
  ...part,
});

const api = (part: Partial<RequestOrigin>) =>
  post({ path: '/api/v1/stock-movements', site: 'cross-site', ...part });

describe('crossSiteReason', () => {
  it.each([
    ['a page of the portal', post({ site: 'same-origin' })],
    ['a page of the portal in an older browser', post({ origin: PUBLIC_URL })],
    ['an older browser that sends only a referrer', post({ referer: `${PUBLIC_URL}/sign-in` })],
    [
      'the host it was asked by, behind a proxy',
      post({ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }),
    ],
    ['a program without a cookie', post({ hasCookie: false })],
    ['a key and no cookie at the REST API', api({ hasKey: true, hasCookie: false })],
    ['reading', post({ method: 'GET', site: 'cross-site' })],
  ])('lets %s pass', (_name, request) => {
    expect(crossSiteReason(request, PUBLIC_URL)).toBeUndefined();
  });

  it.each([
    ['another site', post({ site: 'cross-site' }), 'Sec-Fetch-Site is "cross-site"'],
    [
      'a neighbour on the same domain',
      post({ site: 'same-site', origin: PUBLIC_URL }),
      'Sec-Fetch-Site is "same-site"',
    ],
    ['another origin', post({ origin: 'https://evil.example' }), 'its origin is "https://evil.example"'],
    ['another port', post({ origin: 'https://portal.example.com:8443' }), 'its origin is'],
    ['a sandboxed frame', post({ origin: 'null' }), 'its origin is "null"'],
    ['a referrer elsewhere', post({ referer: 'https://evil.example/portal.example.com' }), 'its origin is'],
    ['a cookie without an origin', post(), 'neither an Origin nor a Referer'],
    ['a path that only looks like the API', post({ path: '/api/v1', site: 'cross-site' }), 'Sec-Fetch-Site'],
    ['the REST API with a cookie beside the key', api({ hasKey: true }), 'Sec-Fetch-Site'],
    ['the REST API without a key', api({ hasCookie: false }), 'Sec-Fetch-Site'],
    ['a key at a page', post({ hasKey: true, hasCookie: false, site: 'cross-site' }), 'Sec-Fetch-Site'],
    ['other methods', post({ method: 'DELETE', site: 'cross-site' }), 'Sec-Fetch-Site'],
  ])('refuses %s', (_name, request, reason) => {
    expect(crossSiteReason(request, PUBLIC_URL)).toContain(reason);
  });
});
