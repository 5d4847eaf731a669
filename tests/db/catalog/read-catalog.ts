import type postgres from 'postgres';

export interface Column {
  name: string;
  /** As `format_type` writes it: `uuid`, `integer[]`, `timestamp with time zone`. */
  type: string;
  notNull: boolean;
  /** Expression of the default; null without one. */
  fallback: string | null;
  isIdentity: boolean;
  isGenerated: boolean;
}

export interface ForeignKey {
  name: string;
  columns: string[];
  target: string;
  targetColumns: string[];
}

export interface Policy {
  name: string;
  roles: string[];
  command: string;
  permissive: boolean;
  using: string | null;
  check: string | null;
}

export interface Table {
  name: string;
  owner: string;
  columns: Column[];
  rowSecurity: boolean;
  forced: boolean;
  policies: Policy[];
  primaryKey: string[];
  /** Unique constraints and unique indexes, the primary key left out; expressions as their text. */
  uniques: { name: string; columns: string[] }[];
  /** Columns of every index in order; expressions as their text. */
  indexes: { name: string; columns: string[] }[];
  foreignKeys: ForeignKey[];
  checks: string[];
  triggers: { name: string; function: string; source: string }[];
  /** Privileges on the whole table or on any of its columns. */
  privileges: { portal_app: string[]; portal_platform: string[] };
}

export interface Role {
  name: string;
  superuser: boolean;
  bypassRls: boolean;
  mayCreate: boolean;
  replication: boolean;
  /** Roles that it can become. */
  memberOf: string[];
  /** Tables, functions, schemas and databases that it owns. */
  owns: string[];
  /** Schemas of this database in which it may create something. */
  createsIn: string[];
}

export interface Catalog {
  tables: Table[];
  roles: Role[];
  /** Sequences outside the migrator's own schema. */
  sequences: string[];
  /** Views and materialised views of the product's schema: name and whether they ask with the reader's rights. */
  views: { name: string; securityInvoker: boolean }[];
  /** Functions that run with their owner's rights. */
  definerFunctions: string[];
}

const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
const RESTRICTED = ['portal_app', 'portal_platform'];

type Sql = postgres.Sql | postgres.TransactionSql;

/** Reads what the rules judge from the catalog of a migrated database. */
export async function readCatalog(sql: Sql): Promise<Catalog> {
  const tables = await sql<Table[]>`
    select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as "rowSecurity",
      c.relforcerowsecurity as forced,
      ${columnsOf(sql)} as columns, ${policiesOf(sql)} as policies, ${foreignKeysOf(sql)} as "foreignKeys",
      ${indexesOf(sql, sql`i.indisprimary`)} as "primaryKeys",
      ${indexesOf(sql, sql`i.indisunique and not i.indisprimary`)} as uniques,
      ${indexesOf(sql, sql`true`)} as indexes,
      coalesce((select jsonb_agg(pg_get_expr(k.conbin, k.conrelid)) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c'), '[]') as checks,
      coalesce((select jsonb_agg(jsonb_build_object('name', t.tgname, 'function', p.proname, 'source', p.prosrc))
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers,
      (select jsonb_object_agg(role, held) from (
        select role, coalesce(jsonb_agg(privilege) filter (where has_table_privilege(role, c.oid, privilege)
          or (privilege in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
            and has_any_column_privilege(role, c.oid, privilege))), '[]') as held
        from unnest(${RESTRICTED}::text[]) role, unnest(${PRIVILEGES}::text[]) privilege group by role) p
      ) as privileges
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname`;
  return {
    tables: tables.map((table) => {
      const { primaryKeys, ...rest } = table as Table & { primaryKeys: { columns: string[] }[] };
      return { ...rest, primaryKey: primaryKeys[0]?.columns ?? [] };
    }),
    roles: await readRoles(sql),
    sequences: await names(
      sql,
      sql`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'S' and n.nspname not in ('drizzle') order by 1`,
    ),
    views: Array.from(
      await sql<{ name: string; securityInvoker: boolean }[]>`
        select c.relname as name,
          c.relkind = 'v' and coalesce(c.reloptions @> '{security_invoker=true}', false) as "securityInvoker"
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') order by 1`,
    ),
    definerFunctions: await names(
      sql,
      sql`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
    ),
  };
}

async function names(sql: Sql, query: postgres.PendingQuery<postgres.Row[]>): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select name from (${query}) found`;
  return rows.map(({ name }) => name);
}

const columnsOf = (sql: Sql) => sql`
  (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'notNull', a.attnotnull, 'fallback', pg_get_expr(d.adbin, d.adrelid),
      'isIdentity', a.attidentity <> '', 'isGenerated', a.attgenerated <> '') order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

const policiesOf = (sql: Sql) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('name', p.policyname, 'roles', p.roles, 'command', p.cmd,
      'permissive', p.permissive = 'PERMISSIVE', 'using', p.qual, 'check', p.with_check))
    from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname), '[]')`;

const indexesOf = (sql: Sql, which: postgres.PendingQuery<postgres.Row[]>) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('name', x.relname, 'columns',
      (select jsonb_agg(pg_get_indexdef(i.indexrelid, position, true) order by position)
        from generate_series(1, i.indnkeyatts::int) position)))
    from pg_index i join pg_class x on x.oid = i.indexrelid
    where i.indrelid = c.oid and ${which}), '[]')`;

const foreignKeysOf = (sql: Sql) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'target', t.relname,
      'columns', (select jsonb_agg(a.attname order by o) from unnest(k.conkey) with ordinality u(n, o)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n),
      'targetColumns', (select jsonb_agg(a.attname order by o) from unnest(k.confkey) with ordinality u(n, o)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n)))
    from pg_constraint k join pg_class t on t.oid = k.confrelid
    where k.conrelid = c.oid and k.contype = 'f'), '[]')`;

async function readRoles(sql: Sql): Promise<Role[]> {
  const roles = await sql<Role[]>`
    select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as "bypassRls",
      r.rolcreatedb or r.rolcreaterole as "mayCreate", r.rolreplication as replication,
      array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
        where m.member = r.oid) as "memberOf",
      array(select n.nspname::text from pg_namespace n
        where has_schema_privilege(r.oid, n.oid, 'CREATE') and n.nspname !~ '^pg_temp') as "createsIn",
      array(
        select c.oid::regclass::text from pg_class c where c.relowner = r.oid
        union all select p.oid::regprocedure::text from pg_proc p where p.proowner = r.oid
        union all select n.nspname::text from pg_namespace n where n.nspowner = r.oid
        union all select d.datname::text from pg_database d where d.datdba = r.oid) as owns
    from pg_roles r where r.rolname = any(${RESTRICTED}::text[]) order by r.rolname`;
  return Array.from(roles);
}
