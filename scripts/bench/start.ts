import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../support/build';
import { reportFailure } from '../support/explain-error';
import { percentile, reportFigure } from './report';

const USAGE = `Measures how long "npm start" takes from the command to the first page it answers, when it was started before.

  tsx scripts/bench/start.ts [--runs N]

  --runs N   starts that are measured after the first one (default 3); the median counts

The first start fills a new data folder with the demo; it goes at the end.
Exit code 0, 1 if the median is above six seconds.`;

const MAX_SECONDS = 6;
const FIRST_LIMIT_MS = 300_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '3' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const runs = Math.max(1, Number.parseInt(values.runs, 10) || 3);
  await ensureBuild();
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-start-'));
  // The server's own account, when started by root, must reach the data.
  await chmod(folder, 0o755);
  try {
    console.log(`start: first start, with the demo: ${(await startOnce(folder)).toFixed(1)} s`);
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) seconds.push(await startOnce(folder));
    const median = percentile(seconds, 0.5);
    reportFigure('start', 'npm start, second time, to first answer', {
      figure: `${median.toFixed(1)} s, each ${seconds.map((s) => s.toFixed(1)).join(' ')} (bar ${MAX_SECONDS} s)`,
      isMet: median <= MAX_SECONDS,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the portal, waits for its first page, stops it. @returns seconds from the command to the page */
async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  const settings: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
  for (const name of ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_PLATFORM_URL', 'DATABASE_LISTEN_URL']) {
    delete settings[name];
  }
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], {
    env: {
      ...settings,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      npm_config_loglevel: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await firstAnswer(child, `http://127.0.0.1:${port}/sign-in`, () => output);
    return (performance.now() - startedAt) / 1000;
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGINT');
    await ended;
  }
}

/** Asks until the page comes: the port is open early and says 503 until all is ready. */
async function firstAnswer(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const giveUpAt = performance.now() + FIRST_LIMIT_MS;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) break;
    try {
      const answer = await fetch(url, { headers: { Accept: 'text/html' } });
      await answer.text();
      if (answer.status === 200) return;
    } catch {
      // Nothing listens yet.
    }
    await sleep(20);
  }
  throw new Error(`the portal did not answer at ${url}:\n${output()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

await main().catch(reportFailure);
