import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NOTHING = 'No schema changes, nothing to migrate';
const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs `drizzle-kit generate` with the repository's own configuration on a copy of the migrations, so that the
 * working tree stays as it is. The copy is inside the repository, because the tool takes no path outside it.
 */
function generate(change: (copy: string) => void = () => {}): { output: string; added: string[] } {
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'migrations-'));
  made.push(folder);
  const copy = path.join(folder, 'drizzle');
  cpSync(path.join(ROOT, 'drizzle'), copy, { recursive: true });
  change(copy);
  const config = path.join(folder, 'drizzle.config.ts');
  writeFileSync(
    config,
    `import base from '../../../drizzle.config';\nexport default { ...base, out: './${path.relative(ROOT, copy)}' };\n`,
  );
  const before = new Set(readdirSync(copy));
  const bin = path.join(ROOT, 'node_modules/drizzle-kit/bin.cjs');
  const run = spawnSync(process.execPath, [bin, 'generate', `--config=${path.relative(ROOT, config)}`], {
    cwd: ROOT,
    encoding: 'utf8',
    input: '',
  });
  const added = readdirSync(copy).filter((name) => !before.has(name));
  return { output: run.stdout + run.stderr, added };
}

const lastSnapshot = (copy: string) =>
  path.join(
    copy,
    'meta',
    readdirSync(path.join(copy, 'meta'))
      .filter((n) => /snapshot/.test(n))
      .sort()
      .at(-1)!,
  );

/** The statements of one piece of a migration; bodies of functions and texts count as one word. */
function statementsOf(piece: string): string[] {
  return piece
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, 'body')
    .replaceAll(/'(?:[^']|'')*'/g, 'text')
    .replaceAll(/--[^\n]*/g, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

describe('migrations', () => {
  test('bring a database to the committed schema: generating adds nothing', () => {
    const { output, added } = generate();
    expect(output).toContain(NOTHING);
    expect(added).toEqual([]);
  });

  test('a column that no migration makes would be noticed', () => {
    const { output, added } = generate((copy) => {
      const file = lastSnapshot(copy);
      const snapshot = JSON.parse(readFileSync(file, 'utf8'));
      delete snapshot.tables['public.sku'].columns.hs_code;
      writeFileSync(file, JSON.stringify(snapshot));
    });
    expect(output).not.toContain(NOTHING);
    expect(added).toHaveLength(1);
  });

  test('files and journal name the same migrations, numbered without a gap', () => {
    const journal: { entries: { idx: number; tag: string }[] } = JSON.parse(
      readFileSync(path.join(ROOT, 'drizzle/meta/_journal.json'), 'utf8'),
    );
    const files = readdirSync(path.join(ROOT, 'drizzle')).filter((name) => name.endsWith('.sql'));
    expect(files.sort()).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
    journal.entries.forEach(({ idx, tag }, position) => {
      expect(idx).toBe(position);
      expect(tag).toMatch(new RegExp(`^${String(idx).padStart(4, '0')}_[a-z0-9]+(_[a-z0-9]+)*$`));
    });
  });

  test('hold one statement at a time, as a distributed database wants it', () => {
    for (const name of readdirSync(path.join(ROOT, 'drizzle')).filter((file) => file.endsWith('.sql'))) {
      const pieces = readFileSync(path.join(ROOT, 'drizzle', name), 'utf8').split('--> statement-breakpoint');
      const crowded = pieces.filter((piece) => statementsOf(piece).length !== 1);
      expect(crowded, name).toEqual([]);
    }
  });

  test('two statements in one piece would be noticed, a function body is one', () => {
    expect(statementsOf("create table a (b text default 'x;y'); create index c on a (b);")).toHaveLength(2);
    expect(statementsOf('create function f() as $$ begin; return; end $$; -- one;')).toHaveLength(1);
  });
});
