import { dateInZone } from '~/kernel/calendar-date';
import { type CurrencySum, readableTotal } from '~/modules/catalog/domain/in-usd';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import { type OpenOrderSum, orderRisks } from '~/modules/orders/queries/order-risks.server';
import type { ReadTx } from '../data/forecast-lines.server';
import { selectPublishedVersion } from '../data/version.server';
import { type OverviewItem, overviewItems } from '../domain/overview-items';
import { type ForecastSummaryView, forecastSummary, type SummaryRow } from './forecast-summary.server';

type ReadableSum = CurrencySum & { isApproximate: boolean };

export interface OverviewView {
  /** Null until something has been published. */
  forecast: ForecastSummaryView | null;
  weeks: number;
  /** Value of the whole order forecast and of its next four weeks, in one currency. */
  value: { horizon: ReadableSum; near: ReadableSum };
  orders: OpenOrderSum[];
  items: OverviewItem[];
  /** The reader has marked this version's changes as seen: they are left out of the items. */
  isSeen: boolean;
}

/**
 * What changed, what is late, what is due: the overview of a factory, or of the platform over all of them.
 * @param now epoch ms; `timeZone` decides which day it is
 * @param seenAt when the reader last marked the changes as seen, epoch ms; those of an older version are left out
 */
export async function overview(
  tx: ReadTx,
  now: number,
  timeZone: string,
  seenAt: number | null = null,
): Promise<OverviewView> {
  const today = dateInZone(now, timeZone);
  const [forecast, risks, perUnit, version] = await Promise.all([
    forecastSummary(tx),
    orderRisks(tx, today, 10),
    usdPerMinorUnit(tx),
    selectPublishedVersion(tx),
  ]);
  const publishedAt = forecast?.version.publishedAt ?? null;
  const isSeen = seenAt !== null && publishedAt !== null && publishedAt <= seenAt;
  const sumOf = (minorOf: (row: SummaryRow) => string) =>
    readableTotal(
      (forecast?.sums ?? []).map((row) => ({ currency: row.currency, minor: minorOf(row) })),
      perUnit,
    );
  return {
    forecast,
    weeks: version?.orderHorizonWeeks ?? 0,
    value: { horizon: sumOf((row) => row.valueMinor), near: sumOf((row) => row.nearValueMinor) },
    orders: risks.sums,
    items: overviewItems(risks.late, isSeen ? [] : (forecast?.movers ?? []), perUnit),
    isSeen,
  };
}
