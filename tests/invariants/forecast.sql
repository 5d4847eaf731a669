-- One statement per rule; each returns the rows that break it. A blank line ends a statement.

-- At most one version is published.
select 'more than one version is published' as broken, count(*)::text as what
from forecast_version where status = 'published' having count(*) > 1;

-- Totals are the sums of their weeks.
select 'a total is not the sum of its weeks' as broken, id::text as what from forecast_line
where total_mean <> (select coalesce(sum(q), 0) from unnest(qty_mean) q)
  or total_p50 <> (select coalesce(sum(q), 0) from unnest(qty_p50) q)
  or total_p70 <> (select coalesce(sum(q), 0) from unnest(qty_p70) q)
  or total_p80 <> (select coalesce(sum(q), 0) from unnest(qty_p80) q)
  or total_p90 <> (select coalesce(sum(q), 0) from unnest(qty_p90) q);

-- Every curve is as long as its version's horizon says.
select 'a line is not as long as its horizon' as broken, l.id::text as what
from forecast_line l join forecast_version v on v.id = l.version_id
where cardinality(l.qty_mean) <> v.order_horizon_weeks or cardinality(l.qty_p50) <> v.order_horizon_weeks
  or cardinality(l.qty_p70) <> v.order_horizon_weeks or cardinality(l.qty_p80) <> v.order_horizon_weeks
  or cardinality(l.qty_p90) <> v.order_horizon_weeks or cardinality(l.prev_p50) <> v.order_horizon_weeks;

select 'a demand curve is not as long as its horizon' as broken, d.sku_id::text || ' ' || d.market_code as what
from demand_line d join forecast_version v on v.id = d.version_id
where cardinality(d.mean) <> v.demand_horizon_weeks or cardinality(d.p50) <> v.demand_horizon_weeks;

-- Quantiles of demand do not cross and are not negative.
select 'quantiles cross' as broken, sku_id::text || ' ' || market_code as what from demand_line
where exists (
  select 1 from unnest(p10, p50, p70, p80, p90) as q (a, b, c, d, e)
  where a < 0 or b < a or c < b or d < c or e < d);

-- No quantity is negative.
select 'a negative quantity' as broken, id::text as what from forecast_line
where 0 > any (qty_mean) or 0 > any (qty_p50) or 0 > any (qty_p70) or 0 > any (qty_p80) or 0 > any (qty_p90);

-- A published version has the lines that it says it has; a failed one has none.
select 'lines are missing or too many' as broken, v.number::text as what from forecast_version v
where v.status in ('published', 'superseded')
  and v.line_count <> (select count(*) from forecast_line l where l.version_id = v.id);

select 'a failed version has lines' as broken, v.number::text as what from forecast_version v
where v.status = 'failed' and exists (select 1 from forecast_line l where l.version_id = v.id);

-- Every line but a dropped one can be traced.
select 'a line has no trace' as broken, l.id::text as what from forecast_line l
where l.change_kind <> 'dropped'
  and not exists (select 1 from forecast_trace t where t.factory_id = l.factory_id and t.id = l.id);
