import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { guardedPost, isPostable } from './guarded-post.server';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(handler: RequestListener): Promise<{ url: string; host: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}/hook`, host };
}

const options = (allowedHosts: readonly string[]) => ({
  headers: { 'Content-Type': 'application/json' },
  body: '{"a":"é"}',
  timeoutMs: 2000,
  mostBytes: 100,
  allowedHosts,
});

describe('addresses', () => {
  test.each([
    'https://example.com/hook',
    'https://erp.example.com:8443/x?y=1',
    'https://1.1.1.1/',
    'https://[2606:4700::1]/',
  ])('%s may be posted to', (url) => expect(isPostable(url, [])).toBe(true));
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:secret@example.com/',
    'https://localhost/',
    'https://app.localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.5/',
    'https:///hook',
    'not a url',
    '',
  ])('%s may not', (url) => expect(isPostable(url, [])).toBe(false));

  test('what the operator allows may be reached over http, on that port alone', () => {
    expect(isPostable('http://127.0.0.1:9000/x', ['127.0.0.1:9000'])).toBe(true);
    expect(isPostable('http://127.0.0.1:9001/x', ['127.0.0.1:9000'])).toBe(false);
    expect(isPostable('http://erp.test/x', ['erp.test:80'])).toBe(true);
  });
});

describe('posting', () => {
  test('sends body and headers, and reads the answer', async () => {
    const seen: string[] = [];
    const { url, host } = await listen(async (request, response) => {
      for await (const part of request) seen.push(String(part));
      seen.push(String(request.headers['content-length']), String(request.headers.host));
      response.writeHead(202).end('taken');
    });
    expect(await guardedPost(url, options([host]))).toEqual({ ok: true, status: 202, text: 'taken' });
    expect(seen).toEqual(['{"a":"é"}', '10', host]);
  });

  test('a private address is refused without a connection, by number and by name', async () => {
    let calls = 0;
    const { url, host } = await listen((_, response) => {
      calls += 1;
      response.end();
    });
    expect(await guardedPost(url, options([]))).toEqual({ ok: false, failure: 'address_refused' });
    const port = host.split(':')[1];
    expect(await guardedPost(`https://localhost:${port}/`, options([]))).toEqual({
      ok: false,
      failure: 'address_refused',
    });
    expect(calls).toBe(0);
  });

  test('a redirect is an answer, not a way on', async () => {
    let calls = 0;
    const { url, host } = await listen((_, response) => {
      calls += 1;
      response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end();
    });
    expect(await guardedPost(url, options([host]))).toMatchObject({ ok: true, status: 307 });
    expect(calls).toBe(1);
  });

  test('an endless answer is cut, a silent one given up', async () => {
    const endless = await listen((_, response) => {
      const more = () => response.write('x'.repeat(1000)) && setImmediate(more);
      response.on('drain', more);
      more();
    });
    const cut = await guardedPost(endless.url, options([endless.host]));
    expect(cut).toEqual({ ok: true, status: 200, text: 'x'.repeat(100) });
    const silent = await listen(() => {});
    expect(await guardedPost(silent.url, { ...options([silent.host]), timeoutMs: 100 })).toEqual({
      ok: false,
      failure: 'timed_out',
    });
  });

  test('nobody there, and no such name', async () => {
    expect(await guardedPost('http://127.0.0.1:1/', options(['127.0.0.1:1']))).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    expect(await guardedPost('https://no-such-host.invalid/', options([]))).toEqual({
      ok: false,
      failure: 'name_unknown',
    });
  });
});
