import type { PlatformTx } from '~db/tenancy.server';
import type { PlacedKind, PoolStatus } from '../domain/eligibility';

export interface RiskRow {
  id: string;
  kind: 'inspection_stop' | 'weather' | 'concentration' | 'other';
  title: string;
  note: string;
  fromDay: string;
  toDay: string | null;
  closedAt: string | null;
  closedByName: string | null;
  createdByName: string;
  factoryId: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  factoryStatus: PoolStatus;
  calendarTimeZone: string;
  /** Proposals by state. */
  proposed: number;
  accepted: number;
}

export interface RiskQuery {
  state: 'open' | 'closed' | 'all';
  kind?: string | undefined;
  q?: string | undefined;
  factoryId?: string | undefined;
  limit: number;
  after?: { key: string; id: string } | undefined;
  before?: { key: string; id: string } | undefined;
}

const columns = (sql: PlatformTx['sql']) => sql`
  r.id, r.kind, r.title, r.note, r.from_day::text as "fromDay", r.to_day::text as "toDay",
  to_char(r.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt", r.closed_by_name as "closedByName",
  r.created_by_name as "createdByName", f.id as "factoryId", f.slug as "factorySlug", f.name_en as "factoryNameEn",
  f.name_zh as "factoryNameZh", f.status as "factoryStatus", f.time_zone as "calendarTimeZone",
  (select count(*)::int from order_move_proposal p where p.risk_notice_id = r.id and p.status = 'proposed') as proposed,
  (select count(*)::int from order_move_proposal p where p.risk_notice_id = r.id and p.status = 'accepted') as accepted`;

/** Notices, the latest first; sorted by first day and id. */
export async function selectRisks(tx: PlatformTx, query: RiskQuery): Promise<RiskRow[]> {
  const { sql } = tx;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const from = query.before ?? query.after;
  const back = query.before !== undefined;
  const rows = await sql<RiskRow[]>`
    select ${columns(sql)} from risk_notice r join factory f on f.id = r.factory_id
    where true ${query.state === 'open' ? sql`and r.closed_at is null` : sql``}
      ${query.state === 'closed' ? sql`and r.closed_at is not null` : sql``}
      ${query.kind ? sql`and r.kind = ${query.kind}` : sql``}
      ${query.factoryId ? sql`and r.factory_id = ${query.factoryId}` : sql``}
      ${like ? sql`and (r.title ilike ${like} or r.note ilike ${like} or f.name_en ilike ${like} or f.name_zh ilike ${like})` : sql``}
      ${from ? sql`and (r.from_day, r.id) ${back ? sql`>` : sql`<`} (${from.key}::date, ${from.id}::uuid)` : sql``}
    order by r.from_day ${back ? sql`asc` : sql`desc`}, r.id ${back ? sql`asc` : sql`desc`} limit ${query.limit}`;
  return back ? rows.reverse() : rows;
}

/** One notice by its id, whatever the factory; `lock` holds it for a change. */
export async function selectRisk(tx: PlatformTx, id: string, lock = false): Promise<RiskRow | null> {
  const { sql } = tx;
  const [row] = await sql<RiskRow[]>`
    select ${columns(sql)} from risk_notice r join factory f on f.id = r.factory_id
    where r.id = ${id} ${lock ? sql`for update of r` : sql``}`;
  return row ?? null;
}

export async function insertRisk(
  tx: PlatformTx,
  row: {
    factoryId: string;
    id: string;
    kind: string;
    title: string;
    note: string;
    fromDay: string;
    toDay: string | null;
    createdByName: string;
  },
): Promise<void> {
  await tx.sql`
    insert into risk_notice (factory_id, id, kind, title, note, from_day, to_day, created_by_name)
    values (${row.factoryId}, ${row.id}, ${row.kind}, ${row.title}, ${row.note}, ${row.fromDay}, ${row.toDay},
      ${row.createdByName})`;
}

/** Closes a notice and dismisses what it still proposed. */
export async function closeRisk(
  tx: PlatformTx,
  factoryId: string,
  id: string,
  byName: string,
): Promise<void> {
  await tx.sql`
    update risk_notice set closed_at = now(), closed_by_name = ${byName} where factory_id = ${factoryId} and id = ${id}`;
  await tx.sql`
    update order_move_proposal set status = 'dismissed', decided_by_name = ${byName}, decided_at = now()
    where risk_notice_id = ${id} and status = 'proposed'`;
}

/** A line with pieces that have not shipped, at a factory in trouble. */
export interface AffectedLine {
  orderId: string;
  orderNumber: string;
  kind: PlacedKind;
  lineId: string;
  lineNo: number;
  status: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  quantity: number;
  /** Shipped or received. */
  gone: number;
  unitPriceMinor: string;
  currency: string;
  /** Last day to ship, promised or else requested. */
  dueOn: string;
  arrivesOn: string;
  productionLeadDays: number | null;
  minimumQuantity: number | null;
  orderMultiple: number | null;
  markets: string[];
  warehouses: string[];
}

/**
 * Open lines of a factory whose production overlaps a span of days: from the ship day less the source's production days (30
 * where there is no source) to the ship day. An open span has no end.
 */
export async function selectAffectedLines(
  tx: PlatformTx,
  factoryId: string,
  fromDay: string,
  toDay: string | null,
  limit = 500,
): Promise<AffectedLine[]> {
  const { sql } = tx;
  return sql<AffectedLine[]>`
    with part as (
      select l.factory_id, l.id, sum(s.quantity)::int as quantity,
        sum(greatest(s.shipped_quantity, s.received_quantity))::int as gone,
        max(coalesce(s.promised_ship_on, s.requested_ship_on)) filter
          (where s.quantity > greatest(s.shipped_quantity, s.received_quantity)) as due_on,
        max(s.expected_arrival_on) as arrives_on, array_agg(distinct s.warehouse_code) as warehouses
      from purchase_order o
      join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
      join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
      where o.factory_id = ${factoryId} and o.status in ('issued', 'acknowledged', 'in_production')
        and l.status in ('issued', 'acknowledged', 'in_production')
      group by l.factory_id, l.id)
    select o.id as "orderId", o.number as "orderNumber", o.kind, l.id as "lineId", l.line_no as "lineNo", l.status,
      l.sku_id as "skuId", l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh",
      k.category_code as "categoryCode", part.quantity, part.gone, l.unit_price_minor::text as "unitPriceMinor", o.currency,
      part.due_on::text as "dueOn", part.arrives_on::text as "arrivesOn", c.production_lead_days as "productionLeadDays",
      c.minimum_quantity as "minimumQuantity", c.order_multiple as "orderMultiple", coalesce(c.markets, '{}') as markets,
      part.warehouses
    from part
    join po_line l on l.factory_id = part.factory_id and l.id = part.id
    join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    join sku k on k.id = l.sku_id
    left join sourcing c on c.factory_id = l.factory_id and c.sku_id = l.sku_id
    where part.quantity > part.gone and part.due_on >= ${fromDay}::date
      ${toDay ? sql`and part.due_on - coalesce(c.production_lead_days, 30) <= ${toDay}::date` : sql``}
    order by (part.quantity - part.gone) * l.unit_price_minor desc, o.number, l.line_no limit ${limit}`;
}

/** What one factory has of each category, by yearly revenue of the SKUs times its share, and SKUs per category. */
export async function selectCategoryShares(
  tx: PlatformTx,
): Promise<
  { categoryCode: string; factoryId: string; weight: number; skus: number; categorySkus: number }[]
> {
  return tx.sql`
    with share as (
      select s.category_code, s.factory_id, count(*)::int as skus,
        sum(s.share_bp::float8 / 10000 * greatest(1, coalesce(m.revenue_year_minor, 0))) as weight
      from sourcing s join factory f on f.id = s.factory_id left join sku_stock_summary m on m.sku_id = s.sku_id
      where s.status <> 'suspended' and f.status <> 'suspended' and s.share_bp > 0
      group by s.category_code, s.factory_id),
    many as (
      select category_code, count(distinct sku_id)::int as n from sourcing
      where status <> 'suspended' and share_bp > 0 group by category_code)
    select share.category_code as "categoryCode", share.factory_id as "factoryId", share.weight, share.skus,
      many.n as "categorySkus"
    from share join many on many.category_code = share.category_code`;
}

/** The rule of concentration in force; null where none was set. */
export async function selectConcentrationRule(tx: PlatformTx): Promise<unknown> {
  const [row] = await tx.sql<{ rule: unknown }[]>`
    select rule from sourcing_policy where valid_from <= now() order by valid_from desc limit 1`;
  return row?.rule ?? null;
}

export async function insertConcentrationRule(
  tx: PlatformTx,
  row: { id: string; rule: object; byName: string; now: number },
): Promise<void> {
  await tx.sql`
    insert into sourcing_policy (id, valid_from, rule, changed_by_name)
    values (${row.id}, ${new Date(row.now).toISOString()}::timestamptz, ${JSON.stringify(row.rule)}::text::jsonb, ${row.byName})`;
}

/** Names of factories by id. */
export async function selectFactoryNames(
  tx: PlatformTx,
  ids: readonly string[],
): Promise<{ id: string; slug: string; nameEn: string; nameZh: string }[]> {
  return tx.sql<{ id: string; slug: string; nameEn: string; nameZh: string }[]>`
    select id, slug, name_en as "nameEn", name_zh as "nameZh" from factory where id = any(${ids as string[]}::uuid[])`;
}

/** Factories to choose from, by name. */
export async function selectAllFactories(
  tx: PlatformTx,
): Promise<{ id: string; slug: string; nameEn: string; nameZh: string }[]> {
  return tx.sql<{ id: string; slug: string; nameEn: string; nameZh: string }[]>`
    select id, slug, name_en as "nameEn", name_zh as "nameZh" from factory order by name_en, id`;
}
