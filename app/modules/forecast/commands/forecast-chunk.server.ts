import { createHash } from 'node:crypto';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { weeksBetween } from '~/kernel/week';
import { type SourcingTerms, sourcingForSkus } from '~/modules/catalog/queries/sourcing-for-skus.server';
import {
  demandHistory,
  type FeedCoverage,
  type SkuHistory,
} from '~/modules/inventory/queries/demand-history.server';
import { openSupply, type SkuSupply } from '~/modules/orders/queries/open-supply.server';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type PreviousRow, type Row, selectPreviousLines } from '../data/run-lines.server';
import type { VersionRow } from '../data/version.server';
import { assembleNetting, DEFAULT_FENCE } from '../domain/assemble-netting';
import { currentEngine } from '../domain/demand/current-engine';
import { canonicalInput } from '../domain/netting/canonical';
import { netSku } from '../domain/netting/net-sku';
import { type Fence, QUANTILES } from '../domain/netting/types';
import {
  ALL_MARKETS,
  DEMAND_CURVES,
  forecastSku,
  type MarketSales,
  type SkuDemand,
} from '../domain/sku-demand';
import { DEMAND_HORIZON_WEEKS, ORDER_HORIZON_WEEKS } from '../domain/target-stock';
import { type LineFigures, lineFigures } from '../domain/version-rows';

/** Days of past orders from which it follows which source is behind its agreed share. */
const SHARE_WINDOW_DAYS = 182;

/** What is the same for every SKU of a run. */
export interface RunContext {
  versionId: string;
  asOf: CalendarDate;
  firstWeek: CalendarDate;
  /** The version before: what changes are told against. */
  previous: VersionRow | null;
  /** The version that fences measure from; often the one before. */
  fenced: VersionRow | null;
  fences: ReadonlyMap<string, Fence>;
  coverage: readonly FeedCoverage[];
  /** SKUs that are sold and made; others are here only because the version before had lines of them. */
  sourced: ReadonlySet<string>;
}

export interface ChunkRows {
  demand: Row[];
  lines: Row[];
  traces: Row[];
  /** One per line, in order. */
  hashes: string[];
}

/** Forecasts and nets the given SKUs and returns the rows to write. Reads only; the arithmetic is the domain's. */
export async function forecastChunk(
  tx: PlatformTx,
  skuIds: readonly string[],
  context: RunContext,
): Promise<ChunkRows> {
  const { asOf, previous, fenced } = context;
  const history = await demandHistory(tx, skuIds, asOf);
  const since = fenced ? Date.parse(fenced.generatedAt) : null;
  const supply = await openSupply(tx, skuIds, addDays(asOf, -SHARE_WINDOW_DAYS), asOf, since);
  const sourcing = await sourcingForSkus(tx, skuIds);
  const before = previous ? await selectPreviousLines(tx, previous.id, skuIds) : new Map();
  const promised =
    fenced && fenced.id !== previous?.id ? await selectPreviousLines(tx, fenced.id, skuIds) : before;
  const rows: ChunkRows = { demand: [], lines: [], traces: [], hashes: [] };
  for (const skuId of skuIds) {
    const terms = context.sourced.has(skuId) ? (sourcing.get(skuId) ?? []) : [];
    addSku(
      rows,
      context,
      skuId,
      terms,
      history.get(skuId)!,
      supply.get(skuId)!,
      before.get(skuId) ?? new Map(),
      promised.get(skuId) ?? new Map(),
    );
  }
  return rows;
}

function addSku(
  rows: ChunkRows,
  context: RunContext,
  skuId: string,
  terms: readonly SourcingTerms[],
  history: SkuHistory,
  supply: SkuSupply,
  before: ReadonlyMap<string, PreviousRow>,
  promised: ReadonlyMap<string, PreviousRow>,
): void {
  const { asOf, firstWeek, versionId } = context;
  const previousFirstWeek = (context.previous?.firstWeek ?? null) as CalendarDate | null;
  const weeksAgo = previousFirstWeek ? weeksBetween(previousFirstWeek, firstWeek) : 0;
  const figuresOf = (now: LineFigures['quantities'], factoryId: string) =>
    lineFigures(now, before.get(factoryId)?.quantities ?? null, firstWeek, previousFirstWeek, weeksAgo);

  if (terms.length > 0) {
    const demand = forecastSku(
      marketSales(history, context.coverage, asOf),
      firstWeek,
      DEMAND_HORIZON_WEEKS,
      currentEngine,
    );
    for (const line of demand.lines) rows.demand.push(demandRow(versionId, skuId, line));
    const input = assembleNetting({
      asOf,
      abcClass: terms[0]!.abcClass,
      demand: demand.lines[0]!.curves,
      onHand: history.onHand,
      supply: supply.open,
      ordered: supply.ordered,
      terms,
      fences: context.fences,
      previousFirstWeek: (context.fenced?.firstWeek ?? null) as CalendarDate | null,
      previous: promised,
    });
    const hash = createHash('sha256').update(canonicalInput(input)).digest('hex');
    const netting = netSku(input);
    if (!netting.ok) {
      throw new Error(
        `SKU ${terms[0]!.skuCode}: ${netting.error.code} ${JSON.stringify(netting.error.params)}`,
      );
    }
    for (const source of netting.value.sources) {
      const own = terms.find((t) => t.sourcingId === source.sourceId)!;
      const id = newId();
      rows.hashes.push(hash);
      rows.lines.push(
        lineRow(
          id,
          context,
          skuId,
          own,
          source.leadTimeWeeks,
          figuresOf(source.quantities, own.factoryId),
          hash,
        ),
      );
      rows.traces.push(traceRow(id, own.factoryId, versionId, source.trace, demand));
    }
  }
  for (const [factoryId, gone] of before) {
    if (terms.some((t) => t.factoryId === factoryId)) continue;
    const zeros = Object.fromEntries(
      QUANTILES.map((q) => [q, new Array<number>(ORDER_HORIZON_WEEKS).fill(0)]),
    );
    const figures = figuresOf(zeros as LineFigures['quantities'], factoryId);
    if (figures.changeKind !== 'dropped') continue;
    rows.hashes.push('dropped');
    rows.lines.push(
      lineRow(newId(), context, skuId, { ...gone, factoryId }, gone.leadTimeWeeks, figures, 'dropped'),
    );
  }
}

/**
 * Groups a SKU's weekly sales by market, each with its stock-outs and the days that its feeds cover. A market that was
 * fed by one import after another is covered from the first day of the earliest to the last day of the latest.
 */
function marketSales(
  history: SkuHistory,
  coverage: readonly FeedCoverage[],
  asOf: CalendarDate,
): MarketSales[] {
  const byMarket = new Map<string, SkuHistory['sales']>();
  for (const row of history.sales) {
    const rows = byMarket.get(row.marketCode);
    if (rows) rows.push(row);
    else byMarket.set(row.marketCode, [row]);
  }
  return [...byMarket].map(([marketCode, rows]) => {
    const imports = new Set(rows.map(({ importId }) => importId));
    const feeds = coverage.filter(({ importId }) => imports.has(importId));
    return {
      marketCode,
      weeks: rows.map(({ weekIndex, units }) => ({ weekIndex, units })),
      stockOuts: history.stockOuts
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

const rounded = (values: readonly number[]): number[] => values.map((v) => Math.round(v * 1000) / 1000);

function demandRow(versionId: string, skuId: string, line: SkuDemand['lines'][number]): Row {
  const curves = Object.fromEntries(DEMAND_CURVES.map((curve) => [curve, rounded(line.curves[curve])]));
  return {
    version_id: versionId,
    sku_id: skuId,
    market_code: line.marketCode,
    ...curves,
    model: line.model,
    history_weeks: line.historyWeeks,
    censored_weeks: line.censoredWeeks,
    backtest_wape: line.backtest.wape,
    backtest_bias: line.backtest.bias,
    backtest_mase: line.backtest.mase,
  };
}

type LineTerms = Pick<
  SourcingTerms,
  | 'factoryId'
  | 'sourcingId'
  | 'skuCode'
  | 'skuNameEn'
  | 'skuNameZh'
  | 'categoryCode'
  | 'markets'
  | 'unitCostMinor'
  | 'currency'
> & { abcClass: string };

function lineRow(
  id: string,
  context: RunContext,
  skuId: string,
  terms: LineTerms,
  leadTimeWeeks: number,
  figures: LineFigures,
  hash: string,
): Row {
  const fence = context.fences.get(terms.factoryId) ?? DEFAULT_FENCE;
  const perQuantile = QUANTILES.flatMap((q) => [
    [`qty_${q}`, figures.quantities[q]],
    [`prev_${q}`, figures.previous[q]],
    [`total_${q}`, figures.totals[q]],
    [`change_${q}`, figures.changes[q]],
  ]);
  return {
    factory_id: terms.factoryId,
    id,
    version_id: context.versionId,
    sku_id: skuId,
    sourcing_id: terms.sourcingId,
    sku_code: terms.skuCode,
    sku_name_en: terms.skuNameEn,
    sku_name_zh: terms.skuNameZh,
    category_code: terms.categoryCode,
    abc_class: terms.abcClass,
    markets: terms.markets,
    unit_cost_minor: terms.unitCostMinor,
    currency: terms.currency,
    lead_time_weeks: leadTimeWeeks,
    frozen_weeks: fence.frozenWeeks,
    firm_weeks: fence.firmWeeks,
    ...Object.fromEntries(perQuantile),
    change_kind: figures.changeKind,
    input_hash: hash,
  };
}

function traceRow(id: string, factoryId: string, versionId: string, trace: unknown, demand: SkuDemand): Row {
  // The factory's copy leaves out the models and their errors; it keeps the curves that its chart shows.
  const curves = Object.fromEntries(
    demand.lines.map((line) => [
      line.marketCode,
      Object.fromEntries(
        DEMAND_CURVES.map((c) => [c, rounded(line.curves[c].slice(0, shownWeeks(line.marketCode)))]),
      ),
    ]),
  );
  return {
    factory_id: factoryId,
    id,
    version_id: versionId,
    trace,
    history_first_week: demand.historyFirstWeek,
    history: demand.history.map((v) => (v === null ? null : Math.round(v * 10) / 10)),
    demand: curves,
  };
}

/** The chart of all markets runs past the order horizon, so that the cover that an order buys can be seen. */
const shownWeeks = (marketCode: string): number => (marketCode === ALL_MARKETS ? 26 : ORDER_HORIZON_WEEKS);
