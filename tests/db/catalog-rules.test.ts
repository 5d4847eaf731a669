import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelTables } from '../../scripts/support/data-model';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type Catalog, readCatalog } from './catalog/read-catalog';
import { catalogViolations, tenantColumn } from './catalog/rules';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());

class Undo extends Error {}

/** What the rules say after some statements, which are rolled back. */
async function violationsAfter(...statements: string[]): Promise<string[]> {
  let catalog: Catalog | undefined;
  await database.sql
    .begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
      catalog = await readCatalog(tx as postgres.TransactionSql);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return catalogViolations(catalog!);
}

describe('the catalog of a migrated database', () => {
  test('keeps every rule', async () => {
    const catalog = await readCatalog(database.sql);
    expect(catalogViolations(catalog)).toEqual([]);
  });

  test('holds tenant, platform and reference tables', async () => {
    const { tables } = await readCatalog(database.sql);
    const others = tables.filter((table) => tenantColumn(table) === null);
    expect(tables.length - others.length).toBeGreaterThan(20);
    const reference = others.filter(({ privileges }) => privileges.portal_app.includes('SELECT'));
    expect(reference.map(({ name }) => name)).toContain('market');
    const platform = others.filter(({ privileges }) => privileges.portal_app.length === 0);
    for (const name of ['sku', 'sales_daily', 'demand_line', 'stock_balance', 'user_account']) {
      expect(platform.map((table) => table.name)).toContain(name);
    }
  });
});

test('the documented scopes are those of the database', async () => {
  const { tables } = await readCatalog(database.sql);
  const scopes = tables.map((table) => {
    const isReference = table.privileges.portal_app.includes('SELECT');
    const scope = tenantColumn(table) ? 'tenant' : isReference ? 'reference' : 'platform';
    return `${table.name}: ${scope} (${table.primaryKey})`;
  });
  const documented = modelTables().map(({ name, scope, primaryKey }) => `${name}: ${scope} (${primaryKey})`);
  expect(documented.sort()).toEqual(scopes.sort());
});

describe('a departure is noticed:', () => {
  const bare = 'create table leak (factory_id uuid not null, id uuid not null, primary key (factory_id, id))';

  test.each([
    ['a tenant table without anything', [bare], 'leak: row-level security is off'],
    [
      'not forced',
      ['alter table fence no force row level security'],
      'fence: row-level security is not forced',
    ],
    ['no policy', ['drop policy factory_scope on fence'], 'fence: has no policy for portal_app'],
    [
      'a second, wider policy',
      ['create policy wide on fence to portal_app using (true) with check (true)'],
      'fence: policy wide for portal_app is not the plain comparison of factory_id',
    ],
    [
      'a policy for everybody',
      ['create policy everybody on fence using (true)'],
      'fence: policy everybody is for public',
    ],
    [
      'a primary key by id alone',
      ['alter table fence drop constraint fence_pk', 'alter table fence add primary key (id)'],
      'fence: primary key (id) does not begin with factory_id',
    ],
    [
      'a unique index over all tenants',
      ['create unique index po_over_all on purchase_order (number)'],
      'purchase_order: unique po_over_all does not begin with factory_id',
    ],
    [
      'a foreign key by id alone',
      [
        'alter table purchase_order add constraint purchase_order_id_key unique (id)',
        'alter table po_line add constraint crossing foreign key (purchase_order_id) references purchase_order (id)',
      ],
      "po_line: foreign key crossing could reach another tenant's row",
    ],
    [
      'a reference table that refers to a tenant table',
      ['alter table market add column maker uuid references factory (id)'],
      'market: foreign key market_maker_fkey refers to the tenant table factory',
    ],
    [
      'a platform table with people, open to factories',
      ['grant select on user_account to portal_app'],
      'user_account: every factory may read the column email',
    ],
    [
      'a reference table that factories change',
      ['grant update on market to portal_app'],
      'market: portal_app may UPDATE a table that every factory reads',
    ],
    [
      'a right beyond row security',
      ['grant truncate on fence to portal_app'],
      'fence: portal_app holds TRUNCATE',
    ],
    [
      'a serial id',
      ['alter table fence add column n serial'],
      'sequence fence_n_seq: ids are made by the application',
    ],
    [
      'an id made by the database',
      ['alter table fence alter column id set default gen_random_uuid()'],
      'fence: the database makes id itself',
    ],
    [
      'a trigger that reaches other rows',
      [
        `create function spread() returns trigger language plpgsql as
          $$ begin update fence set flex_bp = 0; return new; end $$`,
        'create trigger spreading after insert on fence for each row execute function spread()',
      ],
      'fence: trigger spreading may touch other rows',
    ],
    [
      'a view with its owner’s rights',
      ['create view all_fences as select * from fence'],
      "view all_fences reads with its owner's rights",
    ],
    [
      'a function with its owner’s rights',
      ["create function peek() returns bigint language sql security definer as 'select count(*) from fence'"],
      "function peek() runs with its owner's rights",
    ],
    [
      'a role that bypasses',
      ['alter role portal_app bypassrls'],
      'role portal_app bypasses row-level security',
    ],
    [
      'a role that can become the other',
      ['grant portal_platform to portal_app'],
      'role portal_app can become portal_platform',
    ],
    ['a role that owns a table', ['alter table fence owner to portal_app'], 'fence: is owned by portal_app'],
    [
      'a role that may create',
      ['grant create on schema public to portal_app'],
      'role portal_app may create in public',
    ],
  ])('%s', async (_name, statements, expected) => {
    expect(await violationsAfter(...statements)).toContain(expected);
  });
});
