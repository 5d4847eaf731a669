import type { PlatformTx } from '~db/tenancy.server';
import type { PerQuantile, SourceTrace } from '../domain/netting/types';
import type { DemandCurves } from '../domain/sku-demand';
import type { ReadTx } from './forecast-lines.server';

export interface SkuLine {
  id: string;
  factoryId: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: string;
  markets: string[];
  unitCostMinor: string;
  currency: string;
  leadTimeWeeks: number;
  frozenWeeks: number;
  firmWeeks: number;
  changeKind: string;
  quantities: PerQuantile<number[]>;
  previous: PerQuantile<(number | null)[]>;
  trace: SourceTrace | null;
  historyFirstWeek: string | null;
  history: (number | null)[];
  demand: Record<string, DemandCurves>;
}

/** The lines of one SKU code in a version: one in a factory's scope, one per source in the platform's. */
export async function selectSkuLines(tx: ReadTx, versionId: string, skuCode: string): Promise<SkuLine[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and l.factory_id = ${tx.factoryId}` : sql``;
  return sql<SkuLine[]>`
    select l.id, l.factory_id as "factoryId", l.sku_id as "skuId", l.sku_code as "skuCode",
      l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh", l.category_code as "categoryCode",
      l.abc_class as "abcClass", l.markets, l.unit_cost_minor::text as "unitCostMinor", l.currency,
      l.lead_time_weeks as "leadTimeWeeks", l.frozen_weeks as "frozenWeeks", l.firm_weeks as "firmWeeks",
      l.change_kind as "changeKind",
      json_build_object('mean', l.qty_mean, 'p50', l.qty_p50, 'p70', l.qty_p70, 'p80', l.qty_p80, 'p90', l.qty_p90) as quantities,
      json_build_object('mean', l.prev_mean, 'p50', l.prev_p50, 'p70', l.prev_p70, 'p80', l.prev_p80, 'p90', l.prev_p90) as previous,
      t.trace, t.history_first_week::text as "historyFirstWeek", coalesce(t.history, '{}') as history,
      coalesce(t.demand, '{}'::jsonb) as demand
    from forecast_line l
    left join forecast_trace t on t.factory_id = l.factory_id and t.id = l.id
    where l.version_id = ${versionId} and l.sku_code = ${skuCode} ${own}
    order by l.factory_id`;
}

/** How each market of a SKU was forecast and how that did on its past. Platform scope. */
export interface DemandQualityRow {
  marketCode: string;
  model: string;
  historyWeeks: number;
  censoredWeeks: number;
  backtestWape: number | null;
  backtestBias: number | null;
  backtestMase: number | null;
}

export async function selectDemandQuality(
  tx: PlatformTx,
  versionId: string,
  skuId: string,
): Promise<DemandQualityRow[]> {
  return tx.sql<DemandQualityRow[]>`
    select market_code as "marketCode", model, history_weeks as "historyWeeks", censored_weeks as "censoredWeeks",
      backtest_wape as "backtestWape", backtest_bias as "backtestBias", backtest_mase as "backtestMase"
    from demand_line where sku_id = ${skuId} and version_id = ${versionId} order by market_code`;
}
