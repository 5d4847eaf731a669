import postgres from 'postgres';

/** Login roles that the application connects as: neither owns a table nor can bypass row-level security. */
const RESTRICTED_ROLES = ['portal_app', 'portal_platform'] as const;

export interface RoleUrls {
  /** Connection of the database's owner. */
  admin: string;
  app: string;
  platform: string;
}

/**
 * Makes the two restricted roles if they are missing, and gives them the passwords that the URLs carry.
 * Roles belong to the whole cluster: an advisory lock keeps two starts from racing.
 * @throws Error if a URL names another role, or an existing role could bypass row-level security.
 */
export async function ensureRoles(urls: RoleUrls): Promise<void> {
  const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
  try {
    await admin.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtext('portal roles'))`;
      for (const [index, role] of RESTRICTED_ROLES.entries()) {
        const url = new URL(index === 0 ? urls.app : urls.platform);
        if (decodeURIComponent(url.username) !== role) continue;
        await ensureRole(sql, role, url);
      }
      const [row] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
      await sql.unsafe(`grant connect on database ${row?.name} to ${RESTRICTED_ROLES.join(', ')}`);
    });
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function ensureRole(sql: postgres.TransactionSql, role: string, url: URL): Promise<void> {
  const password = decodeURIComponent(url.password);
  const [existing] = await sql<{ unsafe: boolean }[]>`
    select rolsuper or rolbypassrls as unsafe from pg_roles where rolname = ${role}`;
  if (existing?.unsafe) {
    throw new Error(`Role ${role} is a superuser or may bypass row-level security; the portal refuses it.`);
  }
  // On a shared server another owner may have made the role: only its own owner may change its password.
  if (existing && (await canSignIn(url))) return;
  const [quoted] = await sql<{ literal: string }[]>`select quote_literal(${password}) as literal`;
  const options = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
  await sql.unsafe(
    existing
      ? `alter role ${role} with login password ${quoted?.literal}`
      : `create role ${role} with ${options} password ${quoted?.literal}`,
  );
}

/** Whether the role's password is already the one of the URL; the database itself may not let it in yet. */
async function canSignIn(url: URL): Promise<boolean> {
  const client = postgres(url.href, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await client`select 1`;
    return true;
  } catch (error) {
    // 42501: signed in, but without the right to connect to this database, which is granted next.
    return (error as { code?: string }).code === '42501';
  } finally {
    await client.end({ timeout: 1 });
  }
}
