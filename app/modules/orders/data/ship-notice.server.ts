import type { CalendarDate } from '~/kernel/calendar-date';
import type { ShipNoticeState } from '../domain/ship-notice';
import { epochMs, type OrdersTx } from './order-records.server';

/** A ship notice with the sums of its cartons. Masses in grams, volume in mm³, instants epoch ms. */
export interface ShipNoticeRecord {
  factoryId: string;
  id: string;
  number: string;
  purchaseOrderId: string;
  orderNumber: string;
  status: ShipNoticeState;
  warehouseCode: string;
  warehouseNameEn: string;
  warehouseNameZh: string;
  carrier: string | null;
  trackingNo: string | null;
  createdByName: string;
  createdAt: number;
  shippedAt: number | null;
  expectedArrivalOn: CalendarDate | null;
  cartons: number;
  pieces: number;
  grossG: number;
  volumeMm3: number;
}

/** A carton with what is in it. */
export interface CartonRecord {
  id: string;
  cartonNo: number;
  scheduleId: string;
  pieces: number;
  sscc: string;
  netG: number | null;
  grossG: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  lineNo: number;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
}

function selectNotice(tx: OrdersTx) {
  return tx.sql`select a.factory_id as "factoryId", a.id, a.number, a.purchase_order_id as "purchaseOrderId",
      o.number as "orderNumber", a.status, a.warehouse_code as "warehouseCode", w.name_en as "warehouseNameEn",
      w.name_zh as "warehouseNameZh", a.carrier, a.tracking_no as "trackingNo", a.created_by_name as "createdByName",
      ${epochMs(tx, 'a.created_at')} as "createdAt", ${epochMs(tx, 'a.shipped_at')} as "shippedAt",
      a.expected_arrival_on::text as "expectedArrivalOn", c.cartons, c.pieces, c.gross as "grossG", c.volume as "volumeMm3"
    from asn a
    join purchase_order o on o.factory_id = a.factory_id and o.id = a.purchase_order_id
    join warehouse w on w.code = a.warehouse_code
    cross join lateral (
      select count(*)::int as cartons, coalesce(sum(pieces), 0)::int as pieces, coalesce(sum(gross_g), 0)::float8 as gross,
        coalesce(sum(length_mm::float8 * width_mm * height_mm), 0) as volume
      from asn_carton where factory_id = a.factory_id and asn_id = a.id
    ) c`;
}

/** The ship notices of an order, oldest first. */
export function selectShipNotices(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
): Promise<ShipNoticeRecord[]> {
  return tx.sql<ShipNoticeRecord[]>`${selectNotice(tx)}
    where a.factory_id = ${order.factoryId} and a.purchase_order_id = ${order.id} order by a.id`;
}

export interface ShipNoticeFilter {
  status: ShipNoticeState | undefined;
  /** Part of the number of the notice, of its order or of its tracking number. */
  q: string | undefined;
  warehouse: string | undefined;
}

const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function matching(tx: OrdersTx, factoryId: string, { status, q, warehouse }: ShipNoticeFilter) {
  const { sql } = tx;
  const like = pattern(q ?? '');
  return sql`a.factory_id = ${factoryId} and o.issued_at is not null
    ${status ? sql`and a.status = ${status}` : sql``}
    ${warehouse ? sql`and a.warehouse_code = ${warehouse}` : sql``}
    ${q ? sql`and (a.number ilike ${like} or o.number ilike ${like} or a.tracking_no ilike ${like})` : sql``}`;
}

/**
 * Ship notices of a factory, newest first (ids are made in the order of time).
 * @param page `after` or `before` an id; `before` gives the page that ends there, still newest first
 */
export async function selectShipNoticePage(
  tx: OrdersTx,
  factoryId: string,
  filter: ShipNoticeFilter,
  page: { after?: string | undefined; before?: string | undefined; limit: number },
): Promise<ShipNoticeRecord[]> {
  const { sql } = tx;
  const edge = page.before
    ? sql`and a.id > ${page.before}`
    : page.after
      ? sql`and a.id < ${page.after}`
      : sql``;
  const order = page.before ? sql`a.id asc` : sql`a.id desc`;
  const rows = await sql<ShipNoticeRecord[]>`${selectNotice(tx)}
    where ${matching(tx, factoryId, filter)} ${edge} order by ${order} limit ${page.limit}`;
  return page.before ? [...rows].reverse() : rows;
}

/** How many ship notices of a factory stand in each state. */
export function countShipNotices(
  tx: OrdersTx,
  factoryId: string,
): Promise<{ status: ShipNoticeState; n: number }[]> {
  return tx.sql<{ status: ShipNoticeState; n: number }[]>`
    select status, count(*)::int as n from asn where factory_id = ${factoryId} group by status`;
}

/** A ship notice by its number; in a factory's scope only of an order that was issued to it. */
export async function findShipNotice(
  tx: OrdersTx,
  factoryId: string,
  number: string,
): Promise<ShipNoticeRecord | null> {
  const rows = await tx.sql<ShipNoticeRecord[]>`${selectNotice(tx)}
    where a.factory_id = ${factoryId} and a.number = ${number} limit 1`;
  return rows[0] ?? null;
}

/** The cartons of a ship notice, by number. */
export function selectCartons(tx: OrdersTx, factoryId: string, asnId: string): Promise<CartonRecord[]> {
  return tx.sql<CartonRecord[]>`
    select c.id, c.carton_no as "cartonNo", c.po_line_schedule_id as "scheduleId", c.pieces, c.sscc, c.net_g as "netG",
      c.gross_g as "grossG", c.length_mm as "lengthMm", c.width_mm as "widthMm", c.height_mm as "heightMm",
      l.line_no as "lineNo", l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh"
    from asn_carton c
    join po_line_schedule s on s.factory_id = c.factory_id and s.id = c.po_line_schedule_id
    join po_line l on l.factory_id = s.factory_id and l.id = s.po_line_id
    where c.factory_id = ${factoryId} and c.asn_id = ${asnId} order by c.carton_no`;
}

/** Pieces of each dated part that are packed in drafts, but not in the notice `except`. */
export async function selectDraftedPieces(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
  except: string | null,
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ scheduleId: string; pieces: number }[]>`
    select c.po_line_schedule_id as "scheduleId", sum(c.pieces)::int as pieces
    from asn a join asn_carton c on c.factory_id = a.factory_id and c.asn_id = a.id
    where a.factory_id = ${order.factoryId} and a.purchase_order_id = ${order.id} and a.status = 'draft'
      ${except === null ? tx.sql`` : tx.sql`and a.id <> ${except}`}
    group by 1`;
  return new Map(rows.map(({ scheduleId, pieces }) => [scheduleId, pieces]));
}

/** The names of warehouses by code. */
export async function selectWarehouseNames(
  tx: OrdersTx,
  codes: readonly string[],
): Promise<{ code: string; nameEn: string; nameZh: string; city: string; countryCode: string }[]> {
  return tx.sql`select code, name_en as "nameEn", name_zh as "nameZh", city, country_code as "countryCode"
    from warehouse where code = any(${codes as string[]})`;
}
