import type { CalendarDate } from '~/kernel/calendar-date';
import { weeksBetween } from '~/kernel/week';
import {
  ALL_MARKETS,
  DEMAND_CURVES,
  type DemandCurves,
  type SkuDemand,
  type SkuDemandLine,
} from './sku-demand';

/** What a planner expects of one week: units of a market, or of all markets together ({@link ALL_MARKETS}). */
export interface DemandOverride {
  marketCode: string;
  /** Monday of the week */
  week: string;
  /** Units in the whole week, 0 or more. */
  units: number;
}

/** A line of demand that remembers what the engine's mean was. */
export interface OverriddenDemandLine extends SkuDemandLine {
  /** The engine's mean, units per week; null where no week of the line was changed. */
  modelMean: number[] | null;
}

export interface OverriddenDemand extends SkuDemand {
  lines: OverriddenDemandLine[];
}

/** Names the model of a market that only exists because a planner expects demand there. */
export const OVERRIDE_MODEL = 'override';

/**
 * Puts the planners' figures into a SKU's demand.
 *
 * The mean of an overridden week becomes the planner's figure. Its quantiles keep their distance relative to the mean
 * (they are multiplied by new ÷ old mean), and where the engine expected nothing they move up by the figure. So the
 * quantiles stay in order and never fall below 0: a judgement about the level is no judgement about the spread.
 *
 * All markets together are the sum of the markets. An override of all markets is spread over the markets that have none
 * of their own that week, in proportion to their means (evenly where these are all 0): a planner's figure for one market
 * stays what it was. Where every market has its own, or these already exceed the total, the markets' figures hold.
 * Overrides of a market that the engine has no line for make one; weeks outside the curves are ignored.
 *
 * @param firstWeek Monday of index 0 of every curve
 * @param overrides at most one per market and week; of several the last holds
 */
export function applyOverrides(
  demand: SkuDemand,
  firstWeek: CalendarDate,
  overrides: readonly DemandOverride[],
): OverriddenDemand {
  const total = demand.lines.find((line) => line.marketCode === ALL_MARKETS) ?? demand.lines[0];
  const horizon = total?.curves.mean.length ?? 0;
  const inside = byWeek(overrides, firstWeek, horizon);
  if (!total || inside.size === 0) {
    return { ...demand, lines: demand.lines.map((line) => ({ ...line, modelMean: null })) };
  }
  const markets = demand.lines.filter((line) => line.marketCode !== ALL_MARKETS);
  const named = [...inside.values()].flatMap((units) => [...units.keys()]);
  for (const marketCode of [...new Set(named)].sort()) {
    if (marketCode === ALL_MARKETS || markets.some((line) => line.marketCode === marketCode)) continue;
    markets.push(emptyMarket(marketCode, horizon));
  }
  const wanted = markets.map((line) => [...line.curves.mean]);
  const wantedTotal = [...total.curves.mean];
  for (const [week, units] of inside) {
    const now = spread(
      markets.map((line) => units.get(line.marketCode) ?? null),
      markets.map((line) => line.curves.mean[week]!),
      units.get(ALL_MARKETS) ?? null,
    );
    for (let m = 0; m < markets.length; m++) wanted[m]![week] = now[m]!;
    wantedTotal[week] =
      markets.length === 0 ? units.get(ALL_MARKETS)! : now.reduce((sum, value) => sum + value, 0);
  }
  return {
    ...demand,
    lines: [moved(total, wantedTotal), ...markets.map((line, m) => moved(line, wanted[m]!))],
  };
}

/** Overrides by week index, then by market. */
function byWeek(
  overrides: readonly DemandOverride[],
  firstWeek: CalendarDate,
  horizon: number,
): Map<number, Map<string, number>> {
  const weeks = new Map<number, Map<string, number>>();
  for (const { marketCode, week, units } of overrides) {
    const index = weeksBetween(firstWeek, week as CalendarDate);
    if (index < 0 || index >= horizon) continue;
    const at = weeks.get(index);
    if (at) at.set(marketCode, units);
    else weeks.set(index, new Map([[marketCode, units]]));
  }
  return weeks;
}

/** The markets' means of one week: those with a figure of their own have it, the others share what is left of the total. */
function spread(own: readonly (number | null)[], means: readonly number[], total: number | null): number[] {
  const free = own.flatMap((units, m) => (units === null ? [m] : []));
  const now = own.map((units, m) => units ?? means[m]!);
  if (total === null || free.length === 0) return now;
  const fixed = own.reduce<number>((sum, units) => sum + (units ?? 0), 0);
  const left = Math.max(0, total - fixed);
  const weight = free.reduce((sum, m) => sum + means[m]!, 0);
  for (const m of free) now[m] = weight > 0 ? (left * means[m]!) / weight : left / free.length;
  return now;
}

function moved(line: SkuDemandLine, mean: readonly number[]): OverriddenDemandLine {
  const before = line.curves.mean;
  if (mean.every((value, week) => value === before[week])) return { ...line, modelMean: null };
  const curves = Object.fromEntries(
    DEMAND_CURVES.map((curve) => [
      curve,
      line.curves[curve].map((value, week) => {
        if (curve === 'mean') return mean[week]!;
        const was = before[week]!;
        if (mean[week] === was) return value;
        return was > 0 ? (value * mean[week]!) / was : value + mean[week]!;
      }),
    ]),
  ) as DemandCurves;
  return { ...line, curves, modelMean: [...before] };
}

function emptyMarket(marketCode: string, horizon: number): SkuDemandLine {
  const zeros = () => new Array<number>(horizon).fill(0);
  return {
    marketCode,
    curves: { mean: zeros(), p10: zeros(), p50: zeros(), p70: zeros(), p80: zeros(), p90: zeros() },
    modelMean: null,
    model: OVERRIDE_MODEL,
    backtest: { wape: null, bias: null, mase: null, folds: 0 },
    historyWeeks: 0,
    censoredWeeks: 0,
  };
}
