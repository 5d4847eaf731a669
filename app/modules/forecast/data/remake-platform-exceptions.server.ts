import type { PlatformTx } from '~db/tenancy.server';
import { EXCEPTION_LIMITS as LIMITS } from '../domain/exceptions/exception-kinds';

const KEEP_DAYS = 7;

/** US cents for one minor unit of a currency. */
export interface CentsRate {
  currency: string;
  cents: number;
}

/** The currencies of a version's lines. */
export async function selectLineCurrencies(tx: PlatformTx, versionId: string): Promise<string[]> {
  const rows = await tx.sql<{ currency: string }[]>`
    select distinct currency from forecast_line where version_id = ${versionId}
    union select distinct currency from commit_bucket where shortfall_quantity > 0`;
  return rows.map(({ currency }) => currency);
}

/**
 * Remakes the platform's exceptions from a version by statements over all lines at once. Money stands in US cents at the
 * latest rates; of each kind the most expensive ones are kept.
 */
export async function remakePlatformExceptions(
  tx: PlatformTx,
  versionId: string,
  day: string,
  rates: readonly CentsRate[],
): Promise<void> {
  const { sql } = tx;
  await sql`delete from platform_exception where day = ${day}::date or day < ${day}::date - ${KEEP_DAYS}::int`;
  await sql`
    with rate as (
      select * from jsonb_to_recordset(${JSON.stringify(rates)}::text::jsonb) r(currency text, cents float8)
    ), line as (
      select l.*, l.unit_cost_minor * r.cents as unit_cents, v.first_week, v.as_of
      from forecast_line l join rate r on r.currency = l.currency join forecast_version v on v.id = l.version_id
      where l.version_id = ${versionId}
    )
    insert into platform_exception (id, kind, day, about_factory_id, sku_id, sku_code, week, version_id, money_minor, currency, params)
    select md5(${versionId} || kind || coalesce(factory_id::text, '') || sku_id::text || coalesce(week::text, '')
        || coalesce(params ->> 'market', ''))::uuid,
      kind, ${day}::date, factory_id, sku_id, sku_code, week, ${versionId}::uuid, round(money)::bigint, 'USD', params
    from (
      select *, row_number() over (partition by kind order by money desc, sku_id) as place
      from (${jumps(tx)} union all ${shortfalls(tx)} union all ${silentFactories(tx)} union all ${drifts(tx)}
        union all ${stockOuts(tx)} union all ${staleFeeds(tx, versionId)} union all ${unknownSkus(tx)}
        union all ${endingOverrides(tx)}) found
      where money >= 1
    ) ranked
    where place <= ${LIMITS.perKind}`;
}

function jumps({ sql }: PlatformTx) {
  return sql`
    select 'jump' as kind, factory_id, sku_id, sku_code, null::date as week, abs(change_p50) * unit_cents as money,
      jsonb_build_object('change', change_p50, 'now', total_p50) as params
    from line
    where change_kind in ('up', 'down')
      and abs(change_p50) > ${LIMITS.movedShare}::float8 * greatest(total_p50 - change_p50, 1)`;
}

function shortfalls({ sql }: PlatformTx) {
  return sql`
    select 'shortfall', c.factory_id, c.sku_id, l.sku_code, min(c.week), sum(c.shortfall_quantity) * l.unit_cents,
      jsonb_build_object('pieces', sum(c.shortfall_quantity), 'weeks', count(*))
    from commit_bucket c join line l on l.factory_id = c.factory_id and l.sku_id = c.sku_id
    where c.shortfall_quantity > 0 and c.week >= l.first_week
    group by c.factory_id, c.sku_id, l.sku_code, l.unit_cents`;
}

/** Factories that have answered nothing of what is to come; the SKU is the largest. */
function silentFactories({ sql }: PlatformTx) {
  return sql`
    select 'noAnswers', l.factory_id, (array_agg(l.sku_id order by near.pieces * l.unit_cents desc))[1],
      (array_agg(l.sku_code order by near.pieces * l.unit_cents desc))[1], null::date, sum(near.pieces * l.unit_cents),
      jsonb_build_object('skus', count(*), 'pieces', sum(near.pieces))
    from line l cross join lateral (
      select coalesce(sum(q), 0)::int as pieces from unnest(l.qty_p50[1:l.frozen_weeks + l.firm_weeks]) q
    ) near
    where near.pieces > 0 and not exists (
      select 1 from commit_bucket c where c.factory_id = l.factory_id and c.week >= l.first_week)
    group by l.factory_id`;
}

/** SKUs whose forecast has been too high, or too low, for weeks: money is four more such weeks. */
function drifts({ sql }: PlatformTx) {
  const { weeks, least, share } = LIMITS.bias;
  return sql`
    select 'bias', null::uuid, a.sku_id, l.sku_code, null::date,
      abs(a.error) / a.weeks * 4 * l.unit_cents,
      jsonb_build_object('bias', round((a.error / a.actual * 100)::numeric), 'weeks', a.weeks)
    from (
      select sku_id, count(*)::int as weeks, sum(final - actual)::float8 as error,
        greatest(sum(actual), 1)::float8 as actual
      from demand_accuracy
      where market_code = '*' and not is_censored
        and week >= (select min(first_week) from line) - 7 * ${weeks}::int
        and week < (select min(first_week) from line)
      group by sku_id having count(*) >= ${least}::int
    ) a
    join lateral (select sku_code, min(unit_cents) as unit_cents from line where line.sku_id = a.sku_id group by 1) l on true
    where abs(a.error) > ${share}::float8 * a.actual`;
}

/**
 * SKUs that run out before anything ordered now could arrive: on hand and what comes in, less the median demand, week by week
 * up to the shortest lead time. The first week below nothing is named; money is what is missing by then at cost.
 */
function stockOuts({ sql }: PlatformTx) {
  return sql`
    select 'stockOut', null::uuid, s.sku_id, s.sku_code, s.first_week + 7 * low.week, low.missing * s.unit_cents,
      jsonb_build_object('pieces', ceil(low.missing), 'lead', s.lead)
    from (
      select c.*, (t.input ->> 'onHand')::float8 as on_hand, (t.input ->> 'remainingDays')::float8 / 7 as first_share,
        t.input -> 'receipts' as receipts, t.demand -> '*' -> 'p50' as demand
      from (
        select distinct on (sku_id) sku_id, sku_code, unit_cents, first_week, factory_id, id,
          min(lead_time_weeks) over (partition by sku_id) as lead
        from line where input_hash <> 'dropped' order by sku_id, lead_time_weeks, id
      ) c
      join forecast_trace t on t.factory_id = c.factory_id and t.id = c.id
      where t.input is not null
      offset 0
    ) s
    cross join lateral (
      select min(w.n) filter (where w.stock < 0) as week, -min(w.stock) as missing
      from (
        select g.n, s.on_hand
          + sum(coalesce(r.pieces, 0) - coalesce((s.demand ->> g.n)::float8, 0)
              * case when g.n = 0 then s.first_share else 1 end) over (order by g.n) as stock
        from generate_series(0, s.lead - 1) g(n)
        left join (
          select (x ->> 'week')::int as week, sum((x ->> 'quantity')::float8) as pieces
          from jsonb_array_elements(s.receipts) x group by 1
        ) r on r.week = g.n
      ) w
    ) low
    where low.week is not null`;
}

/** Markets without sales for days, as the checks of the version found them; money is what is ordered for their share. */
function staleFeeds({ sql }: PlatformTx, versionId: string) {
  return sql`
    select 'staleFeed', null::uuid, l.sku_id, l.sku_code, null::date,
      (item -> 'params' ->> 'share')::float8 / 100 * (select sum(total_p50 * unit_cents) from line),
      jsonb_build_object('market', item ->> 'label', 'days', item -> 'params' -> 'daysAgo',
        'lastDay', item -> 'params' ->> 'lastDay')
    from forecast_version v
    cross join lateral jsonb_array_elements(coalesce(v.checks, '[]'::jsonb)) c
    cross join lateral jsonb_array_elements(coalesce(c -> 'items', '[]'::jsonb)) item
    join lateral (
      select sku_id, sku_code from line where item ->> 'label' = any(markets)
      order by total_p50 * unit_cents desc, sku_id limit 1
    ) l on true
    where v.id = ${versionId} and c ->> 'code' = 'feed_ended'`;
}

function unknownSkus({ sql }: PlatformTx) {
  return sql`
    select 'noHistory', null::uuid, l.sku_id, min(l.sku_code), null::date, sum(l.total_p50 * l.unit_cents),
      jsonb_build_object('weeks', min(d.history_weeks), 'pieces', sum(l.total_p50))
    from line l
    join demand_line d on d.sku_id = l.sku_id and d.version_id = l.version_id and d.market_code = '*'
    where d.history_weeks < ${LIMITS.historyWeeks}::int group by l.sku_id`;
}

/** Overrides whose last week is near: the engine's figure comes back then. */
function endingOverrides({ sql }: PlatformTx) {
  return sql`
    select 'overrideEnds', null::uuid, o.sku_id, l.sku_code, o.last_week, o.pieces * l.unit_cents,
      jsonb_build_object('market', o.market_code, 'pieces', round(o.pieces::numeric))
    from (
      select sku_id, market_code, max(week) as last_week, sum(abs(units - base_units))::float8 as pieces
      from forecast_override where is_active and week >= (select min(first_week) from line)
      group by sku_id, market_code
    ) o
    join lateral (
      select sku_code, min(unit_cents) as unit_cents, min(first_week) as first_week from line
      where line.sku_id = o.sku_id group by 1
    ) l on true
    where o.last_week <= l.first_week + 7 * ${LIMITS.overrideWeeks}::int`;
}
