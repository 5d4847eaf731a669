import postgres, { type TransactionSql } from 'postgres';
import { type CalendarDate, calendarDate, daysBetween } from '~/kernel/calendar-date';
import { databaseUrls } from '~/platform/env.server';
import { writeFactories, writeReference, writeStop } from './base.server';
import { candidateRows } from './candidates';
import { complianceDocuments } from './compliance';
import { deriveFigures, openStorm, publishForecasts, summariseOrders } from './derived.server';
import { planFactories } from './factories';
import { historyDays } from './history-orders';
import { insertRows } from './insert-rows.server';
import { STOCK_TABLES } from './opening-stock';
import { ORDER_TABLES, type OrderTable } from './orders';
import { withoutRowChecks, writeSales } from './sales.server';
import { SCALES, type SeedScale } from './scales';
import { type SeedContext, seedContext } from './seed-context';
import { planIncident } from './series';
import { planSkus, skuRow } from './skus';
import { type SeededSupply, writeSupply } from './supply.server';

export const DEFAULT_SEED = 20_260_101;

export interface SeedOptions {
  /** Connection of the database's owner. */
  adminUrl: string;
  /** Connection of the platform scope, for owners that row-level security holds. Default: the one of this process. */
  platformUrl?: string;
  scale: SeedScale;
  /** Same seed, date and scale: same rows. */
  seed?: number;
  /** The day that the demo stands on: sales end the day before. Default: today in UTC. */
  today?: CalendarDate;
  /** Publish two forecast versions at the end. Default true; works on the database of this process. */
  forecast?: boolean;
  /** Let ledger, clocks, lists and odds follow from the rows. Default: as `forecast`; works on the database of this process. */
  derive?: boolean;
  /** Seed although people have accounts already; they are kept. */
  force?: boolean;
  log?: (line: string) => void;
}

export interface SeedSummary {
  scale: SeedScale;
  seed: number;
  today: CalendarDate;
  factories: number;
  skus: number;
  sourcings: number;
  salesRows: number;
  unitsSold: number;
  /** Of the last 365 days. */
  revenueUsd: number;
  stockOuts: number;
  stockMovements: number;
  stockBalances: number;
  orders: Record<OrderTable, number>;
  forecastVersions: number[];
  dataSeconds: number;
  forecastSeconds: number;
}

/** A database in which people work already, or that was seeded before. */
export class NotEmptyError extends Error {
  override name = 'NotEmptyError';
}

/**
 * Whether nobody has an account yet. Imported sales alone do not count: the demo is made beside them. The owner sees this
 * table whether or not it is a superuser.
 */
export async function isEmpty(adminUrl: string): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ any: boolean }[]>`select exists (select from user_account) as any`;
    return row?.any === false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function ownerIsSuperuser(adminUrl: string): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<
      { yes: boolean }[]
    >`select rolsuper as yes from pg_roles where rolname = current_user`;
    return row?.yes === true;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Of which factory the inspection stopped the lines. */
const STOPPED_FACTORY = 3;

/**
 * Fills a migrated database with a demonstration platform. All rows but the forecasts are written in one transaction: by
 * the owner if it is a superuser, else as the platform's role, since row-level security then holds the owner too.
 * @throws NotEmptyError unless the database is empty or `force` is given; what is there is never overwritten
 */
export async function seedDemo(options: SeedOptions): Promise<SeedSummary> {
  const { adminUrl, scale, seed = DEFAULT_SEED, forecast = true, force = false, log = () => {} } = options;
  const { derive = forecast } = options;
  const today = options.today ?? calendarDate(new Date().toISOString().slice(0, 10));
  if (!force && !(await isEmpty(adminUrl))) {
    throw new NotEmptyError('The database holds accounts already: nothing was seeded.');
  }
  const started = performance.now();
  const ctx = seedContext(seed, today, SCALES[scale]);
  const isSuperuser = await ownerIsSuperuser(adminUrl);
  const url = isSuperuser ? adminUrl : (options.platformUrl ?? databaseUrls().platform);
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'portal seed', statement_timeout: 0 },
  });
  let written: Awaited<ReturnType<typeof writeAll>>;
  try {
    written = await sql.begin((tx) => writeAll(tx, ctx, isSuperuser, forecast, log));
  } finally {
    await sql.end({ timeout: 5 });
  }
  await analyze(adminUrl);
  const { supply, ...counts } = written;
  const dataSeconds = secondsSince(started);
  log(`Seeded in ${dataSeconds} s`);
  const forecasting = performance.now();
  const past = forecast ? await publishPast(ctx, supply, log) : [];
  if (derive) {
    const { writeLedger } = await import('./ledger.server');
    await writeLedger(ctx, log);
  }
  const forecastVersions = forecast ? [...past, ...(await publishForecasts(ctx, log))] : [];
  if (derive) {
    await deriveFigures(ctx, log);
    await summariseOrders(ctx, adminUrl);
    await openStorm(ctx, log);
  }
  return {
    scale,
    seed,
    today,
    ...counts,
    forecastVersions,
    dataSeconds,
    forecastSeconds: secondsSince(forecasting),
  };
}

async function publishPast(
  ctx: SeedContext,
  supply: SeededSupply,
  log: (line: string) => void,
): Promise<number[]> {
  const { publishHistory } = await import('./forecast-history.server');
  return publishHistory(ctx, supply, log);
}

const secondsSince = (start: number) => Math.round((performance.now() - start) / 100) / 10;

async function writeAll(
  sql: TransactionSql,
  ctx: SeedContext,
  isSuperuser: boolean,
  forecast: boolean,
  log: (line: string) => void,
) {
  await sql`select pg_advisory_xact_lock(hashtext('portal seed'))`;
  const factories = planFactories(ctx);
  const [first] = await sql`select 1 from factory where slug = ${factories[0]!.slug}`;
  if (first) throw new NotEmptyError('The demo is in this database already: nothing was seeded.');
  await writeReference(sql, ctx);
  await writeFactories(sql, ctx, factories);
  const skus = planSkus(ctx, factories);
  log(`${factories.length} factories, ${skus.length} SKUs`);
  for (let from = 0; from < skus.length; from += 2000) {
    await insertRows(
      sql,
      'sku',
      skus.slice(from, from + 2000).map((sku) => skuRow(sku)),
    );
  }
  await insertRows(sql, 'compliance_document', complianceDocuments(ctx, factories, skus));
  const candidates = candidateRows(ctx, skus);
  await insertRows(sql, 'candidate', candidates.candidate);
  await insertRows(sql, 'candidate_signal', candidates.candidate_signal);
  await insertRows(sql, 'candidate_stage', candidates.candidate_stage);
  const days = daysBetween(ctx.firstDay, ctx.today);
  const incident = planIncident(skus, days, Math.min(STOPPED_FACTORY, factories.length - 1));
  await writeStop(sql, ctx, factories[Math.min(STOPPED_FACTORY, factories.length - 1)]!, incident.range);
  const figures = await withoutRowChecks(sql, isSuperuser, () =>
    writeSales(sql, ctx, skus, days, incident, log),
  );
  const until = forecast ? (historyDays(ctx)[0] ?? null) : null;
  const supply = await writeSupply(sql, ctx, factories, skus, figures, isSuperuser, until, log);
  return {
    factories: factories.length,
    skus: skus.length,
    salesRows: figures.rows,
    unitsSold: figures.units,
    revenueUsd: Math.round(figures.revenueUsd.reduce((sum, value) => sum + value, 0)),
    stockOuts: figures.stockOuts,
    ...supply,
  };
}

/** Statistics for the planner; only the owner may gather them. */
async function analyze(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(
      `analyze sales_daily, sku_stockout, sku, sourcing, factory, membership, ${[...STOCK_TABLES, ...ORDER_TABLES].join(', ')}`,
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}
