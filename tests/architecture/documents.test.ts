import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '~/modules/identity/domain/permissions';
import { SETTINGS } from '~/platform/env.server';
import { type KnownNames, mentionsIn, unknownNames } from './source/documents';
import { isServed, routePatterns, serverPatterns } from './source/urls';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DOCUMENTS = [
  'README.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

async function knownNames(folder: string): Promise<KnownNames> {
  const patterns = [...(await routePatterns()), ...serverPatterns()];
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return {
    permissions: new Set<string>(PERMISSIONS),
    settings: new Set(Object.keys(SETTINGS)),
    scripts: new Set(Object.keys(scripts)),
    isServed: (url) => isServed(url, patterns),
    fileExists: (file) => existsSync(path.join(ROOT, file)) || existsSync(path.join(ROOT, folder, file)),
  };
}

describe('documents name only what exists', () => {
  test.each(DOCUMENTS)('%s', async (file) => {
    const known = await knownNames(path.dirname(file));
    expect(unknownNames(file, readFileSync(path.join(ROOT, file), 'utf8'), known)).toEqual([]);
  });

  test('mentions are found in text, code and links', () => {
    const text = [
      'Needs `forecast:commit`, see `GET /factories/:factory/forecast`; `DATABASE_URL` is read.',
      'Plain words such as CSV, `COPY`, 1:2, and/or, a `Money` and `/var/lib/x` are none.',
      '```sh',
      'PORT=4000 npm start',
      'npm run db:seed -- --scale case',
      '```',
      'See [netting](netting.md#zones), [the web](https://example.com/x) and `docs/netting.md`.',
    ].join('\n');
    expect(mentionsIn(text).map(({ kind, text: name, line }) => `${line} ${kind} ${name}`)).toEqual([
      '1 permission forecast:commit',
      '1 route /factories/:factory/forecast',
      '1 setting DATABASE_URL',
      '4 script start',
      '4 setting PORT',
      '5 script db:seed',
      '7 file docs/netting.md',
      '7 file netting.md',
    ]);
  });

  test('a permission, route, variable, script or file that is gone is noticed', async () => {
    const text =
      '`forecast:fly` `/factories/:factory/nowhere` `DATABASE_UROL` `npm run nothing` `docs/gone.md` `forecast:view`';
    expect(unknownNames('README.md', text, await knownNames('.'))).toEqual([
      'README.md:1 names the script nothing, which does not exist',
      'README.md:1 names the permission forecast:fly, which does not exist',
      'README.md:1 names the route /factories/:factory/nowhere, which does not exist',
      'README.md:1 names the setting DATABASE_UROL, which does not exist',
      'README.md:1 names the file docs/gone.md, which does not exist',
    ]);
  });
});
