import { type ErrorSums, wapeWithBias } from '../demand/accuracy';

/*
 * What the accuracy pages say, from sums that add up over SKUs, weeks, markets and versions. Never MAPE: it has no value
 * where nothing sold, and rewards forecasting low (Hyndman and Koehler 2006).
 */

/** The quantiles that are kept with every week, and their levels. */
export const KEPT_LEVELS = { p10: 0.1, p50: 0.5, p70: 0.7, p80: 0.8, p90: 0.9 } as const;
export type KeptQuantile = keyof typeof KEPT_LEVELS;

/** The interval from p10 to p90 should hold eight of ten weeks. */
export const INTERVAL_SHARE = 0.8;

/** The forecasts of a demand week, in the order in which they are made. */
export const DEMAND_STEPS = ['naive', 'model', 'final'] as const;
export type DemandStep = (typeof DEMAND_STEPS)[number];

/** One measured week of a SKU in a market, or of a SKU's orders at a factory. */
export interface MeasuredWeek extends Record<DemandStep | KeptQuantile, number> {
  actual: number;
  scale: number | null;
}

/** Sums over weeks; plain numbers, so that they can be added in any order and by the database. */
export interface AccuracySums {
  weeks: number;
  /** Σ actual, units. */
  actual: number;
  /** Σ |forecast − actual| and Σ (forecast − actual) of each step. */
  naiveAbs: number;
  naiveErr: number;
  modelAbs: number;
  modelErr: number;
  finalAbs: number;
  finalErr: number;
  /** Σ |final − actual| ÷ scale, and the weeks whose scale is known. */
  scaled: number;
  scaledWeeks: number;
  /** Σ over the kept levels of twice the pinball loss, ÷ the number of levels. */
  quantileLoss: number;
  /** Weeks whose actual lay in p10…p90. */
  inside: number;
}

export const NO_WEEKS: AccuracySums = {
  weeks: 0,
  actual: 0,
  naiveAbs: 0,
  naiveErr: 0,
  modelAbs: 0,
  modelErr: 0,
  finalAbs: 0,
  finalErr: 0,
  scaled: 0,
  scaledWeeks: 0,
  quantileLoss: 0,
  inside: 0,
};

export function addSums(a: AccuracySums, b: AccuracySums): AccuracySums {
  const keys = Object.keys(NO_WEEKS) as (keyof AccuracySums)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as AccuracySums;
}

/** The sums of one week: what the database adds up, said once more in words that can be tested. */
export function sumsOfWeek(week: MeasuredWeek): AccuracySums {
  const levels = Object.entries(KEPT_LEVELS) as [KeptQuantile, number][];
  const loss = levels.reduce((sum, [key, level]) => {
    const short = week.actual - week[key];
    return sum + 2 * (short >= 0 ? level * short : (level - 1) * short);
  }, 0);
  const finalAbs = Math.abs(week.final - week.actual);
  const hasScale = week.scale !== null && week.scale > 0;
  return {
    weeks: 1,
    actual: week.actual,
    naiveAbs: Math.abs(week.naive - week.actual),
    naiveErr: week.naive - week.actual,
    modelAbs: Math.abs(week.model - week.actual),
    modelErr: week.model - week.actual,
    finalAbs,
    finalErr: week.final - week.actual,
    scaled: hasScale ? finalAbs / week.scale! : 0,
    scaledWeeks: hasScale ? 1 : 0,
    quantileLoss: loss / levels.length,
    inside: week.actual >= week.p10 && week.actual <= week.p90 ? 1 : 0,
  };
}

export interface StepFigures {
  wape: number | null;
  bias: number | null;
}

export interface AccuracyFigures {
  weeks: number;
  actual: number;
  /** Of the forecast that was used (after overrides): ratios, 0.25 is 25 %. */
  wape: number | null;
  bias: number | null;
  /** Below 1: better than the naive forecast was inside the history (Hyndman and Koehler 2006). */
  mase: number | null;
  /** Weighted quantile loss over the kept levels (Gneiting and Raftery 2007); comparable to WAPE, lower is better. */
  quantileLoss: number | null;
  /** Share of weeks inside p10…p90; should be 0.8. */
  coverage: number | null;
  steps: Record<DemandStep, StepFigures>;
  /** WAPE of the naive forecast less that of the one used, as a ratio: 0.05 is five points better. */
  addedOverNaive: number | null;
  /** The same of each step over the one before it (Gilliland 2010, forecast value added). */
  addedByModel: number | null;
  addedByOverride: number | null;
}

/** Ratios from sums. What has no denominator is null, and so is what is said about it. */
export function accuracyFigures(sums: AccuracySums): AccuracyFigures {
  const steps = {
    naive: stepFigures(sums, sums.naiveAbs, sums.naiveErr),
    model: stepFigures(sums, sums.modelAbs, sums.modelErr),
    final: stepFigures(sums, sums.finalAbs, sums.finalErr),
  };
  return {
    weeks: sums.weeks,
    actual: sums.actual,
    ...steps.final,
    mase: sums.scaledWeeks > 0 ? sums.scaled / sums.scaledWeeks : null,
    quantileLoss: sums.actual > 0 ? sums.quantileLoss / sums.actual : null,
    coverage: sums.weeks > 0 ? sums.inside / sums.weeks : null,
    steps,
    addedOverNaive: valueAddedPoints(steps.naive.wape, steps.final.wape),
    addedByModel: valueAddedPoints(steps.naive.wape, steps.model.wape),
    addedByOverride: valueAddedPoints(steps.model.wape, steps.final.wape),
  };
}

function stepFigures(sums: AccuracySums, absoluteError: number, error: number): StepFigures {
  const parts: ErrorSums = { absoluteError, error, actual: sums.actual, count: sums.weeks };
  return wapeWithBias(parts);
}

/** How much WAPE a step took away from the one before, as a ratio; below 0 it did harm. Null if either is unknown. */
export function valueAddedPoints(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : before - after;
}

/** Which way a bias leans, for the sentence: within five percent is even. */
export function leanOf(bias: number | null): 'unknown' | 'even' | 'over' | 'under' {
  if (bias === null) return 'unknown';
  if (Math.abs(bias) <= 0.05) return 'even';
  return bias > 0 ? 'over' : 'under';
}
