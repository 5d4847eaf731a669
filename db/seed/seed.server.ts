import { hash } from '@node-rs/argon2';
import postgres, { type TransactionSql } from 'postgres';
import { addDays, type CalendarDate, calendarDate, daysBetween, toEpochDay } from '~/kernel/calendar-date';
import { databaseUrls } from '~/platform/env.server';
import { candidateRows } from './candidates';
import { complianceDocuments, complianceRequirements } from './compliance';
import { DEMO_PASSWORD } from './demo-accounts';
import { exchangeRates } from './exchange-rates';
import { factoryRows, planFactories, type SeededFactory } from './factories';
import { calendarDays } from './holidays';
import { insertRows, RowBuffer } from './insert-rows.server';
import { CATEGORIES } from './names/categories';
import { MARKETS, WAREHOUSES } from './names/places';
import { ORDER_TABLES, type OrderTable, orderRows } from './orders';
import { demoBuyer, peopleRows } from './people';
import { withoutRowChecks, writeSales } from './sales.server';
import { SCALES, type SeedScale } from './scales';
import { type SeedContext, seedContext } from './seed-context';
import { planIncident } from './series';
import { planSkus, type SeededSku, skuRow } from './skus';
import { abcClasses, planSourcing, type SeededSourcing, sourcingRow } from './sourcing';
import { isLedgered, stockRows } from './stock';
import { warehouseDeliveries, warehouseLanes, warehouseTerms } from './warehouse-network';

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
    written = await sql.begin((tx) => writeAll(tx, ctx, isSuperuser, log));
  } finally {
    await sql.end({ timeout: 5 });
  }
  await analyze(adminUrl);
  const dataSeconds = secondsSince(started);
  log(`Seeded in ${dataSeconds} s`);
  const forecasting = performance.now();
  if (derive) {
    const { writeLedger } = await import('./ledger.server');
    await writeLedger(ctx, log);
  }
  const forecastVersions = forecast ? await publishForecasts(ctx, log) : [];
  if (derive) {
    await deriveFigures(ctx, log);
    await summariseOrders(ctx, adminUrl);
  }
  return {
    scale,
    seed,
    today,
    ...written,
    forecastVersions,
    dataSeconds,
    forecastSeconds: secondsSince(forecasting),
  };
}

const secondsSince = (start: number) => Math.round((performance.now() - start) / 100) / 10;

async function writeAll(
  sql: TransactionSql,
  ctx: SeedContext,
  isSuperuser: boolean,
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
  const supply = await writeSupply(sql, ctx, factories, skus, figures, log);
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

async function writeReference(sql: TransactionSql, ctx: SeedContext): Promise<void> {
  // An import may have made some of these already; they stay as they are.
  const skipExisting = { skipExisting: true };
  const markets = MARKETS.map((m) => ({
    code: m.code,
    name_en: m.nameEn,
    name_zh: m.nameZh,
    region: m.region,
    currency: m.currency,
    time_zone: m.timeZone,
  }));
  await insertRows(sql, 'market', markets, skipExisting);
  const warehouses = WAREHOUSES.map((w) => ({
    code: w.code,
    name_en: w.nameEn,
    name_zh: w.nameZh,
    kind: w.kind,
    country_code: w.countryCode,
    city: w.city,
    time_zone: w.timeZone,
    regional_code: w.regionalCode,
  }));
  await insertRows(sql, 'warehouse', warehouses, skipExisting);
  const categories = CATEGORIES.map((c) => ({
    code: c.code,
    parent_code: c.parentCode,
    name_en: c.nameEn,
    name_zh: c.nameZh,
  }));
  await insertRows(sql, 'product_category', categories, skipExisting);
  await insertRows(sql, 'calendar_day', calendarDays(ctx.today), skipExisting);
  await insertRows(sql, 'exchange_rate', exchangeRates(ctx), skipExisting);
  await insertRows(sql, 'warehouse_terms', warehouseTerms(), skipExisting);
  await insertRows(sql, 'warehouse_lane', warehouseLanes(), skipExisting);
  await insertRows(sql, 'warehouse_delivery', warehouseDeliveries(), skipExisting);
  await insertRows(sql, 'compliance_requirement', complianceRequirements(), skipExisting);
}

async function writeFactories(
  sql: TransactionSql,
  ctx: SeedContext,
  factories: readonly SeededFactory[],
): Promise<void> {
  const rows = factories.map((factory) => factoryRows(ctx, factory));
  await insertRows(
    sql,
    'factory',
    rows.map((row) => row.factory),
  );
  await insertRows(
    sql,
    'work_calendar',
    rows.flatMap((row) => row.workCalendars),
  );
  await insertRows(
    sql,
    'production_line',
    rows.flatMap((row) => row.productionLines),
  );
  await insertRows(
    sql,
    'fence',
    rows.map((row) => row.fence),
  );
  const people = peopleRows(ctx, factories, await demoPasswordHash(ctx));
  await insertRows(sql, 'user_account', people.users);
  await insertRows(sql, 'platform_membership', people.platformMemberships);
  await insertRows(sql, 'membership', people.memberships);
  await insertRows(sql, 'invitation', people.invitations);
  await insertRows(sql, 'audit_event', people.auditEvents);
  await insertRows(sql, 'platform_audit_event', people.platformAuditEvents);
}

/**
 * Argon2id with the parameters that OWASP's password storage cheat sheet names first. The salt comes from the seed: the
 * password is public anyway.
 */
function demoPasswordHash(ctx: SeedContext): Promise<string> {
  const random = ctx.random('salt');
  const salt = Uint8Array.from({ length: 16 }, () => random.int(0, 255));
  return hash(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32, salt });
}

async function writeStop(
  sql: TransactionSql,
  ctx: SeedContext,
  factory: SeededFactory,
  [from, to]: readonly [number, number],
): Promise<void> {
  const fromDay = addDays(ctx.firstDay, from - 10);
  await insertRows(sql, 'risk_notice', [
    {
      factory_id: factory.id,
      id: ctx.id('risk_notice', 'inspection'),
      kind: 'inspection_stop',
      from_day: fromDay,
      to_day: addDays(ctx.firstDay, to),
      note: '环保检查停产两周,三款畅销品断货。Stopped by an environmental inspection; three best sellers ran out.',
      created_by_name: demoBuyer(ctx).name,
      created_at: `${fromDay}T01:00:00Z`,
    },
  ]);
}

/** Classes, sources, stock and orders, which all depend on what was sold. */
async function writeSupply(
  sql: TransactionSql,
  ctx: SeedContext,
  factories: readonly SeededFactory[],
  skus: readonly SeededSku[],
  figures: { revenueUsd: Float64Array; unitsPerDay: Float64Array },
  log: (line: string) => void,
) {
  const classes = abcClasses(figures.revenueUsd);
  for (const abcClass of ['A', 'B'] as const) {
    const ids = skus.filter((sku) => classes[sku.index] === abcClass).map((sku) => sku.id);
    await sql`update sku set abc_class = ${abcClass} where id = any(${ids}::uuid[])`;
  }
  const bySlug = new Map<string, SeededSourcing[]>(factories.map(({ slug }) => [slug, []]));
  const buffer = new RowBuffer(sql, ['sourcing', 'stock_movement', 'stock_balance', ...ORDER_TABLES]);
  for (const sku of skus) {
    for (const source of planSourcing(ctx, sku, classes[sku.index]!, factories)) {
      bySlug.get(source.factory.slug)!.push(source);
      buffer.add('sourcing', sourcingRow(ctx, source));
    }
    if (isLedgered(ctx, sku.launchedOn)) {
      await buffer.settle();
      continue;
    }
    const stock = stockRows(ctx, sku, classes[sku.index]!, figures.unitsPerDay[sku.index]!);
    buffer.add('stock_movement', ...stock.movements);
    buffer.add('stock_balance', ...stock.balances);
    await buffer.settle();
  }
  log('Sources and stock written');
  const buyer = demoBuyer(ctx);
  for (const factory of factories) {
    const rows = orderRows(ctx, factory, bySlug.get(factory.slug)!, figures.unitsPerDay, buyer);
    for (const table of ORDER_TABLES) buffer.add(table, ...rows[table]);
    await buffer.settle();
  }
  await buffer.flush();
  const { sourcing, stock_movement, stock_balance, ...orders } = buffer.counts;
  log(`${orders.purchase_order} orders with ${orders.po_line} lines written`);
  return { sourcings: sourcing, stockMovements: stock_movement, stockBalances: stock_balance, orders };
}

/** Statistics for the planner; only the owner may gather them. */
async function analyze(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(
      `analyze sales_daily, sku_stockout, sku, sourcing, stock_balance, stock_movement, factory, membership,
        ${ORDER_TABLES.join(', ')}`,
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * One version as of a week ago and one as of the anchor date, so that a change can be seen; in between, the orders of the
 * first one's own week are placed.
 */
async function publishForecasts(ctx: SeedContext, log: (line: string) => void): Promise<number[]> {
  const { runForecast } = await import('~/modules/forecast/commands/run-forecast.server');
  const { placeForecastOrders } = await import('./forecast-orders.server');
  const publish = (asOf: CalendarDate) =>
    runForecast({ asOf, publish: true, now: toEpochDay(asOf) * 86_400_000 + 5 * 60_000, log });
  const weekAgo = addDays(ctx.today, -7);
  const first = await publish(weekAgo);
  const orders = await placeForecastOrders(ctx, first.versionId, weekAgo);
  log(`${orders} orders placed as version ${first.number} forecast`);
  const second = await publish(ctx.today);
  return [first.number, second.number];
}

/** What jobs keep up to date every night: the list of stock, the odds of clocks and the scores of candidates. */
async function deriveFigures(ctx: SeedContext, log: (line: string) => void): Promise<void> {
  const { runStockSummary } = await import('~/modules/inventory/commands/summarise-stock.server');
  const { refreshSellOutOdds } = await import('~/modules/forecast/commands/refresh-sell-out-odds.server');
  const { pastLaunches } = await import('~/modules/inventory/queries/past-launches.server');
  const { scoreCandidates } = await import('~/modules/orders/commands/score-candidates.server');
  const { asSystem } = await import('../tenancy.server');
  const { skus } = await runStockSummary(ctx.today, { actor: 'db:seed' });
  const odds = await refreshSellOutOdds(null, Date.now());
  const scores = await asSystem('seed:candidates', async (tx) =>
    scoreCandidates(tx, await pastLaunches(tx, ctx.today), ctx.today),
  );
  log(`Stock of ${skus} SKUs summed, odds of ${odds} clocks and scores of ${scores} candidates computed`);
}

/** Derives what the lists of orders filter and sort by, as the commands do for orders that people place. */
async function summariseOrders(ctx: SeedContext, adminUrl: string): Promise<void> {
  const { refreshOrderSummaries } = await import('~/modules/orders/commands/refresh-order-summaries.server');
  const { asSystem } = await import('../tenancy.server');
  const now = toEpochDay(ctx.today) * 86_400_000;
  await asSystem('seed:orders', (tx) => refreshOrderSummaries(tx, now));
  // Every order was written twice: without this, pages would read the dead rows too, and plan by what was there before.
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(`vacuum (analyze) purchase_order, po_line, po_line_schedule, goods_receipt, stock_movement, stock_lot, stock_balance,
      stock_lot_consumption, stock_ledger_head, sell_out_clock, sell_out_evidence, sku_stock_summary`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
