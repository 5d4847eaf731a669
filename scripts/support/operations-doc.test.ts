import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsTable } from '~/platform/env.server';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('docs/operations.md', () => {
  const document = read('docs/operations.md');

  it('has the table of settings that the code has', () => {
    const [, table] = /<!-- settings -->\n([\s\S]*?)<!-- \/settings -->/.exec(document) ?? [];
    expect(table?.trim()).toBe(settingsTable());
  });

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...document.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(scripts).toHaveProperty([name ?? '']);
  });
});
