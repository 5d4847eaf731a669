import type { Fragment } from 'postgres';
import type { PlatformTx } from '~db/tenancy.server';
import type { DemandGroup, DemandSort } from '../domain/accuracy/choices';
import type { AccuracySums } from '../domain/accuracy/measures';
import { nowhereOf, type PlacedQuery, placedPage } from './placed-page.server';

export interface DemandQuery {
  /** First week, a Monday. */
  from: string;
  category?: string | undefined;
  class?: string | undefined;
  market?: string | undefined;
  q?: string | undefined;
}

/** Sums of the weeks that a forecast can be judged by; stock-outs hid demand in the others, which are only counted. */
export interface WeekSums extends AccuracySums {
  week: string;
  censored: number;
  censoredUnits: number;
  /** Of the weeks that a planner changed. */
  overridden: number;
  overriddenActual: number;
  overriddenModelAbs: number;
  overriddenFinalAbs: number;
}

export interface GroupSums extends AccuracySums {
  key: string;
  nameEn: string;
  nameZh: string;
  censored: number;
  /** What it is sorted by; null where it has none. */
  sorted: number | null;
}

/** The last week that was measured; null before the first. */
export async function selectLastMeasuredWeek(tx: PlatformTx): Promise<string | null> {
  const [row] = await tx.sql<{ week: string | null }[]>`select max(week)::text as week from demand_accuracy`;
  return row?.week ?? null;
}

function filters(tx: PlatformTx, query: DemandQuery, isByMarket: boolean): Fragment {
  const { sql } = tx;
  return sql`a.week >= ${query.from}::date
    ${query.market ? sql`and a.market_code = ${query.market}` : isByMarket ? sql`and a.market_code <> '*'` : sql`and a.market_code = '*'`}
    ${query.category ? sql`and a.category_code = ${query.category}` : sql``}
    ${query.class ? sql`and a.abc_class = ${query.class}` : sql``}
    ${query.q ? sql`and a.sku_id in (select id from sku where code ilike ${like(query.q)} or name_en ilike ${like(query.q)} or name_zh ilike ${like(query.q)})` : sql``}`;
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** The measured rows as double precision, with each one's error; what sumsOfWeek says of a row. */
function rows(tx: PlatformTx, query: DemandQuery, isByMarket: boolean): Fragment {
  return tx.sql`
    select a.sku_id, a.market_code, a.week, a.version_id, a.category_code, a.abc_class, a.is_censored, a.has_override,
      a.actual::float8 as actual, a.naive::float8 - a.actual as naive_err, a.model::float8 - a.actual as model_err,
      a.final::float8 - a.actual as final_err, nullif(a.scale, 0)::float8 as scale,
      (a.actual >= a.p10 and a.actual <= a.p90)::int as inside,
      (greatest(0.1 * (a.actual::float8 - a.p10), -0.9 * (a.actual::float8 - a.p10))
        + greatest(0.5 * (a.actual::float8 - a.p50), -0.5 * (a.actual::float8 - a.p50))
        + greatest(0.7 * (a.actual::float8 - a.p70), -0.3 * (a.actual::float8 - a.p70))
        + greatest(0.8 * (a.actual::float8 - a.p80), -0.2 * (a.actual::float8 - a.p80))
        + greatest(0.9 * (a.actual::float8 - a.p90), -0.1 * (a.actual::float8 - a.p90))) * 2 / 5 as loss
    from demand_accuracy a where ${filters(tx, query, isByMarket)}`;
}

function sums(tx: PlatformTx): Fragment {
  return tx.sql`
    count(*) filter (where not is_censored)::int as weeks,
    coalesce(sum(actual) filter (where not is_censored), 0) as actual,
    coalesce(sum(abs(naive_err)) filter (where not is_censored), 0) as "naiveAbs",
    coalesce(sum(naive_err) filter (where not is_censored), 0) as "naiveErr",
    coalesce(sum(abs(model_err)) filter (where not is_censored), 0) as "modelAbs",
    coalesce(sum(model_err) filter (where not is_censored), 0) as "modelErr",
    coalesce(sum(abs(final_err)) filter (where not is_censored), 0) as "finalAbs",
    coalesce(sum(final_err) filter (where not is_censored), 0) as "finalErr",
    coalesce(sum(abs(final_err) / scale) filter (where not is_censored), 0) as scaled,
    count(scale) filter (where not is_censored)::int as "scaledWeeks",
    coalesce(sum(loss) filter (where not is_censored), 0) as "quantileLoss",
    coalesce(sum(inside) filter (where not is_censored), 0)::int as inside,
    count(*) filter (where is_censored)::int as censored`;
}

/** Sums per week, oldest first. */
export function selectWeekSums(tx: PlatformTx, query: DemandQuery): Promise<WeekSums[]> {
  return tx.sql<WeekSums[]>`
    select week::text as week, ${sums(tx)},
      coalesce(sum(actual) filter (where is_censored), 0) as "censoredUnits",
      count(*) filter (where has_override and not is_censored)::int as overridden,
      coalesce(sum(actual) filter (where has_override and not is_censored), 0) as "overriddenActual",
      coalesce(sum(abs(model_err)) filter (where has_override and not is_censored), 0) as "overriddenModelAbs",
      coalesce(sum(abs(final_err)) filter (where has_override and not is_censored), 0) as "overriddenFinalAbs"
    from (${rows(tx, query, false)}) r group by r.week order by r.week`;
}

const GROUP_COLUMNS = {
  sku: 'sku_id',
  category: 'category_code',
  class: 'abc_class',
  market: 'market_code',
  version: 'version_id',
  week: 'week',
} as const satisfies Record<DemandGroup, string>;

const SORTS = {
  actual: 'actual',
  wape: '"finalAbs" / nullif(actual, 0)',
  bias: '"finalErr" / nullif(actual, 0)',
  mase: 'scaled / nullif("scaledWeeks", 0)',
  loss: '"quantileLoss" / nullif(actual, 0)',
  coverage: 'inside::float8 / nullif(weeks, 0)',
  naive: '("naiveAbs" - "finalAbs") / nullif(actual, 0)',
  override: '("modelAbs" - "finalAbs") / nullif(actual, 0)',
} as const satisfies Record<Exclude<DemandSort, 'key'>, string>;

/** Sums per group in the asked order, from a place on: rows without the figure come last. */
export async function selectDemandGroups(
  tx: PlatformTx,
  query: DemandQuery &
    PlacedQuery & {
      by: DemandGroup;
      sort: DemandSort;
    },
): Promise<GroupSums[]> {
  const { sql } = tx;
  const column = sql.unsafe(GROUP_COLUMNS[query.by]);
  const figure = query.sort === 'key' ? sql`null::float8` : sql.unsafe(`(${SORTS[query.sort]})::float8`);
  const [named, join] = naming(tx, query.by);
  const nowhere = nowhereOf(query);
  return sql<GroupSums[]>`
    with grouped as (
      select ${column} as id, ${sums(tx)} from (${rows(tx, query, query.by === 'market')}) r group by 1
    ), placed as (
      select ${named}, g.*, ${figure} as sorted, coalesce(${figure}, ${nowhere}::float8) as place
      from grouped g ${join}
    )
    ${placedPage(tx, query)}`;
}

/** The key and the names of a group, and what they are read from. */
function naming(tx: PlatformTx, by: DemandGroup): [Fragment, Fragment] {
  const { sql } = tx;
  if (by === 'sku')
    return [sql`k.code as key, k.name_en as "nameEn", k.name_zh as "nameZh"`, sql`join sku k on k.id = g.id`];
  if (by === 'version')
    return [
      sql`lpad(v.number::text, 8, '0') as key, v.first_week::text as "nameEn", v.first_week::text as "nameZh"`,
      sql`join forecast_version v on v.id = g.id`,
    ];
  if (by === 'category')
    return [
      sql`g.id as key, c.name_en as "nameEn", c.name_zh as "nameZh"`,
      sql`join product_category c on c.code = g.id`,
    ];
  if (by === 'market')
    return [
      sql`g.id as key, m.name_en as "nameEn", m.name_zh as "nameZh"`,
      sql`join market m on m.code = g.id`,
    ];
  return [sql`g.id::text as key, g.id::text as "nameEn", g.id::text as "nameZh"`, sql``];
}
