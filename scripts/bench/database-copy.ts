import postgres from 'postgres';

/**
 * Copies a database within its server.
 * @returns the copy's URL, or null where it cannot be copied because others are connected to it
 */
export async function copyDatabase(adminUrl: string, name: string): Promise<string | null> {
  const source = new URL(adminUrl).pathname.slice(1);
  await dropCopy(adminUrl, name);
  try {
    await maintain(adminUrl, (sql) =>
      sql.unsafe(`create database ${name} template "${source}" strategy file_copy`),
    );
  } catch (error) {
    if ((error as { code?: string }).code === '55006') return null;
    throw error;
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Removes a copy, if there is one. */
export async function dropCopy(adminUrl: string, name: string): Promise<void> {
  await maintain(adminUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
}

/** Works in the maintenance database: one that is being copied must have no connections. */
async function maintain<T>(adminUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const url = new URL(adminUrl);
  url.pathname = '/postgres';
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
