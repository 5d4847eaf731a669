import { dateInZone } from '~/kernel/calendar-date';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import { type OpenOrderSum, orderRisks } from '~/modules/orders/queries/order-risks.server';
import type { ReadTx } from '../data/forecast-lines.server';
import { selectPublishedVersion } from '../data/version.server';
import { type OverviewItem, overviewItems } from '../domain/overview-items';
import { type ForecastSummaryView, forecastSummary } from './forecast-summary.server';

export interface OverviewView {
  /** Null until something has been published. */
  forecast: ForecastSummaryView | null;
  weeks: number;
  orders: OpenOrderSum[];
  items: OverviewItem[];
}

/**
 * What changed, what is late, what is due: the overview of a factory, or of the platform over all of them.
 * @param now epoch ms; `timeZone` decides which day it is
 */
export async function overview(tx: ReadTx, now: number, timeZone: string): Promise<OverviewView> {
  const today = dateInZone(now, timeZone);
  const [forecast, risks, perUnit, version] = await Promise.all([
    forecastSummary(tx),
    orderRisks(tx, today, 10),
    usdPerMinorUnit(tx),
    selectPublishedVersion(tx),
  ]);
  return {
    forecast,
    weeks: version?.orderHorizonWeeks ?? 0,
    orders: risks.sums,
    items: overviewItems(risks.late, forecast?.movers ?? [], perUnit),
  };
}
