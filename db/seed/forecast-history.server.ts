import { addDays, type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import { asSystem } from '../tenancy.server';
import { type AnsweredLine, commitRows, type OverrideCandidate, overrideRows } from './forecast-history';
import { type ForecastSource, historyDays, orderedFrom } from './history-orders';
import { insertRows, RowBuffer } from './insert-rows.server';
import { ORDER_TABLES, reorderRows } from './orders';
import { demoBuyer } from './people';
import type { SeedContext } from './seed-context';
import type { SeededSupply } from './supply.server';

/** Weeks in all that planners changed. */
const OVERRIDES = 60;

/**
 * Lets the past happen: publishes versions as of earlier weeks with the real engine and the real netting, with planners'
 * overrides before them and factories' answers after each, so that accuracy can be measured against what sold and was
 * ordered since. The stock of then is not kept: every SKU is taken to have stood at its target, with its lead time covered.
 * @returns the numbers of the versions
 */
export async function publishHistory(
  ctx: SeedContext,
  supply: SeededSupply,
  log: (line: string) => void,
): Promise<number[]> {
  const { runForecast } = await import('~/modules/forecast/commands/run-forecast.server');
  const days = historyDays(ctx);
  if (days.length === 0) return [];
  await writeOverrides(ctx, days[0]!);
  const stock = await keptStock();
  await giveEverySkuStock();
  const revision = new Map<string, number>();
  const numbers: number[] = [];
  let lines = 0;
  for (const [index, asOf] of days.entries()) {
    await standAsOf(ctx, days[0]!, asOf);
    const run = await runForecast({
      asOf,
      publish: true,
      reason: 'seed',
      publishAnyway: 'Seeded',
      now: toEpochDay(asOf) * 86_400_000 + 5 * 60_000,
      log,
    });
    numbers.push(run.number);
    await answer(ctx, { id: run.versionId, asOf }, revision);
    const until = days[index + 1] ?? weekOf(ctx.today);
    lines += await placeOrders(ctx, supply, { id: run.versionId, asOf }, until);
  }
  log(`${lines} order lines placed as those versions forecast`);
  await restoreStock(stock);
  await setAside(true);
  return numbers;
}

/** Places what was ordered while a version held, in the state that it has today. @returns how many lines */
async function placeOrders(
  ctx: SeedContext,
  supply: SeededSupply,
  version: { id: string; asOf: CalendarDate },
  until: CalendarDate,
): Promise<number> {
  return asSystem('seed:orders', async (tx) => {
    const rows = await tx.sql<ForecastSource[]>`
      select sourcing_id as "sourcingId", qty_mean as quantities from forecast_line
      where version_id = ${version.id} and total_p50 > 0`;
    const lines = new Map(rows.map((row) => [row.sourcingId, row]));
    const buffer = new RowBuffer(tx.sql, ORDER_TABLES);
    for (const factory of supply.factories) {
      const planned = orderedFrom(ctx, supply.sources.get(factory.slug)!, lines, version.asOf, until);
      const orders = reorderRows(ctx, factory, planned, demoBuyer(ctx), supply.numbers);
      for (const table of ORDER_TABLES) buffer.add(table, ...orders[table]);
      await buffer.settle();
    }
    await buffer.flush();
    return buffer.counts.po_line;
  });
}

/**
 * Takes the past versions out of sight, or brings them back. The version of a week ago is computed
 * without them: their promises were made from another stock than the one that is there.
 */
async function setAside(aside: boolean): Promise<void> {
  await asSystem('seed:versions', async (tx) => {
    await tx.sql`
      update forecast_version set status = ${aside ? 'draft' : 'superseded'}
      where ${aside ? tx.sql`status in ('published', 'superseded')` : tx.sql`status = 'draft'`}`;
  });
}

/** Brings the past versions back, and lets factories answer the version of a week ago, as the answers that hold. */
export async function answerVersion(
  ctx: SeedContext,
  version: { id: string; asOf: CalendarDate },
): Promise<void> {
  await setAside(false);
  await answer(ctx, version, await revisions());
  await asSystem('seed:commits', async (tx) => {
    await tx.sql`
      insert into commit_bucket (factory_id, id, sku_id, week, version_id, revision, forecast_quantity, commit_quantity,
        upside_quantity, reason_code, note, committed_by_name, committed_at, shortfall_minor, currency)
      select distinct on (c.factory_id, c.sku_id, c.week) c.factory_id, c.id, c.sku_id, c.week, c.version_id, c.revision,
        c.forecast_quantity, c.commit_quantity, c.upside_quantity, c.reason_code, c.note, c.committed_by_name,
        c.committed_at, 0, l.currency
      from forecast_commit c
      join forecast_line l on l.factory_id = c.factory_id and l.version_id = c.version_id and l.sku_id = c.sku_id
      order by c.factory_id, c.sku_id, c.week, c.revision desc
      on conflict (factory_id, sku_id, week) do nothing`;
  });
}

const revisions = (): Promise<Map<string, number>> =>
  asSystem('seed:commits', async (tx) => {
    const rows = await tx.sql<{ key: string; revision: number }[]>`
      select factory_id || ' ' || sku_id || ' ' || week as key, max(revision) as revision from forecast_commit group by 1`;
    return new Map(rows.map(({ key, revision }) => [key, revision]));
  });

interface KeptBalance {
  sku_id: string;
  warehouse_code: string;
  on_hand: number;
}

const keptStock = (): Promise<KeptBalance[]> =>
  asSystem('seed:stock', async (tx) => [
    ...(await tx.sql<KeptBalance[]>`select sku_id, warehouse_code, on_hand from stock_balance`),
  ]);

/** SKUs that the ledger keeps have no balance before it is written. */
async function giveEverySkuStock(): Promise<void> {
  await asSystem('seed:stock', async (tx) => {
    await tx.sql`
      insert into stock_balance (sku_id, warehouse_code, on_hand)
      select k.id, (select min(code) from warehouse), 0 from sku k
      where not exists (select from stock_balance b where b.sku_id = k.id)`;
  });
}

/**
 * Lets the balances, for as long as a version is computed, say what was there on its day: on the day of the first version as
 * much as target and lead time needed of what sold from then on, later what orders added to that and sales took from it.
 * What is on order counts as supply of its own.
 */
async function standAsOf(ctx: SeedContext, from: CalendarDate, asOf: CalendarDate): Promise<void> {
  await asSystem('seed:stock', async (tx) => {
    await tx.sql`
      with cover as (
        select k.id as sku_id, greatest(k.launched_on, ${from}::date) as since,
          (case k.abc_class when 'A' then 90 when 'B' then 45 else 15 end) + 7 + coalesce((
            select sum(ceil((s.production_lead_days + s.transit_lead_days) / 7.0) * 7 * s.share_bp) / nullif(sum(s.share_bp), 0)
            from sourcing s where s.sku_id = k.id and s.status <> 'suspended'), 0)::int as days
        from sku k
      ), sold as (
        select c.sku_id, c.days,
          coalesce(sum(d.units) filter (where d.sold_on < c.since + c.days), 0)::float8
            / nullif(greatest(0, least(c.days, ${ctx.today}::date - c.since)), 0) as per_day,
          coalesce(sum(d.units) filter (where d.sold_on < ${asOf}::date), 0) as taken
        from cover c left join sales_daily d on d.sku_id = c.sku_id and d.sold_on >= c.since and d.sold_on < ${ctx.today}::date
        group by c.sku_id, c.days, c.since
      ), placed as (
        select l.sku_id, coalesce(sum(s.quantity) filter (where o.issued_at >= ${from}::date), 0) as since,
          coalesce(sum(s.quantity - s.received_quantity) filter (where l.status not in ('received', 'closed')), 0) as open
        from purchase_order o
        join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
        join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
        where o.issued_at < ${asOf}::date + 1 and l.status not in ('draft', 'cancelled')
        group by 1
      ), stands as (
        select s.sku_id, greatest(0, coalesce(s.per_day, 0) * s.days - s.taken + coalesce(p.since, 0) - coalesce(p.open, 0))
          / greatest(1, (select count(*) from stock_balance b where b.sku_id = s.sku_id)) as pieces
        from sold s left join placed p on p.sku_id = s.sku_id
      )
      update stock_balance b set on_hand = round(w.pieces) from stands w where w.sku_id = b.sku_id`;
  });
}

async function restoreStock(kept: readonly KeptBalance[]): Promise<void> {
  await asSystem('seed:stock', async (tx) => {
    await tx.sql`
      delete from stock_balance b where not exists (
        select from jsonb_to_recordset(${JSON.stringify(kept)}::text::jsonb) as k(sku_id uuid, warehouse_code text)
        where k.sku_id = b.sku_id and k.warehouse_code = b.warehouse_code)`;
    await tx.sql`
      update stock_balance b set on_hand = k.on_hand
      from jsonb_to_recordset(${JSON.stringify(kept)}::text::jsonb) as k(sku_id uuid, warehouse_code text, on_hand int)
      where k.sku_id = b.sku_id and k.warehouse_code = b.warehouse_code`;
  });
}

/** Measures what has closed since, as the nightly job does. */
export async function measureHistory(ctx: SeedContext, log: (line: string) => void): Promise<void> {
  const { measureAccuracy } = await import('~/modules/forecast/commands/measure-accuracy.server');
  await measureAccuracy({ asOf: ctx.today, log });
}

/** What planners changed: weeks of the best sellers since the first version that sold unlike the weeks before. */
async function writeOverrides(ctx: SeedContext, from: CalendarDate): Promise<void> {
  await asSystem('seed:overrides', async (tx) => {
    const candidates = await tx.sql<OverrideCandidate[]>`
      with weekly as (
        select sku_id, market_code, date_trunc('week', sold_on)::date as week, sum(units)::int as sold
        from sales_daily where sold_on >= ${from}::date - 28 and sold_on < date_trunc('week', ${ctx.today}::date)
        group by 1, 2, 3
      ), moved as (
        select *, abs(sold - avg(sold) over before) / nullif(avg(sold) over before, 0) as jump
        from weekly window before as (partition by sku_id, market_code order by week rows between 4 preceding and 1 preceding)
      )
      select m.sku_id as "skuId", k.code as "skuCode", m.market_code as "marketCode", m.week::text as week, m.sold
      from moved m join sku k on k.id = m.sku_id
      where m.week >= ${from}::date + 35 and m.sold >= 20 and m.jump between 0.25 and 2
      order by m.sold * m.jump desc, k.code, m.market_code, m.week limit ${OVERRIDES}`;
    await insertRows(
      tx.sql,
      'forecast_override',
      overrideRows(ctx, candidates, demoBuyer(ctx), addDays(from, -1)),
    );
  });
}

async function answer(
  ctx: SeedContext,
  version: { id: string; asOf: CalendarDate },
  revision: Map<string, number>,
): Promise<void> {
  await asSystem('seed:commits', async (tx) => {
    const lines = await tx.sql<AnsweredLine[]>`
      select l.factory_id as "factoryId", l.sku_id as "skuId", l.sku_code as "skuCode",
        s.order_multiple as "orderMultiple", l.qty_p50 as quantities
      from forecast_line l join sourcing s on s.factory_id = l.factory_id and s.id = l.sourcing_id
      where l.version_id = ${version.id} and l.total_p50 > 0 order by l.factory_id, l.sku_code`;
    const people = await tx.sql<{ factoryId: string; name: string }[]>`
      select distinct on (factory_id) factory_id as "factoryId", display_name as name from membership
      where role in ('planner', 'owner') order by factory_id, role desc, display_name`;
    const names = new Map(people.map(({ factoryId, name }) => [factoryId, name]));
    const rows = commitRows(ctx, version, lines, (factoryId) => names.get(factoryId) ?? '', revision);
    for (let from = 0; from < rows.length; from += 2000) {
      await insertRows(tx.sql, 'forecast_commit', rows.slice(from, from + 2000));
    }
  });
}
