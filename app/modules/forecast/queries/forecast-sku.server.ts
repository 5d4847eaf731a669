import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks, weekOf, weeksBetween } from '~/kernel/week';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { type OpenOrderLine, openOrderLines } from '~/modules/orders/queries/open-order-lines.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectFactoryNames } from '../data/factory-names.server';
import type { ReadTx } from '../data/forecast-lines.server';
import {
  type DemandQualityRow,
  type SkuLine,
  selectDemandQuality,
  selectSkuLines,
} from '../data/forecast-sku.server';
import { selectPublishedVersion } from '../data/version.server';
import { decodeTrace } from '../domain/netting/trace';
import type { BucketTrace } from '../domain/netting/trace-types';
import type { PerQuantile, Quantile } from '../domain/netting/types';
import { ALL_MARKETS, type DemandCurves } from '../domain/sku-demand';
import { type VersionView, type WeekView, weekViews } from '../domain/table-view';
import type { BucketSearch } from '../forms';
import { versionView } from './forecast-table.server';

export type { DemandQualityRow, OpenOrderLine };

/** One source of the SKU: in a factory's scope there is one, its own. */
export interface SourceView {
  lineId: string;
  factory: { slug: string; nameEn: string; nameZh: string } | null;
  leadTimeWeeks: number;
  weeks: WeekView[];
  quantities: PerQuantile<number[]>;
  previous: PerQuantile<(number | null)[]>;
  changeKind: string;
  unitCostMinor: string;
  currency: string;
  /** The terms that the trace was made with; null for a line that was dropped. */
  terms: { moq: number; multiple: number; targetDays: number; rule: string } | null;
  /** Opened for the asked quantile; empty for a line that was dropped. */
  buckets: BucketTrace[];
}

export interface ForecastSkuView {
  version: VersionView;
  sku: {
    code: string;
    nameEn: string;
    nameZh: string;
    categoryCode: string;
    abcClass: string;
    markets: NamedCode[];
  };
  quantile: Quantile;
  sources: SourceView[];
  /** The source and bucket whose trace is open; the first bucket with a quantity unless the URL names one. */
  open: { source: number; week: number };
  /** Demand of the chosen market, or of all: history up to the first week, curves from it on. */
  demand: {
    market: string;
    markets: string[];
    historyFirstWeek: CalendarDate | null;
    history: (number | null)[];
    firstWeek: CalendarDate;
    curves: DemandCurves;
  };
  openOrders: OpenOrderLine[];
  /** How each market was forecast; platform scope only. */
  quality: DemandQualityRow[];
}

/** Weeks of history that the chart shows. */
const HISTORY_WEEKS = 52;

/** @returns null when nothing is published, or the version has no line for the SKU in this scope */
export async function forecastSkuView(
  tx: ReadTx,
  skuCode: string,
  search: BucketSearch,
): Promise<ForecastSkuView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const lines = await selectSkuLines(tx, version.id, skuCode);
  const first = lines[0];
  if (!first) return null;
  const names = await referenceNames(tx);
  const isPlatform = !('factoryId' in tx);
  const factories = isPlatform
    ? await selectFactoryNames(
        tx as PlatformTx,
        lines.map((l) => l.factoryId),
      )
    : null;
  const sources = lines.map(
    (line): SourceView => ({
      lineId: line.id,
      factory: factories?.get(line.factoryId) ?? null,
      leadTimeWeeks: line.leadTimeWeeks,
      weeks: weekViews(version.firstWeek as CalendarDate, version.orderHorizonWeeks, line),
      quantities: line.quantities,
      previous: line.previous,
      changeKind: line.changeKind,
      unitCostMinor: line.unitCostMinor,
      currency: line.currency,
      terms: line.trace
        ? {
            moq: line.trace.moq,
            multiple: line.trace.mul,
            targetDays: line.trace.td,
            rule: line.trace.rule,
          }
        : null,
      buckets: line.trace ? decodeTrace(line.trace, search.quantile) : [],
    }),
  );
  return {
    version: versionView(version),
    sku: {
      code: first.skuCode,
      nameEn: first.skuNameEn,
      nameZh: first.skuNameZh,
      categoryCode: first.categoryCode,
      abcClass: first.abcClass,
      markets: names.markets.filter((m) => lines.some((line) => line.markets.includes(m.code))),
    },
    quantile: search.quantile,
    sources,
    open: openBucket(sources, search, version.firstWeek as CalendarDate),
    demand: demandView(lines, search.market, version.firstWeek as CalendarDate),
    openOrders: await openOrderLines(tx, first.skuId),
    quality: isPlatform ? await selectDemandQuality(tx as PlatformTx, version.id, first.skuId) : [],
  };
}

function openBucket(
  sources: readonly SourceView[],
  search: BucketSearch,
  firstWeek: CalendarDate,
): { source: number; week: number } {
  const named = sources.findIndex((source) => source.factory?.slug === search.factory);
  const source = Math.max(0, named);
  const horizon = sources[source]!.buckets.length;
  if (search.week) {
    const week = weeksBetween(firstWeek, weekOf(search.week as CalendarDate));
    if (week >= 0 && week < horizon) return { source, week };
  }
  const firstOrder = sources[source]!.quantities[search.quantile].findIndex((pieces) => pieces > 0);
  return { source, week: Math.max(0, firstOrder) };
}

function demandView(
  lines: readonly SkuLine[],
  market: string | undefined,
  firstWeek: CalendarDate,
): ForecastSkuView['demand'] {
  const line = lines.find((l) => ALL_MARKETS in l.demand) ?? lines[0]!;
  const markets = Object.keys(line.demand).filter((code) => code !== ALL_MARKETS);
  const chosen = market && market in line.demand ? market : ALL_MARKETS;
  const none: DemandCurves = { mean: [], p10: [], p50: [], p70: [], p80: [], p90: [] };
  // The stored history is that of all markets; a single market shows its curves alone.
  const history = chosen === ALL_MARKETS ? line.history.slice(-HISTORY_WEEKS) : [];
  const cut = line.history.length - history.length;
  return {
    market: chosen,
    markets,
    historyFirstWeek:
      line.historyFirstWeek && history.length > 0
        ? addWeeks(line.historyFirstWeek as CalendarDate, cut)
        : null,
    history,
    firstWeek,
    curves: line.demand[chosen] ?? none,
  };
}
