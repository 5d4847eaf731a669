import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { addWeeks, weekOf } from '~/kernel/week';
import { weeklyHistory } from '../demand/weekly-history';
import { uncensoredDemand } from '../events/uncensor';
import { CURVE_WEEKS, type PastLaunch } from '../launch/launch-pool';
import { mondayOfIndex } from '../sku-demand';
import type { FeedDays, SkuFacts, SkuTraitFacts } from './facts';
import { marketSales } from './market-sales';

/** A series that begins this early may have begun before its feed: its launch is not seen. */
const UNSEEN_WEEKS = 3;

/** The launches that a SKU's sales show, market by market. */
export function pastLaunches(
  sku: Pick<SkuFacts, 'skuId' | 'sales' | 'stockOuts'>,
  traits: SkuTraitFacts,
  coverage: readonly FeedDays[],
  asOf: CalendarDate,
): PastLaunch[] {
  return marketSales(sku, coverage, asOf).flatMap(({ marketCode, weeks, covered, stockOuts }) => {
    const history = weeklyHistory(
      weeks.map(({ weekIndex, units }) => ({ date: mondayOfIndex(weekIndex), units })),
      covered,
      stockOuts,
    );
    const begins = weekOf(covered.from);
    if (!history.startWeek || compareDates(history.startWeek, addWeeks(begins, UNSEEN_WEEKS)) < 0) return [];
    const demand = uncensoredDemand(history.sold, history.stockOutDays).slice(0, CURVE_WEEKS);
    const end = demand.indexOf(null);
    const weekly = (end < 0 ? demand : demand.slice(0, end)) as number[];
    const { category, price, attributes } = traits;
    return [{ skuId: sku.skuId, category, market: marketCode, price, attributes, weekly }];
  });
}
