import { type BuildExtraConfigColumns, type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  check,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** Role of requests in one factory's scope: row-level security shows it the rows of `app.factory_id` alone. */
export const portalApp = pgRole('portal_app').existing();
/** Role of platform staff, jobs and identity look-ups: sees every factory through a policy of its own, owns nothing. */
export const portalPlatform = pgRole('portal_platform').existing();

/** A plain comparison with the transaction's setting, so that a distributed planner can push it to the shards. */
const ownFactory = (column: string): SQL =>
  sql.raw(`${column} = nullif(current_setting('app.factory_id', true), '')::uuid`);

/**
 * The two policies of a tenant table.
 * @param column name of the column that holds the tenant: `factory_id`, or `id` in the factory table itself
 */
export function tenantPolicies(column = 'factory_id') {
  return [
    pgPolicy('factory_scope', {
      for: 'all',
      to: portalApp,
      using: ownFactory(column),
      withCheck: ownFactory(column),
    }),
    pgPolicy('platform_scope', { for: 'all', to: portalPlatform, using: sql`true`, withCheck: sql`true` }),
  ];
}

const tenantColumns = () => ({
  factoryId: uuid('factory_id').notNull(),
  id: uuid('id').notNull(),
});

type TenantColumns = ReturnType<typeof tenantColumns>;
type BuiltColumns<N extends string, C extends Record<string, PgColumnBuilderBase>> = BuildExtraConfigColumns<
  N,
  TenantColumns & C,
  'pg'
>;

/**
 * A table whose rows belong to one factory: composite primary key `(factory_id, id)` and both scopes' policies.
 * Forcing row-level security is not in drizzle's vocabulary; a migration does it and a test reads it from the catalog.
 */
export function tenantTable<N extends string, C extends Record<string, PgColumnBuilderBase>>(
  name: N,
  columns: C,
  extra: (table: BuiltColumns<N, C>) => PgTableExtraConfigValue[] = () => [],
) {
  return pgTable(name, { ...tenantColumns(), ...columns } as TenantColumns & C, (table) => {
    const keys = table as unknown as { factoryId: AnyPgColumn; id: AnyPgColumn };
    return [
      primaryKey({ name: `${name}_pk`, columns: [keys.factoryId, keys.id] as never }),
      ...tenantPolicies(),
      ...extra(table as unknown as BuiltColumns<N, C>),
    ];
  });
}

/** `timestamptz` read and written as `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** `created_at`, set by the database when the row is written. */
export const createdAt = () => instant('created_at').notNull().defaultNow();

/** An amount in minor units of the currency that a neighbouring column names. */
export const minorUnits = (name: string) => bigint(name, { mode: 'bigint' });

/** An ISO 4217 code. */
export const currencyCode = (name = 'currency') => text(name);

/** A check constraint that a text column holds one of the given words. */
export function oneOf(name: string, column: AnyPgColumn, words: readonly string[]) {
  const list = words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ');
  return check(name, sql`${column} in (${sql.raw(list)})`);
}
