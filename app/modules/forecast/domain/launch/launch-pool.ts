import { exp, ln } from '../demand/portable-math';

/** A launch of the past: what a SKU sold in one market, week by week from its first sale. */
export interface PastLaunch {
  skuId: string;
  category: string;
  market: string;
  /** In one currency for all; null when unknown. */
  price: number | null;
  attributes: readonly string[];
  /** Demand per week of age, stock-outs corrected. */
  weekly: readonly number[];
}

/** A SKU whose own history is short. */
export interface NewSku {
  category: string;
  market: string;
  price: number | null;
  attributes: readonly string[];
  /** What its signals as a candidate promised of its level against its category, 1 for the usual; absent when unknown. */
  signal?: number;
}

/** Ages, in weeks, that a launch curve tells apart; later weeks are like the last. */
export const CURVE_WEEKS = 26;
/** Weeks over which levels are measured. */
const LEVEL_WEEKS = 13;
const LEAST_WEEKS = 6;
/** Analogues at least; with fewer the circle is drawn wider. */
const LEAST_ANALOGUES = 5;
const MOST_ANALOGUES = 60;

/** What analogues say about a new SKU before it has sold anything. */
export interface LaunchPrior {
  /** Demand by age relative to the mean of the first 13 weeks. */
  curve: number[];
  /** Expected mean of the first 13 weeks, units per week. */
  level: number;
  /** Squared coefficient of variation of that level among analogues. */
  spread: number;
  /** Variance of a week ÷ its mean, 1 for Poisson. */
  dispersion: number;
  analogues: number;
}

/**
 * Draws from past launches those that are most like a new SKU: of its category and market, else its parent categories, else any
 * market; weighted by nearness of price and shared attributes. Analogues after Fisher & Raman, "The New Science of
 * Retailing", 2010, chapter 2, and Kahn, "New Product Forecasting", 2006: judgement by likeness, here computed.
 * @returns null where there are no past launches at all
 */
export function launchPrior(sku: NewSku, past: readonly PastLaunch[]): LaunchPrior | null {
  const usable = past.filter(({ weekly }) => weekly.length >= LEAST_WEEKS);
  const chosen = circle(sku, usable)
    .map((launch) => ({ launch, weight: likeness(sku, launch) }))
    .sort((a, b) => b.weight - a.weight || (a.launch.skuId < b.launch.skuId ? -1 : 1))
    .slice(0, MOST_ANALOGUES);
  if (chosen.length === 0) return null;
  const curve = curveOf(chosen);
  const levels = chosen.map(({ launch, weight }) => ({ weight, level: levelOf(launch.weekly, curve) }));
  const total = sum(levels.map(({ weight }) => weight));
  const mean = sum(levels.map(({ weight, level }) => weight * level)) / total;
  const variance = sum(levels.map(({ weight, level }) => weight * (level - mean) ** 2)) / total;
  return {
    curve,
    level: Math.max(0.05, mean * (sku.signal ?? 1)),
    spread: mean > 0 ? Math.min(4, Math.max(0.1, variance / mean ** 2)) : 4,
    dispersion: dispersionOf(
      chosen.map(({ launch }) => launch.weekly),
      curve,
    ),
    analogues: chosen.length,
  };
}

/** The nearest circle that holds enough launches. */
function circle(sku: NewSku, past: readonly PastLaunch[]): readonly PastLaunch[] {
  const family = (category: string) => category.split('.')[0];
  const circles = [
    (l: PastLaunch) => l.category === sku.category && l.market === sku.market,
    (l: PastLaunch) => family(l.category) === family(sku.category) && l.market === sku.market,
    (l: PastLaunch) => l.market === sku.market,
    () => true,
  ];
  for (const isNear of circles) {
    const near = past.filter(isNear);
    if (near.length >= LEAST_ANALOGUES) return near;
  }
  return past;
}

/** From 1 for the same price and attributes down toward 0. */
export function likeness(sku: NewSku, launch: PastLaunch): number {
  const hasPrices = sku.price !== null && launch.price !== null && sku.price > 0 && launch.price > 0;
  const nearPrice = hasPrices ? exp(-Math.abs(ln(launch.price! / sku.price!))) : 0.5;
  const own = new Set(sku.attributes);
  const shared = launch.attributes.filter((attribute) => own.has(attribute)).length;
  const all = new Set([...sku.attributes, ...launch.attributes]).size;
  const nearAttributes = all > 0 ? shared / all : 0.5;
  const sameCategory = launch.category === sku.category ? 1 : 0.5;
  return sameCategory * nearPrice * (0.5 + 0.5 * nearAttributes);
}

interface Weighted {
  launch: PastLaunch;
  weight: number;
}

/** Demand by age against the mean of the first weeks: each launch counts by its likeness, not by its size. */
function curveOf(chosen: readonly Weighted[]): number[] {
  const flat = new Array<number>(CURVE_WEEKS).fill(1);
  const total = new Array<number>(CURVE_WEEKS).fill(0);
  // A fifth of a launch of an even curve steadies the ages that few have reached.
  const weights = new Array<number>(CURVE_WEEKS).fill(0.2);
  for (let age = 0; age < CURVE_WEEKS; age++) total[age] = 0.2;
  for (const { launch, weight } of chosen) {
    const level = levelOf(launch.weekly, flat);
    if (!(level > 0)) continue;
    for (let age = 0; age < Math.min(CURVE_WEEKS, launch.weekly.length); age++) {
      total[age]! += weight * Math.min(8, launch.weekly[age]! / level);
      weights[age]! += weight;
    }
  }
  const raw = total.map((value, age) => value / weights[age]!);
  const smooth = raw.map((_, age) => {
    const near = raw.slice(Math.max(0, age - 1), age + 2);
    return age === 0 ? raw[0]! : sum(near) / near.length;
  });
  const first = sum(smooth.slice(0, LEVEL_WEEKS)) / LEVEL_WEEKS;
  return smooth.map((value) => Math.max(0.01, value / first));
}

/** The level that a launch's weeks imply under a curve. */
function levelOf(weekly: readonly number[], curve: readonly number[]): number {
  const weeks = Math.min(LEVEL_WEEKS, weekly.length);
  return sum(weekly.slice(0, weeks)) / sum(curve.slice(0, weeks));
}

function dispersionOf(series: readonly (readonly number[])[], curve: readonly number[]): number {
  let squares = 0;
  let count = 0;
  for (const weekly of series) {
    const level = levelOf(weekly, curve);
    weekly.slice(0, CURVE_WEEKS).forEach((value, age) => {
      const expected = level * curve[age]!;
      if (expected < 0.2) return;
      squares += (value - expected) ** 2 / expected;
      count += 1;
    });
  }
  return count > 0 ? Math.min(50, Math.max(1, squares / count)) : 2;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
