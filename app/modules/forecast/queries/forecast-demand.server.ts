import type { CalendarDate } from '~/kernel/calendar-date';
import type { ForecastDemand } from '~/modules/inventory/domain/allocation-demand';
import type { PlatformTx } from '~db/tenancy.server';
import { selectPublishedVersion } from '../data/version.server';
import { selectWeeklyDemand } from '../data/weekly-demand.server';

/** What the published forecast expects of the given SKUs per market, by SKU id; empty when nothing is published. */
export async function forecastDemand(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<Map<string, ForecastDemand>> {
  const bySku = new Map<
    string,
    { firstWeek: CalendarDate; markets: { market: string; weeks: number[] }[] }
  >();
  const version = await selectPublishedVersion(tx);
  if (!version) return bySku;
  for (const { skuId, marketCode, mean } of await selectWeeklyDemand(tx, version.id, skuIds)) {
    const demand = bySku.get(skuId) ?? { firstWeek: version.firstWeek as CalendarDate, markets: [] };
    demand.markets.push({ market: marketCode, weeks: mean });
    bySku.set(skuId, demand);
  }
  return bySku;
}
