import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningPortal, startPortal } from '../support/portal';
import { addStockScene } from '../support/stock-scene';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal({ seed: null, env: { WORKER_CONCURRENCY: '0' } });
  await addStockScene(portal.database.sql);
});
afterAll(() => portal?.stop());

/** The commands of the document, in its order. */
const commands = [
  ...readFileSync(path.resolve('docs/api.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map(([, text]) => text ?? '');

function run(command: string, more: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: portal.database.adminUrl, PORTAL: portal.url, ...more },
  });
  if (status !== 0) throw new Error(`${command}\n${stderr}`);
  return stdout.trim();
}

test('every command of docs/api.md does what it says', () => {
  const [makeKey, ...requests] = commands;
  // One key is enough for all: the example's own holds less.
  const KEY = run((makeKey ?? '').replace(/--scopes \S+/, ''));
  expect(KEY).toMatch(/^fpk_[a-z0-9]{10}_[\w-]{43}$/);
  expect(run(makeKey ?? '')).toMatch(/^fpk_/);
  const answers = requests.map((request) => JSON.parse(run(request, { KEY })));
  expect(answers).toMatchObject([
    { taken: 3, refused: 0, outcomes: ['taken', 'taken', 'taken'] },
    { taken: 1, refused: 0 },
    { items: [{ sku: 'CUP-1', warehouse: 'R1', onHand: 498, sellable: 498 }], next: null },
    {
      items: [{ type: 'receipt' }, { type: 'put_away' }, { type: 'sale', source: 'wms-shanghai' }],
      next: null,
    },
    { openapi: '3.1.0' },
  ]);
});
