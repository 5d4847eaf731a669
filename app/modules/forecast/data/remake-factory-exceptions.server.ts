import type { PlatformTx } from '~db/tenancy.server';
import { EXCEPTION_LIMITS as LIMITS } from '../domain/exceptions/exception-kinds';

/** Lists of days before are of no use to anyone; some are kept so that yesterday can be looked up. */
const KEEP_DAYS = 7;

/**
 * Remakes every factory's exceptions from a version by statements over all lines at once. Money stands in the line's own
 * currency; of each kind a factory keeps the most expensive ones.
 */
export async function remakeFactoryExceptions(tx: PlatformTx, versionId: string, day: string): Promise<void> {
  const { sql } = tx;
  await sql`delete from factory_exception where day = ${day}::date or day < ${day}::date - ${KEEP_DAYS}::int`;
  await sql`
    insert into factory_exception (factory_id, id, kind, day, sku_id, sku_code, week, version_id, money_minor, currency, params)
    select factory_id, md5(version_id::text || kind || factory_id::text || sku_id::text || coalesce(week::text, ''))::uuid,
      kind, ${day}::date, sku_id, sku_code, week, version_id, money, currency, params
    from (
      select *, row_number() over (partition by factory_id, kind order by money desc, sku_id) as place
      from (${lineChanges(tx, versionId)} union all ${newSkus(tx, versionId)} union all ${freezing(tx, versionId)}
        union all ${missingAnswers(tx, versionId)} union all ${ownShortfalls(tx, versionId)}
        union all ${waitingChanges(tx, versionId)}) found
      where money > 0
    ) ranked
    where place <= ${LIMITS.perKind}`;
}

/** What a line must already be making: its release weeks within the lead time, then and now. */
function lineChanges({ sql }: PlatformTx, versionId: string) {
  return sql`
    select factory_id, case when now > was then 'increase' else 'decrease' end as kind, sku_id, sku_code,
      null::date as week, version_id, abs(now - was)::bigint * unit_cost_minor as money, currency,
      jsonb_build_object('was', was, 'now', now, 'weeks', lead_time_weeks) as params
    from forecast_line cross join lateral (
      select coalesce(sum(q), 0)::int as now, coalesce(sum(p), 0)::int as was
      from unnest(qty_p50[1:lead_time_weeks], prev_p50[1:lead_time_weeks]) u(q, p) where p is not null
    ) near
    where version_id = ${versionId} and change_kind not in ('new', 'dropped')
      and abs(now - was) > ${LIMITS.movedShare}::float8 * greatest(was, 1)`;
}

function newSkus({ sql }: PlatformTx, versionId: string) {
  return sql`
    select factory_id, 'newSku', sku_id, sku_code, null::date, version_id, total_p50::bigint * unit_cost_minor, currency,
      jsonb_build_object('pieces', total_p50, 'weeks', cardinality(qty_p50))
    from forecast_line l
    where version_id = ${versionId} and change_kind = 'new'
      and exists (select 1 from forecast_version v where v.id = l.version_id and v.previous_version_id is not null)`;
}

/** The week that becomes frozen next, where it is not what it was. */
function freezing({ sql }: PlatformTx, versionId: string) {
  return sql`
    select l.factory_id, 'freezing', l.sku_id, l.sku_code, v.first_week + 7 * l.frozen_weeks, l.version_id,
      abs(now - was)::bigint * l.unit_cost_minor, l.currency, jsonb_build_object('was', was, 'now', now)
    from forecast_line l join forecast_version v on v.id = l.version_id
    cross join lateral (
      select l.qty_p50[l.frozen_weeks + 1] as now, l.prev_p50[l.frozen_weeks + 1] as was
    ) bucket
    where l.version_id = ${versionId} and was is not null
      and abs(now - was) > ${LIMITS.freezingShare}::float8 * greatest(was, 1)`;
}

/** Buckets that freeze soon and that nobody answered, as one exception per factory and week: it is one task. */
function missingAnswers({ sql }: PlatformTx, versionId: string) {
  return sql`
    select l.factory_id, 'commitMissing', (array_agg(l.sku_id order by bucket.q::bigint * l.unit_cost_minor desc))[1],
      (array_agg(l.sku_code order by bucket.q::bigint * l.unit_cost_minor desc))[1], bucket.week, l.version_id,
      sum(bucket.q::bigint * l.unit_cost_minor)::bigint, max(l.currency),
      jsonb_build_object('skus', count(*), 'pieces', sum(bucket.q))
    from forecast_line l join forecast_version v on v.id = l.version_id
    cross join lateral (
      select u.q, v.first_week + 7 * (l.frozen_weeks + u.n - 1)::int as week
      from unnest(l.qty_p50[l.frozen_weeks + 1:l.frozen_weeks + ${LIMITS.dueWeeks}::int]) with ordinality u(q, n)
    ) bucket
    where l.version_id = ${versionId} and bucket.q > 0 and not exists (
      select 1 from commit_bucket c
      where c.factory_id = l.factory_id and c.sku_id = l.sku_id and c.week = bucket.week)
    group by l.factory_id, l.version_id, bucket.week`;
}

/** Where the factory itself said that it makes less than is asked for. */
function ownShortfalls({ sql }: PlatformTx, versionId: string) {
  return sql`
    select c.factory_id, 'ownShortfall', c.sku_id, l.sku_code, min(c.week), l.version_id, sum(c.shortfall_minor)::bigint,
      l.currency, jsonb_build_object('pieces', sum(c.shortfall_quantity), 'weeks', count(*))
    from commit_bucket c
    join forecast_line l on l.factory_id = c.factory_id and l.sku_id = c.sku_id and l.version_id = ${versionId}
    join forecast_version v on v.id = l.version_id
    where c.shortfall_quantity > 0 and c.week >= v.first_week
    group by c.factory_id, c.sku_id, l.sku_code, l.version_id, l.currency`;
}

/** Changes of frozen weeks that the platform asked for and that wait for the factory. */
function waitingChanges({ sql }: PlatformTx, versionId: string) {
  return sql`
    select r.factory_id, 'frozenAnswer', r.sku_id, r.sku_code, r.week, l.version_id,
      abs(r.to_quantity - r.from_quantity)::bigint * l.unit_cost_minor, l.currency,
      jsonb_build_object('was', r.from_quantity, 'now', r.to_quantity)
    from frozen_change r
    join forecast_line l on l.factory_id = r.factory_id and l.sku_id = r.sku_id and l.version_id = ${versionId}
    where r.status = 'open' and r.raised_by_side = 'platform'`;
}
