import type { PlatformTx } from '~db/tenancy.server';
import type { CheckFacts } from '../domain/publish-checks';

/** Weeks over which markets are compared. */
const MARKET_WEEKS = 13;
/** Lines that are looked at one by one. */
const MOVED_LINES = 50;

type Facts = Omit<CheckFacts, 'asOf' | 'feeds' | 'sourcedSkus'>;

/**
 * The figures of a version that its checks look at, beside those of the version before over the weeks that both cover.
 * @param usdPerMinor what a minor unit of each currency is worth
 * @param weeksAgo whole weeks between both versions' first weeks
 */
export async function selectCheckFacts(
  tx: PlatformTx,
  versionId: string,
  previousId: string | null,
  weeksAgo: number,
  usdPerMinor: ReadonlyMap<string, number>,
): Promise<Facts> {
  const { sql } = tx;
  const currencies = [...usdPerMinor.keys()];
  const factors = [...usdPerMinor.values()];
  // Both sides of a line in one row: its pieces in the weeks that both versions cover, and what the one before said of them.
  const worth = sql`
    select l.sku_code, l.factory_id, (a.now * l.unit_cost_minor * r.factor)::float8 as usd,
      (a.before * l.unit_cost_minor * r.factor)::float8 as before_usd
    from forecast_line l
    join unnest(${currencies}::text[], ${factors}::float8[]) r(currency, factor) on r.currency = l.currency
    cross join lateral (
      select coalesce(sum(x) filter (where n <= cardinality(l.qty_p50) - ${weeksAgo}::int), 0) as now,
        coalesce(sum(y), 0) as before
      from unnest(l.qty_p50, l.prev_p50) with ordinality u(x, y, n)
    ) a
    where l.version_id = ${versionId}`;
  const factories = await sql<Facts['factories'][number][]>`
    select f.slug, sum(w.usd) as usd, sum(w.before_usd) as "previousUsd"
    from (${worth}) w join factory f on f.id = w.factory_id group by f.slug order by f.slug`;
  const movedLines = await sql<Facts['movedLines'][number][]>`
    select w.sku_code as sku, f.slug as factory, w.usd, w.before_usd as "previousUsd"
    from (${worth}) w join factory f on f.id = w.factory_id where w.usd <> w.before_usd
    order by abs(w.usd - w.before_usd) desc, w.sku_code, f.slug limit ${MOVED_LINES}`;
  const sourcedFactories = await sql<Facts['sourcedFactories'][number][]>`
    select f.slug, exists (
        select from forecast_line l where l.factory_id = f.id and l.version_id = ${versionId}) as "hasLines"
    from factory f where f.status <> 'suspended' and exists (
      select from sourcing s join sku k on k.id = s.sku_id
      where s.factory_id = f.id and s.status <> 'suspended' and k.status in ('active', 'phasing_out'))
    order by f.slug`;
  const units = (id: string | null) => sql`
    select market_code, sum(m.units) as units from demand_line d
    cross join lateral (select sum(x) as units from unnest(d.mean[1:${MARKET_WEEKS}]) x) m
    where version_id = ${id} and market_code <> '*' group by market_code`;
  const markets = await sql<Facts['markets'][number][]>`
    select coalesce(n.market_code, b.market_code) as market, coalesce(n.units, 0)::float8 as units,
      coalesce(b.units, 0)::float8 as "previousUnits"
    from (${units(versionId)}) n full join (${units(previousId)}) b using (market_code) order by 1`;
  const [series] = await sql<{ series: number; tested: number; untold: number; examples: string[] }[]>`
    select (count(*) filter (where market_code <> '*'))::int as series,
      (count(*) filter (where market_code <> '*' and backtest_wape is not null))::int as tested,
      (count(*) filter (where market_code = '*' and history_weeks = 0))::int as untold,
      array(select k.code from demand_line e join sku k on k.id = e.sku_id
        where e.version_id = ${versionId} and e.market_code = '*' and e.history_weeks = 0
        order by k.code limit 10) as examples
    from demand_line where version_id = ${versionId}`;
  const counts = await sql<{ id: string; lines: number }[]>`
    select version_id as id, count(*)::int as lines from forecast_line
    where version_id in ${sql([versionId, previousId ?? versionId])} group by version_id`;
  const linesOf = (id: string | null) => counts.find((row) => row.id === id)?.lines ?? 0;
  return {
    hasPrevious: previousId !== null,
    lines: linesOf(versionId),
    previousLines: linesOf(previousId),
    factories,
    movedLines,
    sourcedFactories,
    markets,
    series: series!.series,
    seriesWithBacktest: series!.tested,
    skusWithoutHistory: { count: series!.untold, examples: series!.examples },
  };
}

/** The currencies of a version's lines. */
export async function selectLineCurrencies(tx: PlatformTx, versionId: string): Promise<string[]> {
  const rows = await tx.sql<{ currency: string }[]>`
    select distinct currency from forecast_line where version_id = ${versionId} order by currency`;
  return rows.map(({ currency }) => currency);
}
