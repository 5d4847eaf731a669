import type { PlatformTx } from '~db/tenancy.server';
import type { KeptVersion } from '../domain/accuracy/measured-sku';
import type { Row } from './run-lines.server';

/** The versions that speak for their week: of several published in one week the last; oldest first. */
export async function selectKeptVersions(tx: PlatformTx): Promise<KeptVersion[]> {
  return tx.sql<KeptVersion[]>`
    select distinct on (first_week) id, first_week::text as "firstWeek", demand_horizon_weeks as "horizonWeeks"
    from forecast_version where status in ('published', 'superseded')
    order by first_week, number desc`;
}

/** One week of a SKU whose version is known and that has not been measured. */
export interface PickedWeek {
  skuId: string;
  week: string;
  versionId: string;
  index: number;
}

export interface UnmeasuredWeek {
  skuId: string;
  marketCode: string;
  week: string;
  versionId: string;
  versionFirstWeek: string;
  model: number;
  final: number;
  hasOverride: boolean;
  p10: number;
  p50: number;
  p70: number;
  p80: number;
  p90: number;
}

/** What the picked versions said of their weeks, market by market, where it has not been measured yet. */
export function selectUnmeasured(tx: PlatformTx, picked: readonly PickedWeek[]): Promise<UnmeasuredWeek[]> {
  return tx.sql<UnmeasuredWeek[]>`
    select p."skuId", d.market_code as "marketCode", p.week::text as week, p."versionId",
      v.first_week::text as "versionFirstWeek",
      coalesce(d.model_mean[p.index + 1], d.mean[p.index + 1]) as model, d.mean[p.index + 1] as final,
      coalesce(d.model_mean[p.index + 1] <> d.mean[p.index + 1], false) as "hasOverride",
      d.p10[p.index + 1] as p10, d.p50[p.index + 1] as p50, d.p70[p.index + 1] as p70, d.p80[p.index + 1] as p80,
      d.p90[p.index + 1] as p90
    from jsonb_to_recordset(${JSON.stringify(picked)}::text::jsonb)
      as p("skuId" uuid, week date, "versionId" uuid, index int)
    join forecast_version v on v.id = p."versionId"
    join demand_line d on d.sku_id = p."skuId" and d.version_id = p."versionId" and d.model <> 'none'
    where d.mean[p.index + 1] is not null
      and not exists (select from demand_accuracy a
        where a.sku_id = p."skuId" and a.market_code = d.market_code and a.week = p.week)
    order by 1, 2, 3`;
}

/** Adds measured weeks; one that another run measured in between stays as it is. @returns how many were added */
export async function insertDemandAccuracy(tx: PlatformTx, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const added = await tx.sql`
    insert into demand_accuracy (sku_id, market_code, week, lag_weeks, version_id, category_code, abc_class, actual,
      is_censored, naive, model, final, has_override, p10, p50, p70, p80, p90, scale)
    select sku_id, market_code, week, lag_weeks, version_id, category_code, abc_class, actual, is_censored, naive, model,
      final, has_override, p10, p50, p70, p80, p90, scale
    from jsonb_populate_recordset(null::demand_accuracy, ${JSON.stringify(rows)}::text::jsonb)
    on conflict do nothing`;
  return added.count;
}

export interface OrderAccuracySpan {
  /** First and last release week to measure, Mondays. */
  from: string;
  to: string;
  /** Deliveries due before this day count. */
  asOf: string;
  /** Days after the promised ship date plus transit in which a receipt without ship notice counts as on time. */
  graceDays: number;
}

/**
 * Measures the release weeks of a span for every factory and SKU, in one statement, and brings up to date what was
 * measured before: deliveries fall due long after the week of their order. Rows that stay the same are not written.
 *
 * - The forecast is that of the version made the line's lead time before the week, or the latest older one.
 * - Naive says: as much per week as was ordered in that many weeks before the version.
 * - The frozen figure is that of the version in which the week entered the frozen zone; from there every movement between
 *   one version and the next is churn, and what was frozen but not ordered as it stood. An order beyond twice the frozen
 *   figure, or where nothing was frozen, is an error of the forecast and counts there.
 *
 * @returns rows added or changed
 */
export async function refreshOrderAccuracy(tx: PlatformTx, span: OrderAccuracySpan): Promise<number> {
  const { from, to, asOf, graceDays } = span;
  const written = await tx.sql`
    with kept_version as (
      select id, first_week, order_horizon_weeks as horizon, lead(first_week) over (order by first_week) as next_week
      from (select distinct on (first_week) id, first_week, order_horizon_weeks from forecast_version
        where status in ('published', 'superseded') order by first_week, number desc) v
    ), ordered_line as (
      select l.factory_id, l.sku_id, date_trunc('week', o.issued_at at time zone 'UTC')::date as week,
        l.id as po_line_id, l.quantity
      from purchase_order o
      join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
      where o.kind <> 'sample' and o.issued_at >= ${from}::date - 371 and o.issued_at < ${to}::date + 7
        and l.status not in ('draft', 'cancelled')
    ), ordered_week as (
      select factory_id, sku_id, week, sum(quantity)::int as quantity from ordered_line group by 1, 2, 3
    ), spoken as (
      select distinct on (l.factory_id, l.sku_id, w.week) l.factory_id, l.sku_id, l.sku_code, l.category_code,
        w.week, l.lead_time_weeks, l.frozen_weeks, v.id as version_id, v.first_week, l.unit_cost_minor, l.currency,
        l.qty_mean[(w.week - v.first_week) / 7 + 1] as forecast
      from kept_version v
      join forecast_line l on l.version_id = v.id
      cross join lateral (
        select week::date from generate_series(
          greatest(v.first_week + l.lead_time_weeks * 7, ${from}::date),
          least(coalesce(v.next_week, 'infinity'::date - 7) + l.lead_time_weeks * 7 - 7, ${to}::date,
            v.first_week + v.horizon * 7 - 7), interval '7 days') week) w
      order by l.factory_id, l.sku_id, w.week, v.first_week desc
    ), moved as (
      -- The version that held when the week entered the frozen zone and each one after it, beside the one before. In the
      -- week itself what is ordered goes off the forecast, so its own versions do not count.
      select s.factory_id, s.sku_id, s.week, v.first_week,
        l.qty_mean[(s.week - v.first_week) / 7 + 1] as quantity,
        lag(l.qty_mean[(s.week - v.first_week) / 7 + 1])
          over (partition by s.factory_id, s.sku_id, s.week order by v.first_week) as before
      from spoken s
      cross join lateral (select s.week - greatest(s.frozen_weeks - 1, 1) * 7 as entry) e
      join kept_version v on v.first_week < s.week
        and (v.first_week > e.entry or v.next_week > e.entry or v.next_week is null)
      join forecast_line l on l.version_id = v.id and l.factory_id = s.factory_id and l.sku_id = s.sku_id
      where s.frozen_weeks > 0
    ), frozen as (
      select factory_id, sku_id, week,
        (array_agg(quantity order by first_week))[1] as entered, (array_agg(quantity order by first_week desc))[1] as last,
        coalesce(sum(abs(quantity - before)), 0)::int as moved
      from moved group by 1, 2, 3
    ), came as (
      select w.factory_id, w.sku_id, w.week, sum(s.quantity)::int as due,
        sum(case when c.shipped is null and s.received_quantity = 0 then 0
          else least(s.quantity, greatest(coalesce(c.in_time, 0), coalesce(r.in_time, 0))) end)::int as on_time
      from ordered_line w
      join po_line_schedule s on s.factory_id = w.factory_id and s.po_line_id = w.po_line_id
      left join lateral (
        select sum(k.pieces) as shipped, sum(k.pieces) filter (
          where (a.shipped_at at time zone 'UTC')::date <= coalesce(s.promised_ship_on, s.requested_ship_on)) as in_time
        from asn_carton k join asn a on a.factory_id = k.factory_id and a.id = k.asn_id
        where k.factory_id = s.factory_id and k.po_line_schedule_id = s.id and a.shipped_at is not null
          and a.status <> 'cancelled') c on true
      left join lateral (
        select sum(g.accepted_quantity + g.rejected_quantity) filter (
          where (g.received_at at time zone 'UTC')::date
            <= greatest(s.expected_arrival_on, coalesce(s.promised_ship_on, s.requested_ship_on)) + ${graceDays}::int) as in_time
        from goods_receipt g
        where c.shipped is null and g.factory_id = s.factory_id and g.po_line_schedule_id = s.id) r on true
      where w.week between ${from}::date and ${to}::date
        and coalesce(s.promised_ship_on, s.requested_ship_on) < ${asOf}::date
      group by 1, 2, 3
    ), before as (
      select s.factory_id, s.sku_id, s.week,
        round(sum(o.quantity)::numeric / greatest(1, s.lead_time_weeks))::int as quantity
      from spoken s
      join ordered_week o on o.factory_id = s.factory_id and o.sku_id = s.sku_id
        and o.week >= s.first_week - greatest(1, s.lead_time_weeks) * 7 and o.week < s.first_week
      group by s.factory_id, s.sku_id, s.week, s.lead_time_weeks
    ), answered as (
      select distinct on (factory_id, sku_id, week) factory_id, sku_id, week, commit_quantity
      from forecast_commit where week between ${from}::date and ${to}::date and committed_at < week
      order by factory_id, sku_id, week, revision desc
    ), measured as (
      select s.*, coalesce(n.quantity, 0) as naive, c.commit_quantity, coalesce(o.quantity, 0) as ordered,
        coalesce(d.due, 0) as due, coalesce(d.on_time, 0) as on_time, coalesce(f.entered, 0) as entered,
        case when f.factory_id is null then 0
          else f.moved + least(f.last, abs(coalesce(o.quantity, 0) - f.last)) end as churn
      from spoken s
      left join ordered_week o on o.factory_id = s.factory_id and o.sku_id = s.sku_id and o.week = s.week
      left join before n on n.factory_id = s.factory_id and n.sku_id = s.sku_id and n.week = s.week
      left join answered c on c.factory_id = s.factory_id and c.sku_id = s.sku_id and c.week = s.week
      left join came d on d.factory_id = s.factory_id and d.sku_id = s.sku_id and d.week = s.week
      left join frozen f on f.factory_id = s.factory_id and f.sku_id = s.sku_id and f.week = s.week
    )
    insert into order_accuracy as a (factory_id, id, sku_id, sku_code, category_code, week, lag_weeks, version_id,
      forecast_quantity, naive_quantity, commit_quantity, ordered_quantity, due_quantity, on_time_quantity,
      frozen_quantity, churn_quantity, unit_cost_minor, currency)
    select factory_id, gen_random_uuid(), sku_id, sku_code, category_code, week, lead_time_weeks, version_id,
      forecast, naive, commit_quantity, ordered, due, on_time, entered, churn, unit_cost_minor, currency
    from measured m
    where forecast is not null and (forecast + naive + ordered + entered > 0 or commit_quantity is not null
      or exists (select from order_accuracy a
        where a.factory_id = m.factory_id and a.sku_id = m.sku_id and a.week = m.week))
    on conflict (factory_id, sku_id, week) do update set commit_quantity = excluded.commit_quantity,
      ordered_quantity = excluded.ordered_quantity, due_quantity = excluded.due_quantity,
      on_time_quantity = excluded.on_time_quantity, churn_quantity = excluded.churn_quantity
    where (a.commit_quantity, a.ordered_quantity, a.due_quantity, a.on_time_quantity, a.churn_quantity)
      is distinct from (excluded.commit_quantity, excluded.ordered_quantity, excluded.due_quantity,
        excluded.on_time_quantity, excluded.churn_quantity)`;
  return written.count;
}
