import type { PlatformTx } from '~db/tenancy.server';
import {
  type FeedCoverage,
  type StockOutRow,
  selectCoverage,
  selectOnHand,
  selectStockOuts,
  selectWeekSales,
  type WeekSales,
} from '../data/demand-history.server';

export type { FeedCoverage, StockOutRow, WeekSales };

export interface SkuHistory {
  sales: WeekSales[];
  stockOuts: StockOutRow[];
  onHand: number;
}

/** The days of each sales feed in each market before `asOf` (YYYY-MM-DD). */
export function feedCoverage(tx: PlatformTx, asOf: string): Promise<FeedCoverage[]> {
  return selectCoverage(tx, asOf);
}

/** Weekly sales, stock-outs and stock of the given SKUs, by SKU id; sales and stock-outs before `asOf`. */
export async function demandHistory(
  tx: PlatformTx,
  skuIds: readonly string[],
  asOf: string,
): Promise<Map<string, SkuHistory>> {
  const bySku = new Map<string, SkuHistory>(
    skuIds.map((skuId) => [skuId, { sales: [], stockOuts: [], onHand: 0 }]),
  );
  for (const row of await selectWeekSales(tx, skuIds, asOf)) bySku.get(row.skuId)?.sales.push(row);
  for (const row of await selectStockOuts(tx, skuIds, asOf)) bySku.get(row.skuId)?.stockOuts.push(row);
  for (const { skuId, onHand } of await selectOnHand(tx, skuIds)) {
    const history = bySku.get(skuId);
    if (history) history.onHand = onHand;
  }
  return bySku;
}
