import { finished } from 'node:stream/promises';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import type { MarketFacts } from '../domain/sales-import/markets';
import { AMOUNT_DECIMALS, type SalesFormat } from '../domain/sales-import/model';
import type { ReasonCount } from '../domain/sales-import/reasons';

/** The category of SKUs that no one has sorted yet. */
export const UNSORTED_CATEGORY = 'unsorted';

/**
 * One transaction of an import: all of it or nothing, one import at a time.
 * The limit on a statement's time is lifted, because the COPY lasts as long as the file.
 */
export function inSalesImport<T>(work: (tx: PlatformTx) => Promise<T>): Promise<T> {
  return asSystem('import:sales', async (tx) => {
    await tx.sql`set local statement_timeout = 0`;
    await tx.sql`set local idle_in_transaction_session_timeout = 0`;
    await tx.sql`set local work_mem = '96MB'`;
    await tx.sql`select pg_advisory_xact_lock(hashtext('import:sales'))`;
    return work(tx);
  });
}

export interface RecordedImport {
  id: string;
  shiftDays: number;
}

/** The record of an earlier run of the same content, if there is one. */
export async function findSalesImport(
  tx: PlatformTx,
  sha256: string,
  format: SalesFormat,
): Promise<RecordedImport | undefined> {
  const [row] = await tx.sql<{ id: string; shift_days: number }[]>`
    select id, shift_days from sales_import where file_sha256 = ${sha256} and format = ${format}`;
  return row && { id: row.id, shiftDays: row.shift_days };
}

/** Numbers of `SalesLine.kind` in the staging table. */
export const STAGED_KIND = { sale: 0, credit: 1, summary: 2 } as const;

/**
 * Takes validated lines into a table of this transaction.
 * @param chunks text in COPY format: kind, sku, market, sold_on, units, returned, price_e4, amount_e4, name, a line each
 */
export async function stageLines(tx: PlatformTx, chunks: AsyncIterable<string>): Promise<void> {
  await tx.sql`
    create temporary table staged_line (
      kind smallint not null, sku text not null, market text not null, sold_on date not null, units integer not null,
      returned integer not null, price_e4 bigint not null, amount_e4 bigint not null, name text not null
    ) on commit drop`;
  const copy = await tx.sql`copy staged_line from stdin`.writable();
  const end = finished(copy);
  // A failure is thrown by the await below; without a handler meanwhile, Node would end the process first.
  end.catch(() => {});
  try {
    for await (const chunk of chunks) {
      if (!copy.write(chunk)) await Promise.race([drained(copy), end]);
    }
    copy.end();
    await end;
  } catch (error) {
    if (!copy.destroyed) copy.destroy(error as Error);
    throw error;
  }
  await tx.sql`analyze staged_line`;
}

const drained = (stream: NodeJS.WritableStream): Promise<void> =>
  new Promise((resolve) => stream.once('drain', resolve));

/** SKUs of the staged lines that the catalogue lacks, or knows by their code alone, with the name to give them. */
export async function findNamesToSet(
  tx: PlatformTx,
): Promise<{ missing: { code: string; name: string }[]; unnamed: { code: string; name: string }[] }> {
  const rows = await tx.sql<{ code: string; name: string; exists: boolean }[]>`
    with named as (select sku, name, count(*) as lines from staged_line group by sku, name),
    best as (
      select distinct on (sku) sku, name from named
      order by sku, (name = ''), lines desc, name collate "C")
    select best.sku as code, best.name as name, known.id is not null as exists
    from best left join sku known on known.code = best.sku
    where known.id is null or (known.name_en = known.code and best.name not in ('', known.code))
    order by best.sku collate "C"`;
  const pick = (exists: boolean) => rows.filter((row) => row.exists === exists);
  return { missing: pick(false), unnamed: pick(true) };
}

/** Adds SKUs without category or class; a code that is there already stays as it is. */
export async function addSkus(
  tx: PlatformTx,
  skus: readonly { id: string; code: string; name: string }[],
): Promise<void> {
  if (skus.length === 0) return;
  await tx.sql`
    insert into product_category (code, parent_code, name_en, name_zh)
    values (${UNSORTED_CATEGORY}, null, 'Not yet sorted', '未分类') on conflict (code) do nothing`;
  for (let from = 0; from < skus.length; from += 5000) {
    const part = skus.slice(from, from + 5000);
    const names = part.map((sku) => sku.name || sku.code);
    await tx.sql`
      insert into sku (id, code, name_en, name_zh, category_code)
      select id, code, name, name, ${UNSORTED_CATEGORY}
      from unnest(${part.map((sku) => sku.id)}::uuid[], ${part.map((sku) => sku.code)}::text[], ${names}::text[])
        as new (id, code, name)
      on conflict (code) do nothing`;
  }
}

/** Names SKUs that had only their code for a name. @returns how many changed */
export async function nameSkus(
  tx: PlatformTx,
  skus: readonly { code: string; name: string }[],
): Promise<number> {
  if (skus.length === 0) return 0;
  const { count } = await tx.sql`
    update sku set name_en = new.name, name_zh = case when sku.name_zh = sku.code then new.name else sku.name_zh end
    from unnest(${skus.map((sku) => sku.code)}::text[], ${skus.map((sku) => sku.name)}::text[]) as new (code, name)
    where sku.code = new.code and sku.name_en = sku.code`;
  return count;
}

/** Adds markets; one that is there already stays as it is. @returns how many are new */
export async function addMarkets(
  tx: PlatformTx,
  markets: readonly ({ code: string } & MarketFacts)[],
): Promise<number> {
  let added = 0;
  for (const market of markets) {
    const { count } = await tx.sql`
      insert into market (code, name_en, name_zh, region, currency, time_zone)
      values (${market.code}, ${market.nameEn}, ${market.nameZh}, ${market.region}, ${market.currency}, ${market.timeZone})
      on conflict (code) do nothing`;
    added += count;
  }
  return added;
}

export interface DayTotals {
  skus: number;
  markets: number;
  /** Calendar days that the file names. */
  days: number;
  /** SKU × market × day rows. */
  rows: number;
  unitsSold: number;
  unitsReturned: number;
  unitsCancelled: number;
  /** Minor units by currency. */
  revenue: { currency: string; minor: string }[];
}

/**
 * Adds the staged lines up to SKU × market × day. A credit that exactly reverses a sale of the same SKU × market × day ×
 * price × units cancels it: both leave units and revenue. Equal lines are interchangeable, so it is enough to count them. Other
 * credits are returns and leave revenue, which is that of the units sold, as it is. Rounding to minor units, half up, happens once,
 * at the day's sum.
 * @param currencies each market's currency in this file and the decimals of its minor unit
 */
export async function sumDays(
  tx: PlatformTx,
  currencies: readonly { market: string; currency: string; decimals: number }[],
): Promise<DayTotals> {
  await tx.sql`
    create temporary table staged_day on commit drop as
    with equal as (
      select sku, market, sold_on, units, price_e4,
        count(*) filter (where kind = ${STAGED_KIND.sale}) as sales,
        count(*) filter (where kind = ${STAGED_KIND.credit}) as credits
      from staged_line where kind <> ${STAGED_KIND.summary}
      group by sku, market, sold_on, units, price_e4),
    part as (
      select sku, market, sold_on,
        units * (sales - least(sales, credits)) as sold,
        units * (credits - least(sales, credits)) as returned,
        units * least(sales, credits) as cancelled,
        units::numeric * price_e4 * (sales - least(sales, credits)) as amount_e4
      from equal
      union all
      select sku, market, sold_on, units, returned, 0, amount_e4 from staged_line where kind = ${STAGED_KIND.summary})
    select part.sku, part.market, part.sold_on, sum(sold) as units, sum(returned) as units_returned,
      sum(cancelled) as units_cancelled,
      round(sum(amount_e4) / power(10::numeric, ${AMOUNT_DECIMALS} - c.decimals))::bigint as revenue_minor, c.currency
    from part
    join unnest(${currencies.map((c) => c.market)}::text[], ${currencies.map((c) => c.currency)}::text[],
      ${currencies.map((c) => c.decimals)}::int[]) as c (market, currency, decimals) on c.market = part.market
    group by part.sku, part.market, part.sold_on, c.currency, c.decimals`;
  await tx.sql`analyze staged_day`;
  const [totals] = await tx.sql<Omit<DayTotals, 'revenue'>[]>`
    select count(distinct sku)::int as skus, count(distinct market)::int as markets, count(distinct sold_on)::int as days,
      count(*)::int as rows, coalesce(sum(units), 0)::float8 as "unitsSold",
      coalesce(sum(units_returned), 0)::float8 as "unitsReturned",
      coalesce(sum(units_cancelled), 0)::float8 as "unitsCancelled"
    from staged_day`;
  const revenue = await tx.sql<{ currency: string; minor: string }[]>`
    select currency, sum(revenue_minor)::text as minor from staged_day group by currency order by currency`;
  return { ...totals!, revenue: [...revenue] };
}

/** Removes the rows that an import wrote and that no later one restated. @returns how many */
export async function removeImportedDays(tx: PlatformTx, importId: string): Promise<number> {
  const { count } = await tx.sql`delete from sales_daily where import_id = ${importId}`;
  return count;
}

/**
 * Writes the summed days, shifted. A day that the file names is restated per SKU × market; equal rows are not touched.
 * @returns how many rows were added or changed
 */
export async function writeDays(tx: PlatformTx, importId: string, shiftDays: number): Promise<number> {
  const { count } = await tx.sql`
    insert into sales_daily
      (sku_id, market_code, sold_on, units, units_returned, units_cancelled, revenue_minor, currency, import_id)
    select sku.id, day.market, day.sold_on + ${shiftDays}::int, day.units, day.units_returned, day.units_cancelled,
      day.revenue_minor, day.currency, ${importId}::uuid
    from staged_day day join sku on sku.code = day.sku
    order by sku.id, day.market, day.sold_on
    on conflict (sku_id, market_code, sold_on) do update set
      units = excluded.units, units_returned = excluded.units_returned, units_cancelled = excluded.units_cancelled,
      revenue_minor = excluded.revenue_minor, currency = excluded.currency, import_id = excluded.import_id
    where (sales_daily.units, sales_daily.units_returned, sales_daily.units_cancelled, sales_daily.revenue_minor,
        sales_daily.currency)
      is distinct from
      (excluded.units, excluded.units_returned, excluded.units_cancelled, excluded.revenue_minor, excluded.currency)`;
  return count;
}

export interface ImportRecord {
  id: string;
  fileName: string;
  sha256: string;
  format: SalesFormat;
  shiftDays: number;
  rowsRead: number;
  rowsTaken: number;
  notTaken: readonly ReasonCount[];
  changedRows: number;
}

/** Keeps the record of an import; one that would say the same stays as it is, with the rows its own run changed. */
export async function saveSalesImport(tx: PlatformTx, record: ImportRecord): Promise<void> {
  const notTaken = JSON.stringify(record.notTaken);
  await tx.sql`
    insert into sales_import
      (id, file_name, file_sha256, format, shift_days, rows_read, rows_taken, rows_skipped, changed_rows)
    values (${record.id}, ${record.fileName}, ${record.sha256}, ${record.format}, ${record.shiftDays},
      ${record.rowsRead}, ${record.rowsTaken}, ${notTaken}::text::jsonb, ${record.changedRows})
    on conflict (file_sha256, format) do update set
      shift_days = excluded.shift_days, rows_read = excluded.rows_read, rows_taken = excluded.rows_taken,
      rows_skipped = excluded.rows_skipped, changed_rows = excluded.changed_rows, updated_at = now()
    where excluded.changed_rows > 0
      or (sales_import.shift_days, sales_import.rows_read, sales_import.rows_taken, sales_import.rows_skipped)
        is distinct from (excluded.shift_days, excluded.rows_read, excluded.rows_taken, excluded.rows_skipped)`;
}
