import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/support/embedded-postgres';
import { addStockScene, rowOf } from '../support/stock-scene';

const BATCHES = 72;
const ROWS = 120;
const LANES = 4;
/** Longer than any start. */
const PATIENCE_MS = 90_000;
const SKUS = Array.from({ length: 6 }, (_, i) => `CUP-${i}`);

let folder: string;
let server: EmbeddedPostgres;
let port: number;
let portal: { child: ChildProcess; url: string };
let key: string;

/** The very server of an installation: durable, in a folder and on a port of its own, so that it can be killed. */
async function startDatabase(): Promise<void> {
  server = await startEmbeddedPostgres({
    dataDir: folder,
    purpose: 'npm test',
    openPlace: folder,
    ...(port ? { port } : {}),
  });
  port = Number(new URL(server.url).port);
}

const postmasterPid = () =>
  Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n', 1)[0]);

function run(script: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', path.resolve(script), ...args], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      DATABASE_URL: server.url,
      DATA_DIR: folder,
      PUBLIC_URL: '',
      DEMO: 'off',
      PORT: '0',
      WORKER_CONCURRENCY: '0',
      API_REQUESTS_PER_MINUTE: '100000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** What a process prints until `found` finds something in it. */
function outputOf<T>(child: ChildProcess, found: (output: string) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    let output = '';
    const look = (chunk: unknown) => {
      output += chunk;
      const value = found(output);
      if (value !== undefined) resolve(value);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
}

async function startServer(): Promise<void> {
  const child = run('scripts/start.ts', []);
  const url = await outputOf(child, (text) => /ready at (http:\S+)[\s\S]*Started in/.exec(text)?.[1]);
  portal = { child, url };
}

/** Ends a process without a chance to tidy up, and waits until it is gone. */
async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function killServer(): Promise<void> {
  await killHard(portal.child);
  await startServer();
}

async function killDatabase(): Promise<void> {
  process.kill(postmasterPid(), 'SIGKILL');
  await sleep(300);
  await startDatabase();
}

beforeAll(async () => {
  const place = process.getuid?.() === 0 ? '/tmp' : tmpdir();
  folder = mkdtempSync(path.join(place, 'portal-kill-'));
  chmodSync(folder, 0o755);
  await startDatabase();
  await startServer();
  const sql = postgres(server.url, { max: 1 });
  await addStockScene(sql, { skus: SKUS });
  await sql.end();
  key = await outputOf(
    run('scripts/api-key.ts', ['--source', 'wms']),
    (text) => /fpk_\S{54}/.exec(text)?.[0],
  );
});

afterAll(async () => {
  if (portal) await killHard(portal.child);
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  name: string;
  body: string;
}

function ask({ name, body }: Sent): Promise<Response> {
  return fetch(`${portal.url}/api/v1/stock-movements`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': name,
    },
    body,
    signal: AbortSignal.timeout(20_000),
  });
}

/** What every client of the API does: the same request again, until it has an answer. */
async function sendUntilAnswered(batch: Sent, lost: { count: number }): Promise<string> {
  let last = '';
  for (const began = performance.now(); performance.now() - began < PATIENCE_MS; ) {
    try {
      const answer = await ask(batch);
      const text = await answer.text();
      if (answer.status === 200) return text;
      last = `${answer.status} ${text}`;
      if (![409, 503].includes(answer.status)) throw new RangeError(last);
    } catch (error) {
      if (error instanceof RangeError) throw error;
      last = String((error as Error).cause ?? error);
      lost.count++;
    }
    await sleep(100);
  }
  throw new Error(`${batch.name} was never answered; the last it heard: ${last}`);
}

test('whatever is killed in the middle, repeated requests end in the exact state', async () => {
  const stock: Sent = {
    name: 'opening',
    body: JSON.stringify({ rows: SKUS.map((sku) => rowOf.receipt(`opening ${sku}`, 1_000_000, { sku })) }),
  };
  const lost = { count: 0 };
  await sendUntilAnswered(stock, lost);
  expect(lost.count).toBe(0);

  const expected = new Map(SKUS.map((sku) => [sku, { movements: 1, onHand: 1_000_000 }]));
  const batches = Array.from({ length: BATCHES }, (_, b): Sent => {
    const rows = Array.from({ length: ROWS }, (_, r) => {
      const sku = SKUS[(b + r) % SKUS.length] ?? '';
      const pieces = 1 + ((b * 7 + r) % 9);
      const isSale = (b + r) % 3 !== 0;
      const before = expected.get(sku) ?? { movements: 0, onHand: 0 };
      expected.set(sku, {
        movements: before.movements + 1,
        onHand: before.onHand + (isSale ? -pieces : pieces),
      });
      return isSale
        ? rowOf.sale(`batch ${b} row ${r}`, pieces, { sku })
        : rowOf.receipt(`batch ${b} row ${r}`, pieces, { sku, occurredAt: '2026-03-01T09:00:00Z' });
    });
    return { name: `batch-${b}`, body: JSON.stringify({ rows }) };
  });

  const answers = new Map<string, string>();
  const waiting = [...batches];
  const lanes = Array.from({ length: LANES }, async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift())
      answers.set(batch.name, await sendUntilAnswered(batch, lost));
  });
  const answered = async (share: number) => {
    while (answers.size < BATCHES * share) await sleep(5);
  };
  const disasters = (async () => {
    await answered(0.15);
    await killServer();
    await answered(0.4);
    await killDatabase();
    await answered(0.6);
    await Promise.all([killDatabase(), killHard(portal.child)]);
    await startServer();
    await answered(0.8);
    await killServer();
  })();
  await Promise.all([...lanes, disasters]);
  // The disasters hit requests under way, or this would prove little.
  expect(lost.count).toBeGreaterThan(4);

  for (const batch of batches.slice(0, 10)) {
    const again = await ask(batch);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await again.text()).toBe(answers.get(batch.name));
  }

  const sql = postgres(server.url, { max: 1 });
  const rows = await sql<{ sku: string; movements: number; summed: number; onHand: number; lots: number }[]>`
    select s.code as sku, m.movements, m.summed, b.on_hand as "onHand", l.lots
    from sku s
    join (select sku_id, count(*)::int as movements,
        sum(case type when 'sale' then -quantity else quantity end)::int as summed
      from stock_movement group by sku_id) m on m.sku_id = s.id
    join (select sku_id, sum(on_hand)::int as on_hand from stock_balance group by sku_id) b on b.sku_id = s.id
    join (select sku_id, sum(remaining_quantity)::int as lots from stock_lot group by sku_id) l on l.sku_id = s.id`;
  const [records] = await sql`select count(*)::int as n from idempotency_record`;
  await sql.end();
  expect(records?.n).toBe(BATCHES + 1);
  expect(rows.sort((a, b) => (a.sku < b.sku ? -1 : 1))).toEqual(
    [...expected].map(([sku, { movements, onHand }]) => ({
      sku,
      movements,
      summed: onHand,
      onHand,
      lots: onHand,
    })),
  );
});
