import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { addWeeks, weekOf, weeksBetween } from '~/kernel/week';
import { type SourcingTerms, sourcingForSkus } from '~/modules/catalog/queries/sourcing-for-skus.server';
import {
  demandHistory,
  type FeedCoverage,
  feedCoverage,
  type SkuHistory,
} from '~/modules/inventory/queries/demand-history.server';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import {
  insertDemandAccuracy,
  type PickedWeek,
  refreshOrderAccuracy,
  selectKeptVersions,
  selectUnmeasured,
  type UnmeasuredWeek,
} from '../data/accuracy-facts.server';
import { type Row, selectLineSkuIds } from '../data/run-lines.server';
import {
  actualSeries,
  actualWeek,
  closedWeeks,
  type KeptVersion,
  versionFor,
} from '../domain/accuracy/measured-sku';
import { leadTimeWeeks } from '../domain/netting/lead-time';
import type { MarketSales } from '../domain/sku-demand';

/** SKUs per transaction. */
const CHUNK_SKUS = 250;
/** Weeks back to which a demand week may still be measured, and an order's delivery be waited for. */
const MOST_WEEKS = 53;
/** As where factories are compared: days after the promised date plus transit in which a receipt is on time. */
const ON_TIME_GRACE_DAYS = 3;

export interface MeasureOptions {
  /** Weeks that ended before this day are closed. */
  asOf: CalendarDate;
  log?: (line: string) => void;
  signal?: AbortSignal;
}

export interface Measured {
  demandWeeks: number;
  orderWeeks: number;
}

/**
 * Measures every closed week that has not been measured, of each SKU and market, against the version that looked from the
 * SKU's lead time (its first source's), and the release weeks of every factory. Run again it adds what has become
 * known since: nothing twice, and of deliveries what fell due.
 */
export async function measureAccuracy({ asOf, log = () => {}, signal }: MeasureOptions): Promise<Measured> {
  const start = await asSystem('job:forecast.accuracy', async (tx) => {
    const versions = await selectKeptVersions(tx);
    if (versions.length === 0) return null;
    const skuIds = new Set<string>();
    for (const { id } of versions.slice(-1))
      for (const skuId of await selectLineSkuIds(tx, id)) skuIds.add(skuId);
    return { versions, coverage: await feedCoverage(tx, asOf), skuIds: [...skuIds] };
  });
  const weeks = start ? measurableWeeks(start.versions, start.coverage, asOf) : [];
  if (!start || weeks.length === 0) return { demandWeeks: 0, orderWeeks: 0 };
  let demandWeeks = 0;
  for (let at = 0; at < start.skuIds.length; at += CHUNK_SKUS) {
    signal?.throwIfAborted();
    const chunk = start.skuIds.slice(at, at + CHUNK_SKUS);
    demandWeeks += await asSystem('job:forecast.accuracy', (tx) =>
      measureChunk(tx, chunk, start.versions, start.coverage, weeks, asOf),
    );
  }
  const orderWeeks = await asSystem('job:forecast.accuracy', (tx) =>
    refreshOrderAccuracy(tx, {
      from: weeks[0]!,
      to: addWeeks(weekOf(asOf), -1),
      asOf,
      graceDays: ON_TIME_GRACE_DAYS,
    }),
  );
  log(`${demandWeeks} demand weeks and ${orderWeeks} order weeks measured`);
  return { demandWeeks, orderWeeks };
}

/** Closed weeks after the first version that some feed covers to their end. */
function measurableWeeks(
  versions: readonly KeptVersion[],
  coverage: readonly FeedCoverage[],
  asOf: CalendarDate,
): CalendarDate[] {
  const fedUntil = coverage
    .map(({ to }) => to as CalendarDate)
    .sort()
    .at(-1);
  if (!fedUntil) return [];
  const end = compareDates(fedUntil, asOf) < 0 ? addDays(fedUntil, 1) : asOf;
  return closedWeeks(versions[0]!.firstWeek, end, MOST_WEEKS);
}

async function measureChunk(
  tx: PlatformTx,
  skuIds: readonly string[],
  versions: readonly KeptVersion[],
  coverage: readonly FeedCoverage[],
  weeks: readonly CalendarDate[],
  asOf: CalendarDate,
): Promise<number> {
  const sourcing = await sourcingForSkus(tx, skuIds);
  const picked: PickedWeek[] = [];
  for (const [skuId, terms] of sourcing) {
    const lag = lagOf(terms);
    for (const week of weeks) {
      const found = versionFor(week, lag, versions);
      if (found) picked.push({ skuId, week, versionId: found.version.id, index: found.index });
    }
  }
  const wanted = picked.length === 0 ? [] : await selectUnmeasured(tx, picked);
  if (wanted.length === 0) return 0;
  const bySku = new Map<string, UnmeasuredWeek[]>();
  for (const row of wanted) bySku.set(row.skuId, [...(bySku.get(row.skuId) ?? []), row]);
  const history = await demandHistory(tx, [...bySku.keys()], asOf);
  const rows: Row[] = [];
  for (const [skuId, unmeasured] of bySku) {
    rows.push(...measuredRows(unmeasured, sourcing.get(skuId)!, history.get(skuId)!, coverage));
  }
  return insertDemandAccuracy(tx, rows);
}

/** Weeks from release to arrival of what the SKU's first source makes. */
function lagOf(terms: readonly SourcingTerms[]): number {
  const first = firstSource(terms);
  return leadTimeWeeks(first.productionLeadDays, first.transitLeadDays);
}

const firstSource = (terms: readonly SourcingTerms[]): SourcingTerms =>
  terms.reduce((best, one) => (one.priority < best.priority ? one : best));

function measuredRows(
  unmeasured: readonly UnmeasuredWeek[],
  terms: readonly SourcingTerms[],
  history: SkuHistory,
  coverage: readonly FeedCoverage[],
): Row[] {
  const series = actualSeries(marketsOf(history, coverage));
  const { categoryCode, abcClass } = firstSource(terms);
  return unmeasured.flatMap((row) => {
    const own = series.get(row.marketCode);
    const week = row.week as CalendarDate;
    const first = row.versionFirstWeek as CalendarDate;
    const actual = own ? actualWeek(own, week, first) : null;
    if (!actual) return [];
    return {
      sku_id: row.skuId,
      market_code: row.marketCode,
      week,
      lag_weeks: weeksBetween(first, week),
      version_id: row.versionId,
      category_code: categoryCode,
      abc_class: abcClass,
      actual: actual.actual,
      is_censored: actual.isCensored,
      naive: actual.naive,
      model: row.model,
      final: row.final,
      has_override: row.hasOverride,
      p10: row.p10,
      p50: row.p50,
      p70: row.p70,
      p80: row.p80,
      p90: row.p90,
      scale: actual.scale,
    };
  });
}

/** A SKU's sales by market, each with its stock-outs and the days that its feeds cover. */
function marketsOf(history: SkuHistory, coverage: readonly FeedCoverage[]): MarketSales[] {
  const byMarket = new Map<string, SkuHistory['sales']>();
  for (const row of history.sales)
    byMarket.set(row.marketCode, [...(byMarket.get(row.marketCode) ?? []), row]);
  return [...byMarket].map(([marketCode, weeks]) => {
    const imports = new Set(weeks.map(({ importId }) => importId));
    const feeds = coverage.filter(({ importId }) => imports.has(importId));
    const edge = (days: string[], at: 0 | -1) => days.sort().at(at) as CalendarDate;
    return {
      marketCode,
      weeks,
      stockOuts: history.stockOuts
        .filter((stockOut) => stockOut.marketCode === marketCode)
        .map(({ fromDay, toDay }) => ({ from: fromDay as CalendarDate, to: toDay as CalendarDate })),
      covered: {
        from: edge(
          feeds.map(({ from }) => from),
          0,
        ),
        to: edge(
          feeds.map(({ to }) => to),
          -1,
        ),
      },
    };
  });
}
