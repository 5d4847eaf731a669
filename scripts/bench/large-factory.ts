import postgres from 'postgres';
import { largestFactories } from './in-process-portal';

const COPY = 'bench_large';

/**
 * Copies the case database and gives its largest factory a line of every SKU in the published version: one tenant with
 * thousands of SKUs among many.
 * @returns the copy's URL, or null where the database cannot be copied because others are connected to it
 */
export async function makeLargeFactory(adminUrl: string): Promise<string | null> {
  const source = new URL(adminUrl).pathname.slice(1);
  const copyUrl = new URL(adminUrl);
  copyUrl.pathname = `/${COPY}`;
  await dropLargeFactory(adminUrl);
  try {
    await maintain(adminUrl, (sql) =>
      sql.unsafe(`create database ${COPY} template "${source}" strategy file_copy`),
    );
  } catch (error) {
    if ((error as { code?: string }).code === '55006') return null;
    throw error;
  }
  const [factory] = await largestFactories(copyUrl.href, 1);
  const sql = postgres(copyUrl.href, { max: 1, onnotice: () => {} });
  try {
    await sql.begin((tx) => giveEverySku(tx, factory!.id));
    await sql`analyze forecast_line, forecast_trace`;
  } finally {
    await sql.end({ timeout: 5 });
  }
  return copyUrl.href;
}

/** Removes the copy, if there is one. */
export async function dropLargeFactory(adminUrl: string): Promise<void> {
  await maintain(adminUrl, (sql) => sql.unsafe(`drop database if exists ${COPY} with (force)`));
}

async function giveEverySku(tx: postgres.TransactionSql, factoryId: string): Promise<void> {
  await tx`
    create temporary table missing on commit drop as
    select distinct on (l.sku_id) l.*, gen_random_uuid() as new_id from forecast_line l
    where l.version_id = (select id from forecast_version where status = 'published' order by published_at desc limit 1)
      and not exists (select from forecast_line own
        where own.factory_id = ${factoryId} and own.version_id = l.version_id and own.sku_id = l.sku_id)
    order by l.sku_id, l.factory_id`;
  for (const table of ['forecast_line', 'forecast_trace']) {
    const columns = await tx<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and column_name not in ('factory_id', 'id')
      order by ordinal_position`;
    const list = (prefix: string) => columns.map(({ name }) => `${prefix}"${name}"`).join(', ');
    await tx.unsafe(
      `insert into ${table} (factory_id, id, ${list('')}) select $1::uuid, m.new_id, ${list('s.')}
      from missing m join ${table} s on s.factory_id = m.factory_id and s.id = m.id`,
      [factoryId],
    );
  }
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
