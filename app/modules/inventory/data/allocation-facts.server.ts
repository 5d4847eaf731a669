import type { PlatformTx } from '~db/tenancy.server';
import type { AllocationDelivery, AllocationLane } from '../domain/allocation-model';

export interface NetworkWarehouse {
  code: string;
  kind: 'regional' | 'forward';
  storageMinorPerM3Day: number;
  handlingMinorPerPiece: number;
  capacityM3: number;
  /** What stands there now, all SKUs, cubic millimetres. */
  usedMm3: number;
}

export interface Network {
  warehouses: NetworkWarehouse[];
  lanes: AllocationLane[];
  deliveries: AllocationDelivery[];
}

/** Warehouses with terms, their lanes and ways to customers. Reads all balances once. */
export async function selectNetwork(tx: PlatformTx): Promise<Network> {
  const { sql } = tx;
  const [warehouses, lanes, deliveries] = await Promise.all([
    sql<NetworkWarehouse[]>`
      with used as (
        select b.warehouse_code, sum(b.on_hand::float8 * k.length_mm * k.width_mm * k.height_mm) as mm3
        from stock_balance b join sku k on k.id = b.sku_id where b.on_hand > 0 group by b.warehouse_code)
      select w.code, w.kind, t.storage_minor_per_m3_day as "storageMinorPerM3Day",
        t.handling_minor_per_piece as "handlingMinorPerPiece", t.capacity_m3 as "capacityM3",
        coalesce(used.mm3, 0)::float8 as "usedMm3"
      from warehouse w join warehouse_terms t on t.warehouse_code = w.code
      left join used on used.warehouse_code = w.code order by w.kind desc, w.code`,
    sql<AllocationLane[]>`
      select from_code as "from", to_code as "to", cost_minor_per_kg as "costMinorPerKg", fixed_minor as "fixedMinor",
        transit_days as "transitDays" from warehouse_lane order by from_code, to_code`,
    sql<AllocationDelivery[]>`
      select warehouse_code as warehouse, market_code as market, delivery_days as "deliveryDays",
        cost_minor_per_kg as "costMinorPerKg" from warehouse_delivery order by warehouse_code, market_code`,
  ]);
  return { warehouses, lanes, deliveries };
}

export interface PlacedSku {
  skuId: string;
  code: string;
  abcClass: 'A' | 'B' | 'C';
  grossG: number | null;
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
  stock: { warehouse: string; onHand: number; inTransfer: number }[];
  sold: { market: string; sold28: number }[];
}

/** Stock by warehouse and sales by market of the given SKUs, the latter in the 28 days before `today`. */
export async function selectPlacedSkus(
  tx: PlatformTx,
  skuIds: readonly string[],
  today: string,
): Promise<PlacedSku[]> {
  const { sql } = tx;
  return sql<PlacedSku[]>`
    select k.id as "skuId", k.code, k.abc_class as "abcClass", k.gross_g as "grossG", k.length_mm as "lengthMm",
      k.width_mm as "widthMm", k.height_mm as "heightMm",
      coalesce((select json_agg(json_build_object('warehouse', b.warehouse_code, 'onHand', b.on_hand,
          'inTransfer', b.in_transfer) order by b.warehouse_code)
        from stock_balance b where b.sku_id = k.id), '[]') as stock,
      coalesce((select json_agg(json_build_object('market', d.market_code, 'sold28', d.units) order by d.market_code)
        from (select market_code, sum(units)::int as units from sales_daily
          where sku_id = k.id and sold_on >= ${today}::date - 28 and sold_on < ${today}::date
          group by market_code) d), '[]') as sold
    from sku k where k.id = any(${skuIds as string[]}::uuid[]) order by k.code`;
}

/** SKUs of classes A and B that have stock, those of class A first. @param atMost of them; null for all */
export async function selectFastSkuIds(tx: PlatformTx, atMost: number | null = null): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select k.id from sku k where k.abc_class in ('A', 'B') and k.status in ('active', 'phasing_out')
      and exists (select from stock_balance b where b.sku_id = k.id and b.on_hand > 0)
    order by k.abc_class, k.code limit ${atMost}`;
  return rows.map((row) => row.id);
}
