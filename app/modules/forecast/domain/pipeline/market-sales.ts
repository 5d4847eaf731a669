import type { CalendarDate } from '~/kernel/calendar-date';
import type { MarketSales } from '../sku-demand';
import type { FeedDays, SkuFacts, WeekUnits } from './facts';

/**
 * Groups a SKU's weekly sales by market, each with its stock-outs and the days that its feeds cover. A feed covers all its
 * markets from its first to its last day; a market that was fed by one import after another is covered from the first
 * day of the earliest to the last day of the latest.
 */
export function marketSales(
  facts: Pick<SkuFacts, 'sales' | 'stockOuts'>,
  coverage: readonly FeedDays[],
  asOf: CalendarDate,
): MarketSales[] {
  const byMarket = new Map<string, WeekUnits[]>();
  for (const row of facts.sales) {
    const rows = byMarket.get(row.marketCode);
    if (rows) rows.push(row);
    else byMarket.set(row.marketCode, [row]);
  }
  return [...byMarket].map(([marketCode, rows]) => {
    const imports = new Set(rows.map(({ importId }) => importId));
    const feeds = coverage.filter(({ importId }) => imports.has(importId));
    return {
      marketCode,
      weeks: rows.map(({ weekIndex, units, revenue = null }) => ({ weekIndex, units, revenue })),
      stockOuts: facts.stockOuts
        .filter((stockOut) => stockOut.marketCode === marketCode)
        .map(({ fromDay, toDay }) => ({ from: fromDay as CalendarDate, to: toDay as CalendarDate })),
      covered: {
        from: (feeds.map(({ from }) => from).sort()[0] ?? asOf) as CalendarDate,
        to: (feeds
          .map(({ to }) => to)
          .sort()
          .at(-1) ?? asOf) as CalendarDate,
      },
    };
  });
}
