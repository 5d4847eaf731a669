import type { Fragment } from 'postgres';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { OrderSort } from '../domain/accuracy/choices';
import { ORDER_PERIOD_WEEKS, type OrderSums } from '../domain/accuracy/scorecard';
import { nowhereOf, type PlacedQuery, placedPage } from './placed-page.server';

export interface OrderQuery {
  /** First and last release week, Mondays, whole periods apart. */
  from: string;
  to: string;
  /** One factory's rows; in a factory's scope its own in any case. */
  factoryId?: string | undefined;
  category?: string | undefined;
  q?: string | undefined;
}

type ReadTx = TenantTx | PlatformTx;

export interface OrderGroup extends OrderSums {
  key: string;
  nameEn: string;
  nameZh: string;
  sorted: number | null;
}

export interface OrderWeek {
  week: string;
  forecast: number;
  /** Null where nothing was committed. */
  commit: number | null;
  ordered: number;
  frozen: number;
  churn: number;
}

/** The last release week that was measured; null before the first. */
export async function selectLastOrderWeek(tx: ReadTx): Promise<string | null> {
  const [row] = await tx.sql<
    { week: string | null }[]
  >`select max(week)::text as week from order_accuracy a ${own(tx)}`;
  return row?.week ?? null;
}

const own = (tx: ReadTx): Fragment =>
  'factoryId' in tx ? tx.sql`where a.factory_id = ${tx.factoryId}` : tx.sql``;

function filters(tx: ReadTx, query: OrderQuery): Fragment {
  const { sql } = tx;
  const factoryId = 'factoryId' in tx ? tx.factoryId : query.factoryId;
  const like = query.q === undefined ? '' : `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`a.week between ${query.from}::date and ${query.to}::date
    ${factoryId ? sql`and a.factory_id = ${factoryId}` : sql``}
    ${query.category ? sql`and a.category_code = ${query.category}` : sql``}
    ${query.q && factoryId ? sql`and a.sku_code ilike ${like}` : sql``}
    ${query.q && !factoryId ? sql`and a.factory_id in (select id from factory where slug ilike ${like} or name_en ilike ${like} or name_zh ilike ${like})` : sql``}`;
}

/** Pieces per SKU and period of four weeks. */
const periods = (tx: ReadTx, query: OrderQuery): Fragment => tx.sql`
  select a.factory_id, a.sku_code, sum(a.ordered_quantity) as ordered, sum(a.forecast_quantity) as forecast,
    sum(a.naive_quantity) as naive, sum(a.commit_quantity) as commit,
    sum(a.ordered_quantity) filter (where a.commit_quantity is not null) as commit_ordered,
    sum(a.forecast_quantity) filter (where a.commit_quantity is not null) as commit_forecast,
    sum(a.due_quantity) as due, sum(a.on_time_quantity) as on_time, sum(a.frozen_quantity) as frozen,
    sum(a.churn_quantity) as churn
  from order_accuracy a where ${filters(tx, query)}
  group by a.factory_id, a.sku_code, (${query.to}::date - a.week) / ${ORDER_PERIOD_WEEKS * 7}::int`;

const sums = (tx: ReadTx): Fragment => tx.sql`
  count(*)::int as periods, coalesce(sum(ordered), 0)::float8 as ordered, coalesce(sum(forecast), 0)::float8 as forecast,
  coalesce(sum(abs(forecast - ordered)), 0)::float8 as "forecastAbs",
  coalesce(sum(abs(naive - ordered)), 0)::float8 as "naiveAbs", count(commit)::int as "committedPeriods",
  coalesce(sum(commit), 0)::float8 as commit, coalesce(sum(commit_ordered), 0)::float8 as "commitOrdered",
  coalesce(sum(commit_forecast), 0)::float8 as "commitForecast",
  coalesce(sum(abs(commit - commit_ordered)), 0)::float8 as "commitAbs",
  coalesce(sum(abs(commit_forecast - commit_ordered)) filter (where commit is not null), 0)::float8 as "commitForecastAbs",
  coalesce(sum(due), 0)::float8 as due, coalesce(sum(on_time), 0)::float8 as "onTime",
  coalesce(sum(frozen), 0)::float8 as frozen, coalesce(sum(churn), 0)::float8 as churn`;

/** The sums over all rows that the filters leave. */
export async function selectOrderTotals(tx: ReadTx, query: OrderQuery): Promise<OrderSums> {
  const [row] = await tx.sql<OrderSums[]>`select ${sums(tx)} from (${periods(tx, query)}) p`;
  return row!;
}

/** Pieces per release week, oldest first. */
export function selectOrderWeeks(tx: ReadTx, query: OrderQuery): Promise<OrderWeek[]> {
  return tx.sql<OrderWeek[]>`
    select a.week::text as week, sum(a.forecast_quantity)::float8 as forecast, sum(a.commit_quantity)::float8 as commit,
      sum(a.ordered_quantity)::float8 as ordered, sum(a.frozen_quantity)::float8 as frozen,
      sum(a.churn_quantity)::float8 as churn
    from order_accuracy a where ${filters(tx, query)} group by a.week order by a.week`;
}

const SORTS = {
  ordered: 'ordered',
  wape: '"forecastAbs" / nullif(ordered, 0)',
  bias: '(forecast - ordered) / nullif(ordered, 0)',
  churn: 'churn / nullif(frozen, 0)',
  on_time: '"onTime" / nullif(due, 0)',
  commit_wape: '"commitAbs" / nullif("commitOrdered", 0)',
  commit_bias: '(commit - "commitOrdered") / nullif("commitOrdered", 0)',
} as const satisfies Record<Exclude<OrderSort, 'key'>, string>;

/** Sums per SKU of one factory, or per factory, in the asked order, from a place on: rows without the figure come last. */
export function selectOrderGroups(
  tx: ReadTx,
  query: OrderQuery &
    PlacedQuery & {
      by: 'sku' | 'factory';
      sort: OrderSort;
    },
): Promise<OrderGroup[]> {
  const { sql } = tx;
  const figure = query.sort === 'key' ? sql`null::float8` : sql.unsafe(`(${SORTS[query.sort]})::float8`);
  const nowhere = nowhereOf(query);
  return sql<OrderGroup[]>`
    with grouped as (
      select ${query.by === 'sku' ? sql`sku_code` : sql`factory_id`} as id, ${sums(tx)}
      from (${periods(tx, query)}) p group by 1
    ), placed as (
      select g.*, ${
        query.by === 'sku'
          ? sql`g.id as key, g.id as "nameEn", g.id as "nameZh"`
          : sql`f.slug as key, f.name_en as "nameEn", f.name_zh as "nameZh"`
      }, ${figure} as sorted, coalesce(${figure}, ${nowhere}::float8) as place
      from grouped g ${query.by === 'sku' ? sql`` : sql`join factory f on f.id = g.id`}
    )
    ${placedPage(tx, query)}`;
}
