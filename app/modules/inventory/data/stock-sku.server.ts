import type { PlatformTx } from '~db/tenancy.server';

export interface StockSku {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  abcClass: 'A' | 'B' | 'C';
  status: string;
  sold28: number;
  turnoverHundredths: number | null;
  stockValueMinor: string | null;
  revenueYearMinor: string | null;
  isSlow: boolean;
}

/** One SKU by its code, with the figures that the summary keeps, and what was sold in the 28 days before `today`. */
export async function selectStockSku(tx: PlatformTx, code: string, today: string): Promise<StockSku | null> {
  const [row] = await tx.sql<StockSku[]>`
    select k.id, k.code, k.name_en as "nameEn", k.name_zh as "nameZh", k.category_code as "categoryCode",
      k.abc_class as "abcClass", k.status,
      (select coalesce(sum(units), 0)::int from sales_daily d
        where d.sku_id = k.id and d.sold_on >= ${today}::date - 28 and d.sold_on < ${today}::date) as "sold28",
      s.turnover_hundredths as "turnoverHundredths", s.stock_value_minor::text as "stockValueMinor",
      s.revenue_year_minor::text as "revenueYearMinor", coalesce(s.is_slow, false) as "isSlow"
    from sku k left join sku_stock_summary s on s.sku_id = k.id where k.code = ${code}`;
  return row ?? null;
}

export interface StockBalanceRow {
  warehouse: string;
  nameEn: string;
  nameZh: string;
  kind: 'regional' | 'forward';
  onHand: number;
  sellable: number;
  inTransfer: number;
  isFlagged: boolean;
}

export async function selectStockBalances(tx: PlatformTx, skuId: string): Promise<StockBalanceRow[]> {
  return tx.sql<StockBalanceRow[]>`
    select w.code as warehouse, w.name_en as "nameEn", w.name_zh as "nameZh", w.kind, b.on_hand as "onHand",
      b.sellable, b.in_transfer as "inTransfer", b.is_flagged as "isFlagged"
    from stock_balance b join warehouse w on w.code = b.warehouse_code
    where b.sku_id = ${skuId} order by w.kind desc, w.code`;
}

export interface StockLotRow {
  id: string;
  warehouse: string;
  kind: string;
  /** Epoch ms, as the two that follow. */
  receivedAt: number;
  /** First arrival of the chain of transfers and returns. */
  firstArrivedAt: number;
  sellableAt: number | null;
  received: number;
  remaining: number;
  orderNumber: string | null;
  lineNo: number | null;
  factorySlug: string | null;
  factoryNameEn: string | null;
  factoryNameZh: string | null;
}

/** Lots with pieces left, in the order in which each warehouse will sell them, with the order that they came from. */
export async function selectOpenLots(tx: PlatformTx, skuId: string, limit: number): Promise<StockLotRow[]> {
  return tx.sql<StockLotRow[]>`
    select l.id, l.warehouse_code as warehouse, l.kind, (extract(epoch from l.received_at) * 1000)::float8 as "receivedAt",
      (extract(epoch from coalesce(a.received_at, l.received_at)) * 1000)::float8 as "firstArrivedAt", (extract(epoch from l.sellable_at) * 1000)::float8 as "sellableAt",
      l.received_quantity as received, l.remaining_quantity as remaining, o.number as "orderNumber",
      p.line_no as "lineNo", f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh"
    from stock_lot l
    left join stock_lot a on a.sku_id = l.sku_id and a.id = l.origin_lot_id
    left join po_line p on p.factory_id = l.order_factory_id and p.id = l.po_line_id
    left join purchase_order o on o.factory_id = p.factory_id and o.id = p.purchase_order_id
    left join factory f on f.id = l.order_factory_id
    where l.sku_id = ${skuId} and l.remaining_quantity > 0
    order by l.warehouse_code, l.received_at, l.arrival_order, l.id limit ${limit}`;
}
