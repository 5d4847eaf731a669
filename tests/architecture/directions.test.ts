import { describe, expect, test } from 'vitest';
import { directionViolations } from './source/directions';
import { readTree, treeOf } from './source/source-tree';

/** A tree in which `from` imports `what` of `target`. */
const withImport = (from: string, target: string, what = '{ a }') =>
  treeOf({
    [from]: `import ${what} from '${aliasOf(target)}'; export const b = 1;`,
    [target]: 'export const a = 1;',
  });

const aliasOf = (file: string) =>
  `${file.startsWith('app/') ? '~/' : '~db/'}${file.replace(/^(app|db)\//, '').replace(/\.tsx?$/, '')}`;

describe('imports go the way of the layout', () => {
  test('in this repository', () => {
    expect(directionViolations(readTree())).toEqual([]);
  });

  test.each([
    ['app/routes/factory/forecast.tsx', 'db/schema/forecast.ts', 'routes does not import the schema'],
    ['app/modules/orders/queries/a.server.ts', 'db/schema/orders.ts', 'queries does not import the schema'],
    [
      'app/modules/orders/commands/a.server.ts',
      'db/client.server.ts',
      'only data, platform and db hold connections',
    ],
    ['app/ui/table.tsx', 'db/tenancy.server.ts', 'shared-ui opens no transactions'],
    ['app/modules/orders/domain/a.ts', 'db/tenancy.server.ts', 'domain opens no transactions'],
    [
      'app/modules/forecast/commands/a.server.ts',
      'app/modules/orders/data/b.server.ts',
      "orders's data is its own",
    ],
    [
      'app/modules/orders/queries/a.server.ts',
      'app/modules/forecast/queries/b.server.ts',
      'forecast stands to the right of orders',
    ],
    [
      'app/modules/orders/domain/a.ts',
      'app/modules/forecast/domain/b.ts',
      'forecast stands to the right of orders',
    ],
    ['app/modules/orders/ui/a.tsx', 'app/modules/orders/data/b.server.ts', 'ui does not import data'],
    [
      'app/modules/orders/data/a.server.ts',
      'app/modules/orders/commands/b.server.ts',
      'data does not import commands',
    ],
    [
      'app/routes/factory/orders.tsx',
      'app/modules/orders/data/b.server.ts',
      "routes does not import a module's data",
    ],
    ['app/modules/orders/commands/a.server.ts', 'app/routes/home.tsx', 'commands does not import routes'],
    ['app/kernel/money.ts', 'app/platform/env.server.ts', 'kernel does not import platform'],
    ['app/modules/orders/domain/a.ts', 'app/platform/format.ts', 'domain does not import platform'],
    [
      'app/platform/jobs.server.ts',
      'app/modules/orders/commands/b.server.ts',
      "platform does not import a module's commands",
    ],
    [
      'app/modules/shipping/domain/a.ts',
      'app/modules/gadgets/domain/b.ts',
      'gadgets is not a module of the layout',
    ],
  ])('%s may not import %s', (from, target, reason) => {
    expect(directionViolations(withImport(from, target))).toEqual([`${from}:1 imports ${target}: ${reason}`]);
  });

  test('a type of the schema is no exception, but a view model may be named by its page', () => {
    const types = '{ type a }';
    expect(directionViolations(withImport('app/routes/a.tsx', 'db/schema/orders.ts', types))).toHaveLength(1);
    const ui = 'app/modules/orders/ui/a.tsx';
    const query = 'app/modules/orders/queries/b.server.ts';
    expect(directionViolations(withImport(ui, query, types))).toEqual([]);
    expect(directionViolations(withImport(ui, query))).toHaveLength(1);
  });

  test('a route opens the scope of its access, never that of the system', () => {
    const route = 'app/routes/factory/forecast.tsx';
    const tenancy = 'db/tenancy.server.ts';
    expect(directionViolations(withImport(route, tenancy, '{ inTenant, inPlatform }'))).toEqual([]);
    expect(directionViolations(withImport(route, tenancy, '{ asSystem }'))[0]).toContain('not asSystem');
    expect(directionViolations(withImport(route, tenancy, '* as tenancy'))[0]).toContain('not *');
  });

  test('relative, dynamic and re-exporting imports count', () => {
    const target = 'app/modules/orders/data/b.server.ts';
    const sample = (text: string) =>
      directionViolations(treeOf({ 'app/routes/a.tsx': text, [target]: 'export const a = 1;' }));
    expect(sample("import { a } from '../modules/orders/data/b.server'; export const b = a;")).toHaveLength(
      1,
    );
    expect(sample("export const b = () => import('~/modules/orders/data/b.server');")).toHaveLength(1);
    expect(sample("export { a } from '~/modules/orders/data/b.server';")).toHaveLength(1);
    expect(sample("export type B = import('~/modules/orders/data/b.server').A;")).toHaveLength(1);
  });

  test('an import of a file that does not exist is found', () => {
    expect(
      directionViolations(treeOf({ 'app/routes/a.tsx': "import { a } from '~/gone'; export const b = a;" })),
    ).toEqual(['app/routes/a.tsx:1 imports ~/gone: no such file']);
  });
});
