import postgres from 'postgres';
import { addDays, type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import type { SeedContext } from './seed-context';

/** SKUs whose placement is thought about: all of the demonstration, and enough of a larger world to look at. */
const PLACED_SKUS = 200;

/**
 * The versions of earlier weeks, then one as of a week ago and one as of the anchor date, so that a change can be seen; in
 * between, the orders of that week are placed.
 */
export async function publishForecasts(ctx: SeedContext, log: (line: string) => void): Promise<number[]> {
  const { runForecast } = await import('~/modules/forecast/commands/run-forecast.server');
  const { placeForecastOrders } = await import('./forecast-orders.server');
  const { answerVersion, measureHistory, publishHistory } = await import('./forecast-history.server');
  const publish = (asOf: CalendarDate) =>
    runForecast({
      asOf,
      publish: true,
      reason: 'seed',
      publishAnyway: 'Seeded',
      now: toEpochDay(asOf) * 86_400_000 + 5 * 60_000,
      log,
    });
  const history = await publishHistory(ctx, log);
  const weekAgo = addDays(ctx.today, -7);
  const first = await publish(weekAgo);
  const orders = await placeForecastOrders(ctx, first.versionId, weekAgo);
  log(`${orders} orders placed as version ${first.number} forecast`);
  await answerVersion(ctx, { id: first.versionId, asOf: weekAgo });
  const second = await publish(ctx.today);
  await measureHistory(ctx, log);
  return [...history, first.number, second.number];
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
