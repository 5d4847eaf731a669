import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { dateInZone } from '~/kernel/calendar-date';
import { systemClock } from '~/platform/system-clock.server';
import { closePools } from '~db/client.server';
import { reportFailure } from '../support/explain-error';
import { openCaseDatabase } from './case-database';
import { type InProcessPortal, inProcessPortal, largestFactories } from './in-process-portal';
import { dropLargeFactory, makeLargeFactory } from './large-factory';
import {
  factoryPages,
  factorySharingPages,
  factorySupplyPages,
  type Page,
  platformPages,
  platformSharingPages,
  platformSupplyPages,
} from './page-list';
import { pageSubjects } from './page-subjects';
import { explainPages, isBadPlan, isJudged } from './plans';
import { percentile, reportFigure } from './report';

const USAGE = `Measures the server time of the pages of forecast, orders, sourcing, stock and clocks at --scale case: one process, the production build, one request
after another; from the request to the last byte of the body, rendering included.

  tsx scripts/bench/pages.ts [--database URL] [--requests N] [--only PATTERN] [--no-large] [--plans-only]

  --database URL   a database at --scale case; default: that of the benchmarks' own server
  --requests N     per page (default 200), after 30 that warm up
  --only PATTERN   pages whose name has a part that matches the regular expression
  --no-large       leave out the factory with a line of every SKU, which is made in a copy of the database
  --plans-only     only the query plans
  --largest-only   only the largest factory's pages (what is measured on that copy)

Then the pages' own queries under EXPLAIN (ANALYZE, BUFFERS). A factory's statement that reads a big table whole fails,
and a platform's that does so for less than a third of its rows.
Exit code 0, 1 if a page's p95 is above its bar (forecast: 60 ms for a factory, 150 ms for the platform; others: 80 ms) or a plan fails.`;

const WARM_UP = 30;
/** Requests before the first page of a process, while the code is still being optimised by the runtime. */
const FIRST_WARM_UP = 200;

interface Options {
  database?: string | undefined;
  requests: number;
  only: string | undefined;
  large: boolean;
  plansOnly: boolean;
  largestOnly: boolean;
}

function options(): Options | null {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      requests: { type: 'string', default: '200' },
      only: { type: 'string' },
      'no-large': { type: 'boolean', default: false },
      'plans-only': { type: 'boolean', default: false },
      'largest-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    database: values.database,
    requests: Math.max(1, Number.parseInt(values.requests, 10) || 200),
    only: values.only,
    large: !values['no-large'],
    plansOnly: values['plans-only'],
    largestOnly: values['largest-only'],
  };
}

async function main(): Promise<void> {
  const asked = options();
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const database = await openCaseDatabase('pages', asked.database);
  if (!database) return;
  try {
    // First, because a database can be copied only while nobody, the build included, is connected to it.
    if (asked.large && !asked.largestOnly && !asked.plansOnly) await measureLarge(database.adminUrl, asked);
    if (!asked.plansOnly) await measureAll(database.adminUrl, asked);
    if (!asked.largestOnly) await checkPlans(database.adminUrl);
  } finally {
    await closePools();
    await database.close();
  }
}

async function measureAll(adminUrl: string, asked: Options): Promise<void> {
  const portal = await inProcessPortal();
  const [largest] = await largestFactories(adminUrl, 1);
  if (!largest) throw new Error('no factory has lines in the published version');
  const sku = await skuOf(adminUrl, largest.id);
  try {
    const owner = await portal.sessionOf(largest.ownerId);
    const subjects = await pageSubjects(adminUrl, largest.id);
    const pages = [
      ...factoryPages(largest.slug, largest.lines, sku),
      ...(asked.largestOnly
        ? []
        : [...factorySharingPages(largest.slug), ...factorySupplyPages(largest.slug, subjects)]),
    ];
    await measureGroup(portal, `factory of ${largest.lines} SKUs`, pages, owner, asked);
    if (asked.largestOnly) return;
    const buyer = await portal.signIn('buyer@platform.example');
    const today = dateInZone(systemClock.now(), 'UTC');
    const everywhere = [
      ...platformPages(largest.slug, sku),
      ...platformSharingPages(largest.slug, sku, subjects.version),
      ...platformSupplyPages(largest.slug, subjects, today),
    ];
    await measureGroup(portal, 'platform', everywhere, buyer, asked);
  } finally {
    await portal.close();
  }
}

async function measureGroup(
  portal: InProcessPortal,
  group: string,
  pages: readonly Page[],
  cookie: string,
  { requests, only }: Options,
): Promise<void> {
  await measure(portal, pages[0]!.path, cookie, FIRST_WARM_UP);
  for (const page of pages) {
    const name = `${group}: ${page.name}`;
    if (only && !new RegExp(only).test(name)) continue;
    const { path, depth } = await walk(portal, page, cookie);
    const { times, bytes } = await measure(portal, path, cookie, requests);
    const at = (share: number) => `${percentile(times, share).toFixed(1)}`;
    const p95 = percentile(times, 0.95);
    reportFigure('pages', depth > 0 ? `${name} (${depth + 1})` : name, {
      figure: `p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} ms, ${Math.round(bytes / 1000)} kB (bar ${page.barMs} ms)`,
      isMet: p95 <= page.barMs,
    });
  }
}

/** Follows the links to the next page as deep as is asked, or to the last one. */
async function walk(portal: InProcessPortal, page: Page, cookie: string) {
  let { path } = page;
  let depth = 0;
  for (; depth < (page.depth ?? 0); depth++) {
    const html = await (await portal.ask(path, cookie)).text();
    const link = html.match(/<a\b[^>]*\brel="next"[^>]*>/)?.[0].match(/\bhref="([^"]*)"/)?.[1];
    if (!link) break;
    path = link.replaceAll('&amp;', '&');
  }
  return { path, depth };
}

async function measure(portal: InProcessPortal, path: string, cookie: string, requests: number) {
  const times: number[] = [];
  let bytes = 0;
  for (let n = -WARM_UP; n < requests; n++) {
    const startedAt = performance.now();
    const answer = await portal.ask(path, cookie);
    bytes = (await answer.arrayBuffer()).byteLength;
    if (n >= 0) times.push(performance.now() - startedAt);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  }
  return { times, bytes };
}

async function checkPlans(adminUrl: string): Promise<void> {
  const [largest] = await largestFactories(adminUrl, 1);
  const subjects = await pageSubjects(adminUrl, largest!.id);
  const explained = await explainPages(adminUrl, largest!, await skuOf(adminUrl, largest!.id), subjects);
  for (const one of explained) {
    const { page, scope, statements } = one;
    for (const { statement, ms, pages, indexes, scans } of statements) {
      const read = scans.map(({ table, share }) => `${table} whole for ${Math.round(share * 100)} %`);
      const how = [...indexes, ...read].join(', ') || 'small tables';
      console.log(`  ${scope} ${page}: ${statement} ${ms.toFixed(1)} ms, ${pages} buffers, ${how}`);
    }
    if (!isJudged(one)) continue;
    const bad = statements.filter((statement) => isBadPlan(scope, statement));
    const total = statements.reduce((sum, { ms }) => sum + ms, 0);
    reportFigure('pages', `plans of ${scope}: ${page}`, {
      figure:
        bad.length === 0 ? `${statements.length} statements, ${total.toFixed(1)} ms` : `reads whole tables`,
      isMet: bad.length === 0,
    });
  }
}

/** A SKU of the factory with the most sources, the longest of its pages. */
async function skuOf(adminUrl: string, factoryId: string): Promise<string> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ code: string }[]>`
      select sku_code as code from forecast_line own
      where factory_id = ${factoryId}
        and version_id = (select id from forecast_version where status = 'published' order by published_at desc limit 1)
      order by (select count(*) from forecast_line l where l.sku_id = own.sku_id and l.version_id = own.version_id) desc, sku_code
      limit 1`;
    return row!.code;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** In a process of its own, since the build opens its connections once. */
async function measureLarge(adminUrl: string, { requests, only }: Options): Promise<void> {
  const url = await makeLargeFactory(adminUrl);
  if (!url) {
    console.log(
      'pages: others are connected to the database, so it cannot be copied; the large factory is not measured',
    );
    return;
  }
  try {
    const args = [
      '--database',
      url,
      '--largest-only',
      '--requests',
      String(requests),
      ...(only ? ['--only', only] : []),
    ];
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/bench/pages.ts', ...args], {
      stdio: 'inherit',
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    if (code !== 0) process.exitCode = 1;
  } finally {
    await dropLargeFactory(adminUrl);
  }
}

await main().catch(reportFailure);
// The build's own connections have no other end.
process.exit();
