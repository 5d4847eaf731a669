import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../support/database';
import { inOrderOfReference, makeRow, nextId, type Row } from './catalog/generate-rows';
import { readCatalog, type Table } from './catalog/read-catalog';
import { tenantColumn } from './catalog/rules';

/*
 * Two factories with a row in every tenant table, all made from the catalog: a table that a later migration adds is
 * tested without a line here. The statements run as the factory's role, below any of the application's own checks.
 */
const database = await createTestDatabase();
const catalog = await readCatalog(database.sql);
const tables = inOrderOfReference(catalog);
const tenantTables = tables.filter((table) => tenantColumn(table) !== null);
const otherTables = tables.filter((table) => tenantColumn(table) === null);
const holds = (table: Table, right: string) => table.privileges.portal_app.includes(right);
const readable = tenantTables.filter((table) => holds(table, 'SELECT'));
/** The columns that a factory may read, by table: of most tables all. */
const visible = new Map(
  (
    await database.sql<{ name: string; columns: string }[]>`
      select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('portal_app', c.oid, a.attnum, 'select')
      group by c.relname`
  ).map(({ name, columns }) => [name, columns]),
);

/** The rights that PostgreSQL refuses by: missing privilege or row-level security, one code for both. */
const REFUSED = '42501';
const MISSING_PARENT = '23503';

const A = nextId();
const B = nextId();
/** The row of each table by factory; rows of other tables are the same under both. */
const rows = { [A]: new Map<string, Row>(), [B]: new Map<string, Row>() } as Record<string, Map<string, Row>>;
const app = postgres(database.appUrl, { max: 1, onnotice: () => {} });
const platform = postgres(database.platformUrl, { max: 1, onnotice: () => {} });

beforeAll(async () => {
  // Drafts of a forecast are hidden from every factory; the one version here is to be seen.
  const given: Record<string, Row> = {
    forecast_version: { status: 'published' },
    // Of a SKU or of a category, not of both.
    promotion: { category_code: null },
  };
  for (const table of otherTables) await addShared(table, given[table.name]);
  for (const table of tenantTables) {
    for (const [number, factory] of [A, B].entries()) await add(table, number, factory, rows[factory]!);
  }
  await database.sql`analyze`;
});

afterAll(async () => {
  await app.end();
  await platform.end();
  await database.close();
});

async function addShared(table: Table, given: Row = {}): Promise<void> {
  const row = { ...makeRow(table, 0, A, rows[A]!), ...given };
  await insert(platform, table, row);
  for (const known of Object.values(rows)) known.set(table.name, row);
}

async function add(table: Table, number: number, factory: string, parents: Map<string, Row>): Promise<void> {
  const row = makeRow(table, number, factory, parents);
  await insert(platform, table, row);
  parents.set(table.name, row);
}

type Sql = postgres.Sql | postgres.TransactionSql;

/** Inserts a row whose values are turned into the columns' types by the database. */
async function insert(sql: Sql, table: Table, row: Row, suffix = ''): Promise<void> {
  const columns = Object.keys(row).map((name) => `"${name}"`);
  await sql.unsafe(
    `insert into ${table.name} (${columns}) select ${columns}
     from jsonb_populate_record(null::${table.name}, $1::text::jsonb) ${suffix}`,
    [JSON.stringify(row)],
  );
}

class Undo extends Error {}

/** Runs statements as the factory's role in a factory's scope (null: none is set) and rolls them back. */
async function inScope<T>(
  factory: string | null,
  work: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  let result: T | undefined;
  await app
    .begin(async (sql) => {
      if (factory !== null) await sql.unsafe(`set local app.factory_id = '${factory}'`);
      result = await work(sql);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return result as T;
}

/** How a statement ends in a scope: the rows it touched, or the code with which it was refused. */
async function outcome(factory: string | null, statement: string, values: string[] = []) {
  return inScope(factory, async (sql) => {
    try {
      const result = await sql.savepoint((point) => point.unsafe(statement, values));
      return { code: null, count: result.count, rows: Array.from(result), message: '' };
    } catch (error) {
      const { code, message, detail } = error as postgres.PostgresError;
      return { code, count: 0, rows: [], message: `${message} ${detail ?? ''}` };
    }
  });
}

const count = async (factory: string | null, from: string): Promise<number> => {
  const { code, rows: found } = await outcome(factory, `select count(*)::int as n from ${from}`);
  expect(code).toBeNull();
  return (found[0] as unknown as { n: number }).n;
};

const key = (table: Table) => tenantColumn(table)!;

describe.each(readable.map((table) => [table.name, table] as const))('%s', (name, table) => {
  const all = visible.get(name)!;

  test('shows nothing where no factory is set', async () => {
    expect(await count(null, name)).toBe(0);
    expect(await outcome('', `select ${all} from ${name}`)).toMatchObject({ code: null, count: 0 });
  });

  test('shows a factory its own rows and no other', async () => {
    for (const [own, other] of [
      [A, B],
      [B, A],
    ] as const) {
      expect(await count(own, name)).toBe(1);
      expect(await count(own, `${name} where ${key(table)} = '${own}'`)).toBe(1);
      expect(await count(own, `${name} where ${key(table)} = '${other}' or true`)).toBe(1);
      expect(await count(own, `${name} where ${key(table)} <> '${own}'`)).toBe(0);
    }
  });

  test('evaluates no expression on another factory’s rows', async () => {
    const trap = `1 / (case when ${key(table)} = '${B}' then 0 else 1 end) = 1`;
    expect(await outcome(A, `select ${all} from ${name} where ${trap}`)).toMatchObject({
      code: null,
      count: 1,
    });
    expect(await outcome(null, `select ${all} from ${name} where ${trap}`)).toMatchObject({
      code: null,
      count: 0,
    });
    // The other way round, to show that the trap springs where the row is seen.
    expect(await outcome(B, `select ${all} from ${name} where ${trap}`)).toMatchObject({ code: '22012' });
  });

  test('adds up, groups and explains its own rows alone', async () => {
    const { rows: groups } = await outcome(A, `select ${key(table)} as tenant from ${name} group by 1`);
    expect(groups).toEqual([{ tenant: A }]);
    const explain = 'explain (analyze, verbose, costs off, timing off, summary off, buffers off)';
    const { rows: plan } = await outcome(A, `${explain} select ${all} from ${name}`);
    expect(JSON.stringify(plan)).toMatch(/actual rows=1(\.0+)? /);
    expect(JSON.stringify(plan)).not.toContain(B);
    const statistics = `select 1 from pg_stats where schemaname = 'public' and tablename = '${name}'`;
    expect(await outcome(A, statistics)).toMatchObject({ code: null, count: 0 });
  });
});

describe.each(tenantTables.map((table) => [table.name, table] as const))('%s', (name, table) => {
  test('takes no change to another factory’s rows', async () => {
    const column = key(table);
    for (const scope of [A, null]) {
      for (const statement of [
        `update ${name} set ${column} = ${column} where ${column} = '${B}'`,
        `delete from ${name} where ${column} = '${B}'`,
        `select * from ${name} where ${column} = '${B}' for update`,
      ]) {
        const { code, count: touched } = await outcome(scope, statement);
        expect(code === REFUSED || (code === null && touched === 0), statement).toBe(true);
      }
    }
  });

  test('takes no new row for another factory, not even to find out whether it exists', async () => {
    const fresh = makeRow(table, 2, B, rows[B]!);
    const taken = rows[B]!.get(name)!;
    for (const [row, suffix] of [
      [fresh, ''],
      [taken, ''],
      [taken, 'on conflict do nothing'],
    ] as const) {
      for (const scope of [A, null]) {
        const error = await inScope(scope, (sql) => insert(sql, table, row, suffix)).catch((e) => e);
        expect(error.code, suffix).toBe(REFUSED);
        expect(`${error.message} ${error.detail ?? ''}`).not.toContain('already exists');
      }
    }
  });

  test('moves no row to another factory', async () => {
    const { code } = await outcome(
      A,
      `update ${name} set ${key(table)} = '${B}' where ${key(table)} = '${A}'`,
    );
    expect(code).toBe(REFUSED);
  });

  test('refers to nothing of another factory', async () => {
    const tenants = new Set(tenantTables.map((t) => t.name));
    const crossing = table.foreignKeys.filter((fk) => tenants.has(fk.target) && fk.columns.length > 1);
    for (const { columns, target, targetColumns, name: constraint } of crossing) {
      const messages: string[] = [];
      // A key that exists in the other factory, and one that exists nowhere: the answers must not differ.
      for (const parent of [rows[B]!.get(target)!, makeRow(table, 3, A, rows[A]!)]) {
        const row = makeRow(table, 2, A, rows[A]!);
        columns.slice(1).forEach((column, i) => {
          row[column] = parent === rows[B]!.get(target) ? parent[targetColumns[i + 1]!] : unlike(row[column]);
        });
        const error = await platform
          .begin(async (sql) => {
            await insert(sql, table, row);
            throw new Undo();
          })
          .catch((e) => e);
        expect(error.code, `${constraint}: ${error.message}`).toBe(MISSING_PARENT);
        messages.push(error.message);
      }
      expect(messages[0]).toBe(messages[1]);
    }
  });
});

const unlike = (value: unknown): unknown => (typeof value === 'number' ? value + 1000 : nextId());

describe('joins over tenant tables', () => {
  const pairs = readable.flatMap((child) =>
    child.foreignKeys
      .filter(({ target }) => readable.some(({ name }) => name === target))
      .map((fk) => [`${child.name} and ${fk.target}`, child, fk.target] as const),
  );

  test.each(pairs)('%s', async (_name, child, target) => {
    const parent = readable.find(({ name }) => name === target)!;
    expect(await count(A, `${child.name} c, ${target} p`)).toBe(1);
    expect(await count(A, `${child.name} c full join ${target} p on false`)).toBe(2);
    expect(await count(A, `${child.name} c join ${target} p on p.${key(parent)} <> c.${key(child)}`)).toBe(0);
    expect(await count(null, `${child.name} c full join ${target} p on false`)).toBe(0);
  });
});

describe('other tables', () => {
  const reference = otherTables.filter((table) => holds(table, 'SELECT'));
  const closed = otherTables.filter((table) => !holds(table, 'SELECT'));

  test.each(reference.map((table) => [table.name, table] as const))(
    '%s is read, never written',
    async (name, table) => {
      expect(await count(A, name)).toBe(1);
      const column = `"${table.columns.at(-1)!.name}"`;
      expect(await outcome(A, `update ${name} set ${column} = ${column}`)).toMatchObject({ code: REFUSED });
      expect(await outcome(A, `delete from ${name}`)).toMatchObject({ code: REFUSED });
      const error = await inScope(A, (sql) => insert(sql, table, makeRow(table, 2, A, rows[A]!))).catch(
        (e) => e,
      );
      expect(error.code).toBe(REFUSED);
    },
  );

  test.each(closed.map((table) => [table.name, table] as const))(
    '%s is closed to factories',
    async (name, table) => {
      for (const scope of [A, null]) {
        expect(await outcome(scope, `select 1 from ${name}`)).toMatchObject({ code: REFUSED });
        expect(await outcome(scope, `select count(*) from ${name}`)).toMatchObject({ code: REFUSED });
        expect(await outcome(scope, `delete from ${name}`)).toMatchObject({ code: REFUSED });
        expect(await outcome(scope, `update ${name} set ${table.columns[0]!.name} = null`)).toMatchObject({
          code: REFUSED,
        });
      }
    },
  );

  test('a draft of the forecast is not there for a factory', async () => {
    const version = otherTables.find(({ name }) => name === 'forecast_version')!;
    await insert(platform, version, { ...makeRow(version, 5, A, rows[A]!), status: 'draft' });
    expect(await count(A, 'forecast_version')).toBe(1);
    expect(await count(A, "forecast_version where status = 'draft'")).toBe(0);
  });
});

describe('the factory’s role', () => {
  test.each([
    'set role portal_platform',
    'set session authorization portal_platform',
    'set role postgres',
    'create table public.own (id uuid)',
    'create function public.own() returns int language sql as $$ select 1 $$',
    'alter table fence no force row level security',
    'alter table fence disable row level security',
    'drop policy factory_scope on fence',
    'create policy wide on fence to portal_app using (true)',
    'alter role portal_app bypassrls',
    'truncate purchase_order cascade',
    'grant select on sku to portal_app',
    "select pg_read_file('postgresql.conf')",
    "copy fence to '/tmp/fence.csv'",
  ])('is refused: %s', async (statement) => {
    expect(await outcome(A, statement)).toMatchObject({ code: REFUSED });
  });

  test('cannot switch row security off', async () => {
    const result = await inScope(A, async (sql) => {
      await sql`set local row_security = off`;
      return sql.savepoint((point) => point`select * from fence`).catch((error) => error.code);
    });
    expect(result).toBe(REFUSED);
  });

  test('sees nothing after its transaction, on the same connection', async () => {
    expect(await count(A, 'fence')).toBe(1);
    expect(await app`select * from fence`).toHaveLength(0);
    expect(await outcome('not a uuid', 'select * from fence')).toMatchObject({ code: '22P02' });
  });

  test('copies out its own rows alone', async () => {
    const text = await inScope(A, async (sql) => {
      const stream = await sql`copy purchase_order to stdout`.readable();
      let all = '';
      for await (const chunk of stream) all += chunk;
      return all;
    });
    expect(text).toContain(A);
    expect(text).not.toContain(B);
  });

  test('reads nothing of the job queue but ids and the queues', async () => {
    const columns = await database.sql<{ name: string }[]>`
      select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not in ('public', 'pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped and c.relname <> 'queue'
        and has_column_privilege('portal_app', c.oid, a.attnum, 'select')`;
    expect(columns.map(({ name }) => name)).toEqual(['job.id']);
  });
});
