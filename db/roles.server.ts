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
        await ensureRole(sql, role, decodeURIComponent(url.password));
      }
      const [row] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
      await sql.unsafe(`grant connect on database ${row?.name} to ${RESTRICTED_ROLES.join(', ')}`);
    });
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function ensureRole(sql: postgres.TransactionSql, role: string, password: string): Promise<void> {
  const [existing] = await sql<{ unsafe: boolean }[]>`
    select rolsuper or rolbypassrls as unsafe from pg_roles where rolname = ${role}`;
  if (existing?.unsafe) {
    throw new Error(`Role ${role} is a superuser or may bypass row-level security; the portal refuses it.`);
  }
  const [quoted] = await sql<{ literal: string }[]>`select quote_literal(${password}) as literal`;
  const options = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
  await sql.unsafe(
    existing
      ? `alter role ${role} with login password ${quoted?.literal}`
      : `create role ${role} with ${options} password ${quoted?.literal}`,
  );
}
