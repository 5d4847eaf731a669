import { createHash } from 'node:crypto';
import { newId } from '~/platform/new-id.server';
import { DEFAULT_FENCE } from '../domain/assemble-netting';
import { currentEngine } from '../domain/demand/current-engine';
import { QUANTILES } from '../domain/netting/types';
import type { RunFacts, SkuFacts } from '../domain/pipeline/facts';
import {
  forecastOneSku,
  type LineOutcome,
  SHOWN_WEEKS,
  type SkuOutcome,
} from '../domain/pipeline/forecast-one-sku';
import { ALL_MARKETS, DEMAND_CURVES, type SkuDemand } from '../domain/sku-demand';
import { ORDER_HORIZON_WEEKS } from '../domain/target-stock';

/** The rows of some SKUs as they are written: one JSON document per table. */
export interface ChunkRows {
  skus: number;
  demand: string;
  lines: string;
  traces: string;
}

/** A row as its table names the columns. */
type Row = Record<string, unknown>;

/**
 * Forecasts and nets SKUs and makes the rows to write. Touches no database, so that it runs on any thread.
 * @throws Error naming the SKU whose records cannot be netted
 */
export function chunkRows(facts: readonly SkuFacts[], run: RunFacts): ChunkRows {
  const demand: Row[] = [];
  const lines: Row[] = [];
  const traces: Row[] = [];
  const fences = new Map(run.fences);
  for (const sku of facts) {
    const made = forecastOneSku(sku, run, currentEngine);
    if (!made.ok)
      throw new Error(
        `SKU ${made.error.params?.sku}: ${made.error.code} ${JSON.stringify(made.error.params)}`,
      );
    const outcome = made.value;
    const hash = outcome.inputText && createHash('sha256').update(outcome.inputText).digest('hex');
    for (const line of outcome.demand?.lines ?? []) demand.push(demandRow(run.versionId, sku.skuId, line));
    for (const line of outcome.lines) {
      const id = newId();
      const fence = fences.get(line.factoryId) ?? DEFAULT_FENCE;
      lines.push({
        ...lineRow(id, run.versionId, sku.skuId, line),
        frozen_weeks: fence.frozenWeeks,
        firm_weeks: fence.firmWeeks,
        input_hash: line.trace && hash ? hash : 'dropped',
      });
      if (line.trace) traces.push(traceRow(id, run.versionId, line, outcome));
    }
  }
  return {
    skus: facts.length,
    demand: JSON.stringify(demand),
    lines: JSON.stringify(lines),
    traces: JSON.stringify(traces),
  };
}

function demandRow(versionId: string, skuId: string, line: SkuDemand['lines'][number]): Row {
  return {
    version_id: versionId,
    sku_id: skuId,
    market_code: line.marketCode,
    ...line.curves,
    model_mean: line.modelMean,
    model: line.model,
    history_weeks: line.historyWeeks,
    censored_weeks: line.censoredWeeks,
    backtest_wape: line.backtest.wape,
    backtest_bias: line.backtest.bias,
    backtest_mase: line.backtest.mase,
  };
}

function lineRow(id: string, versionId: string, skuId: string, line: LineOutcome): Row {
  const { factoryId, terms, leadTimeWeeks, figures } = line;
  const perQuantile = QUANTILES.flatMap((q) => [
    [`qty_${q}`, figures.quantities[q]],
    [`prev_${q}`, figures.previous[q]],
    [`total_${q}`, figures.totals[q]],
    [`change_${q}`, figures.changes[q]],
  ]);
  return {
    factory_id: factoryId,
    id,
    version_id: versionId,
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
    ...Object.fromEntries(perQuantile),
    change_kind: figures.changeKind,
  };
}

/** The factory's copy leaves out the models and their errors; it keeps the curves that its chart shows. */
function traceRow(id: string, versionId: string, line: LineOutcome, outcome: SkuOutcome): Row {
  const demand = outcome.demand!;
  const curves = Object.fromEntries(
    demand.lines.map(({ marketCode, curves: of }) => [
      marketCode,
      Object.fromEntries(DEMAND_CURVES.map((c) => [c, of[c].slice(0, weeksShown(marketCode))])),
    ]),
  );
  return {
    factory_id: line.factoryId,
    id,
    version_id: versionId,
    trace: line.trace,
    history_first_week: demand.historyFirstWeek,
    history: demand.history.map((v) => (v === null ? null : Math.round(v * 10) / 10)),
    demand: curves,
    input: outcome.stored,
  };
}

const weeksShown = (marketCode: string): number =>
  marketCode === ALL_MARKETS ? SHOWN_WEEKS : ORDER_HORIZON_WEEKS;
