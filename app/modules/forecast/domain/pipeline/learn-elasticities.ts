import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { weeklyHistory } from '../demand/weekly-history';
import { type EventMarket, marketEvents, weeklyExposure } from '../events/market-events';
import {
  categoryElasticities,
  type Elasticities,
  type PriceEvidence,
  priceEvidence,
} from '../events/price-elasticity';
import { exposedWeeks, onSale, pricesPaid } from '../events/prices-paid';
import { mondayOfIndex } from '../sku-demand';
import type { FeedDays, SkuFacts } from './facts';
import { marketSales } from './market-sales';

/** A SKU's sales with its category. */
export type PricedSku = Pick<SkuFacts, 'sales' | 'stockOuts'> & { category: string };

/** What prices do to demand in each category, from the prices paid for some of its SKUs in all markets; categories in order. */
export function learnElasticities(
  skus: readonly PricedSku[],
  markets: readonly EventMarket[],
  coverage: readonly FeedDays[],
  asOf: CalendarDate,
): [category: string, elasticities: Elasticities][] {
  const evidence = new Map<string, PriceEvidence[]>();
  for (const sku of skus) {
    const list = evidence.get(sku.category) ?? [];
    list.push(...evidenceOf(sku, markets, coverage, asOf));
    evidence.set(sku.category, list);
  }
  return [...evidence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, list]) => [category, categoryElasticities(list)]);
}

function evidenceOf(
  sku: PricedSku,
  markets: readonly EventMarket[],
  coverage: readonly FeedDays[],
  asOf: CalendarDate,
): PriceEvidence[] {
  return marketSales(sku, coverage, asOf).flatMap((sales) => {
    const { startWeek, sold, stockOutDays } = weeklyHistory(
      sales.weeks.map(({ weekIndex, units }) => ({ date: mondayOfIndex(weekIndex), units })),
      sales.covered,
      sales.stockOuts,
    );
    if (!startWeek) return [];
    const weeks = sold.length;
    const market = markets.find(({ code }) => code === sales.marketCode);
    const exposure = market
      ? weeklyExposure(marketEvents(market, startWeek, addWeeks(startWeek, weeks)), startWeek, weeks)
      : new Map<string, Float64Array>();
    return [
      priceEvidence(
        onSale(sold, stockOutDays),
        pricesPaid(sales, startWeek, weeks),
        exposedWeeks(exposure, weeks),
      ),
    ];
  });
}
