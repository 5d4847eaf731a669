import { asSystem, type PlatformTx } from '~db/tenancy.server';

export function inDemoStock<T>(work: (tx: PlatformTx) => Promise<T>): Promise<T> {
  return asSystem('import:demo-stock', work);
}

export interface WarehouseChoice {
  code: string;
  kind: 'regional' | 'forward';
  countryCode: string;
  regionalCode: string | null;
}

export async function selectWarehouses(tx: PlatformTx): Promise<WarehouseChoice[]> {
  return tx.sql<WarehouseChoice[]>`
    select code, kind, country_code as "countryCode", regional_code as "regionalCode" from warehouse order by kind desc, code`;
}

export interface SkuSpeed {
  skuId: string;
  code: string;
  abcClass: 'A' | 'B' | 'C';
  /** Region of the market that buys most. */
  region: string;
  /** Pieces a day over the last quarter of sales. */
  dailyUnits: number;
}

/** Those of the given SKUs that sell and have never had a stock movement. */
export async function selectSkusWithoutStock(tx: PlatformTx, skuIds: readonly string[]): Promise<SkuSpeed[]> {
  return tx.sql<SkuSpeed[]>`
    with speed as (
      select d.sku_id, m.region, sum(d.units) as units from sales_daily d join market m on m.code = d.market_code
      where d.sku_id = any(${skuIds as string[]}::uuid[]) and d.sold_on > (select max(sold_on) from sales_daily) - 91
      group by d.sku_id, m.region),
    main as (select distinct on (sku_id) sku_id, region from speed order by sku_id, units desc, region),
    total as (select sku_id, sum(units) / 91.0 as daily from speed group by sku_id)
    select k.id as "skuId", k.code, k.abc_class as "abcClass", main.region, total.daily::float8 as "dailyUnits"
    from sku k join main on main.sku_id = k.id join total on total.sku_id = k.id
    where not exists (select 1 from stock_movement v where v.sku_id = k.id)
    order by k.code collate "C"`;
}

export interface OpeningStock {
  skuId: string;
  movementId: string;
  lotId: string;
  warehouseCode: string;
  quantity: number;
}

/** Books opening receipts: a movement, its lot, and the balance. */
export async function addOpeningStock(
  tx: PlatformTx,
  stock: readonly OpeningStock[],
  occurredAt: Date,
): Promise<void> {
  const at = occurredAt.toISOString();
  for (let from = 0; from < stock.length; from += 2000) {
    const rows = JSON.stringify(stock.slice(from, from + 2000));
    await tx.sql`
      with new as (
        select * from jsonb_to_recordset(${rows}::text::jsonb) as r (
          "skuId" uuid, "movementId" uuid, "lotId" uuid, "warehouseCode" text, quantity int)),
      movement as (
        insert into stock_movement
          (sku_id, id, warehouse_code, type, quantity, occurred_at, source, source_ref, lot_id, reason, is_sellable)
        select "skuId", "movementId", "warehouseCode", 'receipt', quantity, ${at}::timestamptz, 'demo',
          'opening:' || "warehouseCode", "lotId", 'Opening stock of the demonstration', true from new),
      lot as (
        insert into stock_lot (sku_id, id, warehouse_code, receipt_movement_id, received_at, sellable_at,
          received_quantity, remaining_quantity)
        select "skuId", "lotId", "warehouseCode", "movementId", ${at}::timestamptz, ${at}::timestamptz, quantity, quantity
        from new)
      insert into stock_balance (sku_id, warehouse_code, on_hand)
      select "skuId", "warehouseCode", quantity from new
      on conflict (sku_id, warehouse_code) do update set
        on_hand = stock_balance.on_hand + excluded.on_hand, updated_at = now()`;
  }
}
