import postgres from 'postgres';
import { addDays, type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import { demoBuyer } from './people';
import type { SeedContext } from './seed-context';

/** SKUs whose placement is thought about: all of the demonstration, and enough of a larger world to look at. */
const PLACED_SKUS = 200;

/**
 * A version as of a week ago and one as of the anchor date, so that a change can be seen; in between, what was left to order of
 * that week is placed.
 */
export async function publishForecasts(ctx: SeedContext, log: (line: string) => void): Promise<number[]> {
  const { runForecast } = await import('~/modules/forecast/commands/run-forecast.server');
  const { placeForecastOrders } = await import('./forecast-orders.server');
  const { answerVersion, measureHistory } = await import('./forecast-history.server');
  const publish = (asOf: CalendarDate) =>
    runForecast({
      asOf,
      publish: true,
      reason: 'seed',
      publishAnyway: 'Seeded',
      now: toEpochDay(asOf) * 86_400_000 + 5 * 60_000,
      log,
    });
  const weekAgo = addDays(ctx.today, -7);
  const first = await publish(weekAgo);
  const orders = await placeForecastOrders(ctx, first.versionId, weekAgo);
  log(`${orders} orders placed as version ${first.number} forecast`);
  await answerVersion(ctx, { id: first.versionId, asOf: weekAgo });
  const second = await publish(ctx.today);
  await measureHistory(ctx, log);
  return [first.number, second.number];
}

/** What jobs keep up to date every night: the list of stock, the odds of clocks, scores and placements. */
export async function deriveFigures(ctx: SeedContext, log: (line: string) => void): Promise<void> {
  const { runStockSummary } = await import('~/modules/inventory/commands/summarise-stock.server');
  const { runAllocation } = await import('~/modules/inventory/commands/propose-allocation.server');
  const { forecastDemand } = await import('~/modules/forecast/queries/forecast-demand.server');
  const { refreshSellOutOdds } = await import('~/modules/forecast/commands/refresh-sell-out-odds.server');
  const { pastLaunches } = await import('~/modules/inventory/queries/past-launches.server');
  const { scoreCandidates } = await import('~/modules/orders/commands/score-candidates.server');
  const { asSystem } = await import('../tenancy.server');
  const { skus } = await runStockSummary(ctx.today, { actor: 'db:seed' });
  const odds = await refreshSellOutOdds(null, Date.now());
  const scores = await asSystem('seed:candidates', async (tx) =>
    scoreCandidates(tx, await pastLaunches(tx, ctx.today), ctx.today),
  );
  const now = toEpochDay(ctx.today) * 86_400_000;
  const { proposed } = await runAllocation({ demandOf: forecastDemand, now, atMost: PLACED_SKUS });
  log(`Stock of ${skus} SKUs summed, odds of ${odds} clocks and scores of ${scores} candidates computed`);
  log(`${proposed} better placements of stock proposed`);
}

/**
 * A storm that is forecast for the coming days where most pieces with another source are on order, and what could move away
 * from it: what a buyer has to decide on.
 */
export async function openStorm(ctx: SeedContext, log: (line: string) => void): Promise<void> {
  const { workOutMoves } = await import('~/modules/orders/commands/risk-notices.server');
  const { capacityLeft } = await import('~/modules/capacity/queries/capacity-left.server');
  const { asSystem } = await import('../tenancy.server');
  const moves = await asSystem('seed:risk', async (tx) => {
    const [factory] = await tx.sql<{ id: string }[]>`
      select s.factory_id as id from po_line_schedule s
      join po_line l on l.factory_id = s.factory_id and l.id = s.po_line_id
      where s.requested_ship_on between ${ctx.today}::date and ${ctx.today}::date + 28
        and l.status in ('issued', 'acknowledged')
        and exists (select from sourcing o where o.sku_id = l.sku_id and o.factory_id <> l.factory_id
          and o.status <> 'suspended')
      group by 1 order by sum(s.quantity) desc, 1 limit 1`;
    if (!factory) return null;
    const id = ctx.id('risk_notice', 'storm');
    const [fromDay, toDay] = [ctx.today, addDays(ctx.today, 21)];
    await tx.sql`
      insert into risk_notice (factory_id, id, kind, title, from_day, to_day, note, created_by_name)
      values (${factory.id}, ${id}, 'weather', '强台风 Typhoon', ${fromDay}, ${toDay},
        ${'预计三天后登陆，工厂停工、港口封闭。Landfall is expected in three days: the factory stops and the port closes.'},
        ${demoBuyer(ctx).name})`;
    return workOutMoves(tx, { id, factoryId: factory.id, fromDay, toDay }, ctx.today, (ids) =>
      capacityLeft(tx, ids, ctx.today),
    );
  });
  if (moves !== null) log(`${moves} order lines could move away from a storm`);
}

/** Derives what the lists of orders filter and sort by, as the commands do for orders that people place. */
export async function summariseOrders(ctx: SeedContext, adminUrl: string): Promise<void> {
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
