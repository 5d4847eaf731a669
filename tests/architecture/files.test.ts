import { describe, expect, test } from 'vitest';
import { barrelViolations, importCycles, ioNameViolations } from './source/files';
import { readTree, treeOf } from './source/source-tree';

describe('no barrels', () => {
  test('in this repository', () => {
    expect(barrelViolations(readTree())).toEqual([]);
  });

  test.each([
    "export * from './a';",
    "export { a } from './a'; export type { B } from './b';",
    "import { a } from './a'; export { a };",
  ])('%s is refused', (text) => {
    expect(barrelViolations(treeOf({ 'app/ui/index.ts': text }))).toEqual([
      'app/ui/index.ts only re-exports',
    ]);
  });

  test('a file that also defines something is none', () => {
    const text = "import { b } from './b'; export type { B } from './b'; export const a = b;";
    expect(barrelViolations(treeOf({ 'app/ui/a.ts': text, 'app/ui/empty.ts': '' }))).toEqual([]);
  });
});

describe('no import cycles', () => {
  test('in this repository', () => {
    expect(importCycles(readTree(['app', 'db', 'scripts']))).toEqual([]);
  });

  test('a circle of three, one of types and one of a file with itself are found', () => {
    const tree = treeOf({
      'app/a.ts': "import { b } from './b'; export const a = b;",
      'app/b.ts': "import { c } from '~/c'; export const b = c;",
      'app/c.ts': "import { a } from './a'; export const c = a;",
      'app/outside.ts': "import { a } from './a'; export const o = a;",
      'db/x.ts': "import type { Y } from './y'; export type X = Y;",
      'db/y.ts': "import type { X } from './x'; export type Y = X;",
      'db/self.ts': "import { self } from './self'; export const own = self;",
    });
    expect(importCycles(tree)).toEqual([
      ['app/a.ts', 'app/b.ts', 'app/c.ts'],
      ['db/self.ts'],
      ['db/x.ts', 'db/y.ts'],
    ]);
  });

  test('two ways to one file are no circle', () => {
    const tree = treeOf({
      'app/a.ts': "import { b } from './b'; import { c } from './c'; export const a = b + c;",
      'app/b.ts': "import { c } from './c'; export const b = c;",
      'app/c.ts': 'export const c = 1;',
    });
    expect(importCycles(tree)).toEqual([]);
  });
});

describe('what does I/O is named .server.ts', () => {
  test('in this repository', () => {
    expect(ioNameViolations(readTree(['app', 'db']))).toEqual([]);
  });

  test.each([
    ["import { readFile } from 'node:fs/promises'; export const a = readFile;", 'node:fs/promises'],
    ["import postgres from 'postgres'; export const a = postgres;", 'postgres'],
    [
      "import { drizzle } from 'drizzle-orm/postgres-js'; export const a = drizzle;",
      'drizzle-orm/postgres-js',
    ],
    ["export const a = () => import('nodemailer');", 'nodemailer'],
    ["import { send } from './mail.server'; export const a = send;", './mail.server'],
  ])('%s is refused', (text, specifier) => {
    const files = { 'app/platform/a.ts': text, 'app/platform/mail.server.ts': 'export const send = 1;' };
    expect(ioNameViolations(treeOf(files))).toEqual([
      `app/platform/a.ts:1 imports ${specifier} and is not named .server`,
    ]);
  });

  test('types, routes, scripts, tests and .server files may', () => {
    const text = "import { readFile } from 'node:fs/promises'; export const a = readFile;";
    const types = "import type { TransactionSql } from 'postgres'; export type A = TransactionSql;";
    const tree = treeOf({
      'app/platform/a.server.ts': text,
      'app/routes/a.tsx': text,
      'scripts/a.ts': text,
      'app/platform/a.test.ts': text,
      'app/platform/b.ts': types,
    });
    expect(ioNameViolations(tree)).toEqual([]);
  });
});
