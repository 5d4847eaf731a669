import type { PlatformTx } from '~db/tenancy.server';
import {
  type OpenSchedule,
  type OrderedWeek,
  selectOpenSchedules,
  selectOrderedWeeks,
} from '../data/open-supply.server';

export type { OpenSchedule, OrderedWeek };

export interface SkuSupply {
  open: OpenSchedule[];
  /** By factory and week of issue since the day asked for. */
  ordered: OrderedWeek[];
}

/**
 * What is on its way or on order, and what was ordered lately, by SKU id.
 * @param orderedFrom first day of issue that `ordered` looks at, YYYY-MM-DD
 * @param asOf orders issued later do not count, YYYY-MM-DD
 * @param since epoch ms; `quantitySince` counts what was issued after it
 */
export async function openSupply(
  tx: PlatformTx,
  skuIds: readonly string[],
  orderedFrom: string,
  asOf: string,
  since: number | null,
): Promise<Map<string, SkuSupply>> {
  const bySku = new Map<string, SkuSupply>(skuIds.map((skuId) => [skuId, { open: [], ordered: [] }]));
  for (const row of await selectOpenSchedules(tx, skuIds, asOf)) bySku.get(row.skuId)?.open.push(row);
  for (const row of await selectOrderedWeeks(tx, skuIds, orderedFrom, asOf, since)) {
    bySku.get(row.skuId)?.ordered.push(row);
  }
  return bySku;
}
