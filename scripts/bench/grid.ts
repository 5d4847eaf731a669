import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { provideDatabase } from '~/platform/env.server';
import { launchBrowser } from '../../tests/support/browser';
import { ensureBuild } from '../support/build';
import { reportFailure } from '../support/explain-error';
import { prepareDatabase } from '../support/prepare-database';
import { openBenchServer } from './case-database';
import { fillGrid, GRID_FACTORY } from './grid-rows';
import { percentile, reportFigure } from './report';

const USAGE = `Measures the grid in which a factory answers the forecast: 300 SKUs of 26 weeks, in a browser, on the real page.

  tsx scripts/bench/grid.ts [--skus N] [--weeks N]

The rows are generated into a database of their own, which goes at the end.
Exit code 0, 1 if a key takes more than 50 ms (95 of 100, until it is painted) or a paste of 2,000 cells more than 1 s.`;

const DATABASE = 'bench_grid';
const KEY_MS = 50;
const PASTE_MS = 1000;
const PASTED = { rows: 100, cols: 20 };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      skus: { type: 'string', default: '300' },
      weeks: { type: 'string', default: '26' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const [skus, weeks] = [Number(values.skus), Number(values.weeks)];
  await ensureBuild();
  const server = await openBenchServer();
  const admin = new URL(server.adminUrl);
  admin.pathname = '/postgres';
  const maintenance = postgres(admin.href, { max: 1, onnotice: () => {} });
  const remove = () => maintenance.unsafe(`drop database if exists ${DATABASE} with (force)`);
  let portal: { child: ChildProcess; url: string } | null = null;
  try {
    await remove();
    await maintenance.unsafe(`create database ${DATABASE}`);
    admin.pathname = `/${DATABASE}`;
    provideDatabase(admin.href);
    await prepareDatabase(admin.href);
    const cookie = await fillGrid(admin.href, skus, weeks);
    portal = await startPortal(admin.href);
    await measure(portal.url, cookie, skus, weeks);
  } finally {
    if (portal) await stop(portal.child);
    await remove();
    await maintenance.end({ timeout: 5 });
    await server.close();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

async function measure(url: string, cookie: string, skus: number, weeks: number): Promise<void> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const [name, ...value] = cookie.split('=');
    await context.addCookies([{ name: name!, value: value.join('='), url }]);
    const page = await context.newPage();
    await page.goto(`${url}/factories/${GRID_FACTORY}/forecast/commit`);
    await page.waitForFunction(() => document.documentElement.dataset.interactive !== undefined);
    const grid = page.locator('[role="grid"]');
    const size = `${await grid.getAttribute('aria-rowcount')} × ${await grid.getAttribute('aria-colcount')}`;
    if (size !== `${skus + 1} × ${weeks + 1}`) throw new Error(`the grid has ${size} cells, heads included`);
    await page.click('[data-row="0"][data-col="2"]');
    await watchKeys(page);
    const keys = await pressKeys(page);
    for (const [what, ms] of Object.entries(keys)) {
      const p95 = percentile(ms, 0.95);
      reportFigure('grid', `${what}, key to paint, p95`, {
        figure: `${p95.toFixed(1)} ms, median ${percentile(ms, 0.5).toFixed(1)}, most ${Math.max(...ms).toFixed(1)} of ${ms.length} (bar ${KEY_MS} ms)`,
        isMet: p95 <= KEY_MS,
      });
    }
    const pasted = await paste(page);
    reportFigure('grid', `paste of ${PASTED.rows * PASTED.cols} cells, to paint`, {
      figure: `${pasted.ms.toFixed(0)} ms, ${pasted.edited} cells written (bar ${PASTE_MS} ms)`,
      isMet: pasted.ms <= PASTE_MS && pasted.edited === PASTED.rows * PASTED.cols,
    });
  } finally {
    await browser.close();
  }
}

/** From now on the page notes for every key how long it takes until its outcome is painted. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: number[] = [];
    Object.assign(window, { noted });
    window.addEventListener(
      'keydown',
      () => {
        const from = performance.now();
        // A task after the frame in which the key's outcome was drawn.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => noted.push(performance.now() - from);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

async function pressKeys(page: Page): Promise<Record<string, number[]>> {
  const timed = async (count: number, keyOf: (n: number) => string) => {
    await page.evaluate(() => {
      (window as unknown as { noted: number[] }).noted.length = 0;
    });
    for (let n = 0; n < count; n++) {
      await page.keyboard.press(keyOf(n));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    }
    return page.evaluate(() => [...(window as unknown as { noted: number[] }).noted]);
  };
  const typing = await timed(120, (n) => ['1', '2', '5', 'Enter'][n % 4]!);
  const moving = await timed(120, (n) => (n % 40 < 20 ? 'ArrowDown' : 'ArrowRight'));
  await page.keyboard.press('Control+Home');
  const selecting = await timed(60, (n) => (n % 2 ? 'Shift+ArrowDown' : 'Shift+ArrowRight'));
  return { typing, moving, selecting };
}

async function paste(page: Page): Promise<{ ms: number; edited: number }> {
  await page.keyboard.press('Control+Home');
  for (let n = 0; n < 2; n++) await page.keyboard.press('ArrowRight');
  const text = Array.from({ length: PASTED.rows }, (_, row) =>
    Array.from({ length: PASTED.cols }, (_, col) => 1000 + row + col).join('\t'),
  ).join('\r\n');
  const before = await editedCells(page);
  const ms = await page.evaluate(async (clipboard) => {
    const data = new DataTransfer();
    data.setData('text/plain', clipboard);
    const from = performance.now();
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - from;
  }, text);
  await page.keyboard.press('Control+z');
  const kept = await editedCells(page);
  await page.keyboard.press('Control+y');
  const after = await editedCells(page);
  if (kept !== before) throw new Error('the paste was not taken back as one step');
  const said = await page.locator('[aria-live="polite"].visually-hidden').first().textContent();
  return { ms, edited: Number(/([\d,]+)/.exec(said ?? '')?.[1]?.replace(',', '') ?? after - before) };
}

/** The number that the bar above the grid names. */
async function editedCells(page: Page): Promise<number> {
  const text = await page.locator('[aria-live="polite"]').allTextContents();
  const found = text.map((one) => /([\d,]+) answers? not saved/.exec(one)?.[1]).find(Boolean);
  return Number((found ?? '0').replace(',', ''));
}

function startPortal(adminUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.resolve('scripts/start.ts')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: '0',
      DATABASE_URL: adminUrl,
      DEMO: 'off',
      FORECAST_SCHEDULE: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      output += chunk;
      const ready = /ready at (http:\S+)[\s\S]*Started in/.exec(output);
      if (ready?.[1]) resolve({ child, url: ready[1] });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the portal ended with ${code}:\n${output}`)));
  });
}

await main().catch(reportFailure);
