import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWebServer, type WebServer } from './web-server';

const EVENTS = '/events';
let folder: string;
let server: http.Server;
let web: WebServer;
let url: string;
let databaseUp = true;
let lines: string[] = [];
let aborted: Promise<void>;

async function start(publicUrl = 'http://localhost:3000'): Promise<void> {
  web = createWebServer({
    publicUrl,
    trustProxy: 0,
    clientFolder: folder,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    checkDatabase: async () => {
      if (!databaseUp) throw new Error('away');
    },
    handler: (context) => (req, res, next) => {
      if (req.path === EVENTS) {
        aborted = new Promise((resolve) => res.once('close', resolve));
        res.setHeader('Content-Type', 'text/event-stream');
        res.flushHeaders();
        res.write(`data: ${'x'.repeat(2000)}\n\n`);
      } else if (req.path === '/broken') next(new Error('secret detail'));
      else res.type('html').send(`<p nonce="${context(req, res).cspNonce}">${'page '.repeat(500)}</p>`);
    },
  });
  server = http.createServer(web.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-web-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'assets/app-1a2b.js'), `${'export const a = 1;\n'.repeat(200)}`);
  writeFileSync(path.join(folder, 'favicon.svg'), '<svg/>');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await web.close(server, 100);
  databaseUp = true;
  lines = [];
});

describe('security headers', () => {
  it('carry a nonce of this response, which the handler is given', async () => {
    await start();
    const first = await fetch(`${url}/page`);
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'self' 'nonce-([\w-]{22})'/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(await first.text()).toContain(`nonce="${nonce}"`);
    const second = await fetch(`${url}/page`);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('x-powered-by')).toBeNull();
    expect(first.headers.get('strict-transport-security')).toBeNull();
  });

  it('ask for HTTPS where the portal is served over it', async () => {
    await start('https://portal.example.com');
    const { headers } = await fetch(`${url}/page`);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  });
});

describe('requests', () => {
  it('refuses a form of another site', async () => {
    await start();
    const response = await fetch(`${url}/page`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('did not come from a page of the portal');
  });

  it('refuses a Host header that is no host name', async () => {
    await start();
    const status = await new Promise((resolve, reject) => {
      http
        .get(`${url}/page`, { headers: { Host: 'a/b@c' } }, (res) => resolve(res.resume().statusCode))
        .on('error', reject);
    });
    expect(status).toBe(400);
  });

  it('refuses a body that is too large, or of unknown length', async () => {
    await start();
    const send = (headers: http.OutgoingHttpHeaders) =>
      new Promise((resolve, reject) => {
        const request = http.request(
          `${url}/page`,
          { method: 'POST', headers: { Origin: url, ...headers } },
          (res) => {
            resolve(res.resume().statusCode);
            request.destroy();
          },
        );
        request.on('error', reject);
        request.write('x');
      });
    expect(await send({ 'Content-Length': 100_000_000 })).toBe(413);
    expect(await send({ 'Transfer-Encoding': 'chunked' })).toBe(411);
  });

  it('says no more than a number about an unexpected error, and logs the rest', async () => {
    await start();
    const response = await fetch(`${url}/broken`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret detail');
    const id = response.headers.get('x-request-id');
    expect(text).toContain(id);
    expect(lines.join('')).toContain('secret detail');
  });

  it('are logged without their query and without long tokens', async () => {
    await start();
    await (await fetch(`${url}/invitations/${'a1'.repeat(30)}?token=abc`)).text();
    const line = lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'request');
    expect(line).toMatchObject({ method: 'GET', path: '/invitations/…', status: 200 });
  });

  it('tell how long the application took', async () => {
    await start();
    const { headers } = await fetch(`${url}/page`);
    expect(headers.get('server-timing')).toMatch(/^app;dur=\d+\.\d$/);
  });
});

describe('files', () => {
  it('with a hash in their name are kept for good, packed, and never replaced by a page', async () => {
    await start();
    const script = await fetch(`${url}/assets/app-1a2b.js`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toBe('gzip');
    await script.text();
    const gone = await fetch(`${url}/assets/app-old.js`);
    expect(gone.status).toBe(404);
    expect(gone.headers.get('cache-control')).toBe('no-store');
  });

  it('outside stay outside', async () => {
    await start();
    const response = await fetch(`${url}/assets/..%2f..%2fetc%2fpasswd`);
    expect([400, 403, 404]).toContain(response.status);
    expect(await (await fetch(`${url}/favicon.svg`)).text()).toBe('<svg/>');
  });
});

describe('health', () => {
  it('tells a live process from a ready one', async () => {
    await start();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    databaseUp = false;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    databaseUp = true;
    web.drain();
    expect(await (await fetch(`${url}/readyz`)).text()).toBe('shutting down\n');
  });
});

describe('event streams', () => {
  it('are not packed or held back, and end when the server closes', async () => {
    await start();
    const response = await fetch(url + EVENTS, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBeNull();
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^data: x/);
    await web.close(server);
    await aborted;
    await expect(reader?.read()).rejects.toThrow();
  });
});
