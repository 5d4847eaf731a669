import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { databaseUrls, env } from '~/platform/env.server';

/** `portal_app` works in one factory's scope, `portal_platform` in the platform's. */
export type ScopeRole = 'app' | 'platform';

/** Numbers as the driver reads them, but for the missing ones inside arrays, which it would make NaN. */
const numberType = {
  to: 0,
  from: [21, 23, 26, 700, 701],
  serialize: (value: unknown) => String(value),
  parse: (text: string) => (text === 'NULL' ? null : Number(text)),
};

function connect(role: ScopeRole) {
  const urls = databaseUrls();
  const settings = env();
  const client = postgres(urls[role], {
    max: settings.DATABASE_POOL_SIZE,
    // A transaction pooler hands each transaction another server connection: prepared statements stay off behind one.
    prepare: settings.DATABASE_LISTEN_URL === undefined,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => {},
    types: { number: numberType },
    connection: { application_name: `portal ${role}` },
  });
  return { client, db: drizzle(client) };
}

type Connection = ReturnType<typeof connect>;
const pools = new Map<ScopeRole, Connection>();

/** The process's pool of a role; opened at first use. Only db/tenancy uses it: everything else goes through a scope. */
export function pool(role: ScopeRole): Connection {
  let existing = pools.get(role);
  if (!existing) {
    existing = connect(role);
    pools.set(role, existing);
  }
  return existing;
}

/**
 * Gives up a pool that lost a connection; the next use opens another. The driver keeps what it had not sent on a lost
 * connection and would begin the next one with it, so such a connection must not be used again.
 */
export function abandonPool(role: ScopeRole, lost: Connection): void {
  if (pools.get(role) !== lost) return;
  pools.delete(role);
  // Transactions on connections that still work get their time.
  void lost.client.end({ timeout: 30 }).catch(() => {});
}

/** Closes every pool of this process. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map(({ client }) => client.end({ timeout: 5 })));
}
