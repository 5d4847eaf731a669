import { existsSync, readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { logger } from '~/platform/logger.server';
import { closePools } from '~db/client.server';
import { CLIENT_FOLDER, ensureBuild, SERVER_BUILD } from '../support/build';
import { reportFailure } from '../support/explain-error';
import { createWebServer } from '../support/web-server';
import { openCaseDatabase } from './case-database';
import { inProcessPortal } from './in-process-portal';
import { reportFigure } from './report';

const USAGE = `Measures the JavaScript of the first pages after sign-in, gzip-packed, without chunks that load later.

  tsx scripts/bench/bundle.ts [--database URL] [--list]

  --database URL   a database at --scale case; default: that of the benchmarks' own server
  --list           name every file with its size

From the build's manifest: entry, root, layout and page with all they import statically. Then, if the case database is there,
what a browser really transfers for a signed-in person with an empty cache.
Exit code 0, 1 if a page sends more than 170 kB (1 kB = 1,000 bytes).`;

const MAX_BYTES = 170_000;

const PAGES = [
  { name: 'factory overview', route: 'routes/factory/overview', url: '/factories/ningbo-haoyu' },
  { name: 'order forecast', route: 'routes/factory/forecast', url: '/factories/ningbo-haoyu/forecast' },
] as const;

interface ManifestRoute {
  parentId?: string;
  module: string;
  imports?: string[];
}
interface Manifest {
  url: string;
  entry: { module: string; imports: string[] };
  routes: Record<string, ManifestRoute>;
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { database: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  await ensureBuild();
  const manifest = readManifest();
  for (const { name, route } of PAGES) {
    const files = filesOf(manifest, route);
    const sizes = files.map((file) => [file, packed(file)] as const).sort((a, b) => b[1] - a[1]);
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    if (values.list)
      for (const [file, bytes] of sizes) console.log(`  ${kilobytes(bytes).padStart(9)}  ${file}`);
    reportFigure('bundle', `${name}: by the manifest`, {
      figure: `${kilobytes(total)} gzip in ${files.length} files (bar ${kilobytes(MAX_BYTES)})`,
      isMet: total <= MAX_BYTES,
    });
  }
  await measureInBrowser(values.database);
}

function readManifest(): Manifest {
  const assets = path.join(CLIENT_FOLDER, 'assets');
  const file = readdirSync(assets).find((name) => /^manifest-\w+\.js$/.test(name));
  if (!file) throw new Error(`no manifest in ${assets}`);
  const text = readFileSync(path.join(assets, file), 'utf8');
  return JSON.parse(text.replace(/^window\.__remixManifest\s*=\s*/, '').replace(/;\s*$/, '')) as Manifest;
}

/** Entry, manifest and the route with its parents, each with what it imports statically. */
function filesOf(manifest: Manifest, routeId: string): string[] {
  const files = new Set([manifest.url, manifest.entry.module, ...manifest.entry.imports]);
  for (let route = manifest.routes[routeId]; route; route = manifest.routes[route.parentId ?? '']) {
    for (const file of [route.module, ...(route.imports ?? [])]) files.add(file);
  }
  if (!manifest.routes[routeId]) throw new Error(`the build has no route ${routeId}`);
  return [...files].filter((file) => existsSync(fileOf(file)));
}

const fileOf = (url: string) => path.join(CLIENT_FOLDER, new URL(url, 'http://localhost').pathname);
const packed = (url: string) => gzipSync(readFileSync(fileOf(url)), { level: 6 }).length;

async function measureInBrowser(url: string | undefined): Promise<void> {
  const database = await openCaseDatabase('bundle', url);
  if (!database) return;
  const portal = await inProcessPortal();
  const server = http.createServer();
  try {
    const origin = await serve(server);
    const cookie = await portal.signIn('owner@factory.example');
    for (const { name, url: page } of PAGES) {
      const { bytes, withHeaders, files, charts } = await transferred(origin, page, cookie);
      const late = charts > 0 ? `, and ${kilobytes(charts)} of chart later` : '';
      reportFigure('bundle', `${name}: in a browser`, {
        figure: `${kilobytes(bytes)} in ${files} files, ${kilobytes(withHeaders)} with headers${late} (bar ${kilobytes(MAX_BYTES)})`,
        isMet: bytes <= MAX_BYTES,
      });
    }
  } finally {
    await portal.close();
    server.closeAllConnections();
    server.close();
    await closePools();
    await database.close();
  }
}

async function serve(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { createRequestHandler } = await import('@remix-run/express');
  const build = await import(pathToFileURL(SERVER_BUILD).href);
  const web = createWebServer({
    publicUrl: origin,
    trustProxy: 0,
    clientFolder: CLIENT_FOLDER,
    log: logger(),
    checkDatabase: async () => {},
    handler: (context) =>
      createRequestHandler({ build, mode: 'production', getLoadContext: (req, res) => context(req, res) }),
  });
  server.on('request', web.app);
  return origin;
}

interface Transfer {
  /** Bodies of scripts as they came over the wire, without the chart. */
  bytes: number;
  /** The same with the headers of their answers. */
  withHeaders: number;
  files: number;
  /** The lazy chart, where the page has one. */
  charts: number;
}

/** Opens a page with an empty cache and counts what comes until nothing more does. */
async function transferred(origin: string, page: string, cookie: string): Promise<Transfer> {
  const { default: packagedChromium } = await import('@sparticuz/chromium');
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: await packagedChromium.executablePath(),
    args: [...packagedChromium.args, '--no-sandbox', '--disable-background-networking'],
    headless: true,
  });
  try {
    const context = await browser.newContext();
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: origin }]);
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send('Network.enable');
    const scripts = new Map<string, string>();
    const result: Transfer = { bytes: 0, withHeaders: 0, files: 0, charts: 0 };
    session.on('Network.responseReceived', ({ requestId, response }) => {
      if (/javascript/.test(response.mimeType) && response.url.startsWith(origin))
        scripts.set(requestId, response.url);
    });
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId);
      if (!script || encodedDataLength === 0) return;
      if (/band-plot/.test(script)) result.charts += encodedDataLength;
      else result.bytes += encodedDataLength;
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId);
      if (!script || encodedDataLength === 0 || /band-plot/.test(script)) return;
      result.withHeaders += encodedDataLength;
      result.files += 1;
    });
    await tab.goto(origin + page, { waitUntil: 'load' });
    // An open page holds an event stream, so the network never falls silent.
    await tab.waitForTimeout(2500);
    return result;
  } finally {
    await browser.close();
  }
}

process.env.LOG_LEVEL ??= 'warn';
await main().catch(reportFailure);
// The build's own connections have no other end.
process.exit();
