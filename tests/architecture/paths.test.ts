import { expect, test } from 'vitest';
import { paths } from '~/paths';
import { isServed, routePatterns } from './source/urls';

type Builder = (...args: string[]) => string;
interface Builders {
  [name: string]: Builder | Builders;
}

/** Every link that the builder can make, by its name, with a plain word for each argument. */
function links(builders: Builders, prefix = 'paths'): [name: string, url: string][] {
  return Object.entries(builders).flatMap(([name, entry]): [string, string][] =>
    typeof entry === 'function'
      ? [[`${prefix}.${name}`, entry(...Array.from({ length: entry.length }, (_, i) => `word${i}`))]]
      : links(entry, `${prefix}.${name}`),
  );
}

test('every link that paths.ts builds is a URL of routes.ts', async () => {
  const patterns = await routePatterns();
  const all = links(paths as unknown as Builders);
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter(([, url]) => !isServed(url, patterns))).toEqual([]);
});

test('a link to nowhere would be noticed', async () => {
  const patterns = ['/', '/factories/:factory/forecast', '/files/*', '/a/:id?'];
  const served = [
    '/',
    '/factories/acme/forecast?page=2',
    '/factories/…/forecast',
    '/files/x/y.csv',
    '/a',
    '/a/7',
  ];
  const nowhere = ['/factories', '/factories/acme', '/factories/acme/forecast/x', '/forecast', '/a/7/8'];
  expect(served.filter((url) => !isServed(url, patterns))).toEqual([]);
  expect(nowhere.filter((url) => isServed(url, patterns))).toEqual([]);
});
