import { sql } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { TransactionSql } from 'postgres';
import { isUuid } from '~/kernel/ids';
import { type FactoryAccess, isAccess, type PlatformAccess } from '~/modules/identity/domain/access';
import { isDatabaseAway } from '~/platform/database-away';
import { abandonPool, pool, type ScopeRole } from './client.server';

type Db = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

const tenantScope = Symbol('tenant scope');
const platformScope = Symbol('platform scope');

/** A transaction in which the database shows the rows of one factory alone. Only {@link inTenant} makes one. */
export interface TenantTx {
  readonly [tenantScope]: true;
  readonly db: Db;
  readonly sql: TransactionSql;
  readonly factoryId: string;
}

/** A transaction in the platform's scope. Only {@link inPlatform} and {@link asSystem} make one. */
export interface PlatformTx {
  readonly [platformScope]: true;
  readonly db: Db;
  readonly sql: TransactionSql;
}

export interface TxOptions {
  isolationLevel?: 'read committed' | 'repeatable read' | 'serializable';
  accessMode?: 'read only' | 'read write';
}

/**
 * Runs `work` in one transaction in the scope of the factory that the access is for.
 * The tenant is a validated UUID literal in `SET LOCAL`, because `set_config()` does not reach a distributed
 * database's workers.
 * @throws TypeError if the access was not made by requireAccess, or is not for a factory.
 */
export async function inTenant<T>(
  access: FactoryAccess,
  work: (tx: TenantTx) => Promise<T>,
  options?: TxOptions,
): Promise<T> {
  if (!isAccess(access) || access.scope.kind !== 'factory') {
    throw new TypeError('inTenant needs an access to a factory');
  }
  const { factoryId } = access.scope;
  if (!isUuid(factoryId)) throw new TypeError(`not a factory id: ${factoryId}`);
  return transaction('app', options, async (db, raw) => {
    await db.execute(sql.raw(`set local app.factory_id = '${factoryId}'`));
    return work({ [tenantScope]: true, db, sql: raw, factoryId });
  });
}

/**
 * Runs `work` in one transaction in the platform's scope: every factory's rows, under that scope's own role.
 * @throws TypeError if the access was not made by requireAccess, or is not for the platform.
 */
export async function inPlatform<T>(
  access: PlatformAccess,
  work: (tx: PlatformTx) => Promise<T>,
  options?: TxOptions,
): Promise<T> {
  if (!isAccess(access) || access.scope.kind !== 'platform') {
    throw new TypeError('inPlatform needs an access to the platform');
  }
  return transaction('platform', options, (db, raw) => work({ [platformScope]: true, db, sql: raw }));
}

/**
 * Runs `work` in the platform's scope where no person stands behind it: jobs, imports, and the look-ups that find out
 * who is asking.
 * @param reason names the caller in the code, such as `job:forecast.run`; it is there for the reader and the search.
 */
export async function asSystem<T>(
  reason: `${string}:${string}`,
  work: (tx: PlatformTx) => Promise<T>,
  options?: TxOptions,
): Promise<T> {
  if (!reason.includes(':')) throw new TypeError('asSystem needs a reason such as job:forecast.run');
  return transaction('platform', options, (db, raw) => work({ [platformScope]: true, db, sql: raw }));
}

async function transaction<T>(
  role: ScopeRole,
  options: TxOptions | undefined,
  work: (db: Db, raw: TransactionSql) => Promise<T>,
): Promise<T> {
  const used = pool(role);
  try {
    return await used.db.transaction(async (db) => {
      // drizzle keeps the postgres.js transaction in its session and has no public way to it; COPY and hand-written
      // statements need it, on the same connection.
      const raw = (db as unknown as { session: { client: TransactionSql } }).session.client;
      return work(db, raw);
    }, options);
  } catch (error) {
    if (isDatabaseAway(error)) abandonPool(role, used);
    throw error;
  }
}
