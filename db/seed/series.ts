import { addDays, daysBetween } from '~/kernel/calendar-date';
import type { Random } from '~/kernel/random';
import { shopPrice } from './exchange-rates';
import type { MarketSeed } from './names/places';
import type { SeedContext } from './seed-context';
import type { SeededSku } from './skus';

/** Days of sales of one SKU in one market; index 0 is the first seeded day. Reused from series to series. */
export interface SeriesBuffers {
  units: Int32Array;
  returned: Int32Array;
  cancelled: Int32Array;
  /** Minor units for one piece on that day. */
  priceMinor: Int32Array;
}

/** First and last day, as indices, both included. */
export type DayRange = [from: number, to: number];

export function seriesBuffers(days: number): SeriesBuffers {
  const make = () => new Int32Array(days);
  return { units: make(), returned: make(), cancelled: make(), priceMinor: make() };
}

/** What all markets of a SKU share: trend, weekly shocks, stock-outs, returns. */
export interface SkuCourse {
  firstSale: number;
  /** Index after the last day of sale. */
  end: number;
  level: Float64Array;
  stockOuts: DayRange[];
  returnRate: [atStart: number, atEnd: number];
}

/** A factory stopped by an inspection: its best sellers ran out everywhere for two weeks. */
export interface Incident {
  skuIndexes: ReadonlySet<number>;
  range: DayRange;
}

export function skuCourse(ctx: SeedContext, sku: SeededSku, days: number, incident: Incident): SkuCourse {
  const random = ctx.random('course', sku.code);
  const firstSale = Math.max(0, daysBetween(ctx.firstDay, sku.launchedOn));
  const end = sku.endsOn ? Math.min(days, daysBetween(ctx.firstDay, sku.endsOn)) : days;
  return {
    firstSale,
    end,
    level: levelOf(sku, days, firstSale, random.fork('level')),
    stockOuts: commonStockOuts(sku, days, firstSale, end, incident, random.fork('stock-outs')),
    returnRate: [0.115 + random.next() * 0.04, 0.085 + random.next() * 0.025],
  };
}

function levelOf(sku: SeededSku, days: number, firstSale: number, random: Random): Float64Array {
  const level = new Float64Array(days);
  const yearlyGrowth = random.normal(0.12, sku.lifecycle === 'mature' ? 0.22 : 0.1);
  const rampDays = random.int(12, 40);
  const fadeDays = random.int(90, 160);
  let shock = 0;
  let weekFactor = 1;
  for (let day = 0; day < days; day++) {
    // Demand drifts from week to week around its trend (a first-order autoregression of its logarithm).
    if (day % 7 === 0) {
      shock = 0.72 * shock + random.normal(0, 0.1);
      weekFactor = Math.exp(shock);
    }
    let value = Math.exp((yearlyGrowth * (day - days)) / 365) * weekFactor;
    if (firstSale > 0) value *= 1 - 0.85 * Math.exp(-Math.max(0, day - firstSale) / rampDays);
    if (sku.lifecycle === 'ending')
      value *= 1 / (1 + Math.exp((day - (days - fadeDays / 2)) / (fadeDays / 6)));
    level[day] = value;
  }
  return level;
}

function commonStockOuts(
  sku: SeededSku,
  days: number,
  firstSale: number,
  end: number,
  incident: Incident,
  random: Random,
): DayRange[] {
  const ranges: DayRange[] = [];
  const expected = ((end - firstSale) / 365) * 0.55;
  const count = random.poisson(Math.max(0, expected));
  for (let i = 0; i < count; i++) addRange(ranges, random.int(firstSale, end - 1), random.int(4, 18), end);
  if (incident.skuIndexes.has(sku.index)) ranges.push(incident.range);
  if (sku.isOutNow) ranges.push([Math.max(firstSale + 10, days - random.int(3, 16)), days - 1]);
  return merge(ranges, end);
}

function addRange(ranges: DayRange[], from: number, length: number, end: number): void {
  if (from + length < end) ranges.push([from, from + length - 1]);
}

/** Sorted, without overlaps or touching ends. */
function merge(ranges: readonly DayRange[], end: number): DayRange[] {
  const merged: DayRange[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (from > to || from >= end) continue;
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, Math.min(to, end - 1)]);
  }
  return merged;
}

/**
 * Fills the buffers with one market's sales and gives the days on which it was out of stock.
 * @param shape factor of year, week and events per day, of the SKU's profile in the market
 */
export function fillSeries(
  ctx: SeedContext,
  sku: SeededSku,
  course: SkuCourse,
  market: MarketSeed,
  share: number,
  shape: Float64Array,
  out: SeriesBuffers,
): DayRange[] {
  const days = shape.length;
  const random = ctx.random('series', sku.code, market.code);
  const { firstSale, end, level, returnRate } = course;
  out.units.fill(0);
  out.returned.fill(0);
  out.cancelled.fill(0);
  const stockOuts = marketStockOuts(course, random.fork('stock-outs'));
  const effect = pricesAndPromotions(sku, market, firstSale, days, random.fork('prices'), out.priceMinor);
  const base = sku.unitsPerDay * share;
  const dispersion = sku.isIntermittent ? 0.25 : base > 8 ? 18 : base > 1.5 ? 7 : 2;
  const noise = random.fork('noise');
  let nextOut = 0;
  for (let day = firstSale; day < end; day++) {
    while (nextOut < stockOuts.length && stockOuts[nextOut]![1] < day) nextOut++;
    const range = stockOuts[nextOut];
    if (range && day >= range[0]) continue;
    const mean = base * level[day]! * shape[day]! * effect[day]!;
    const units = noise.negativeBinomial(Math.min(mean, 1e6), dispersion);
    out.units[day] = units;
    if (units === 0) continue;
    out.cancelled[day] = noise.poisson(units * 0.008);
    // Returns arrive one to three weeks later; the rate falls as the return centres learn.
    const arrival = day + 6 + Math.floor(noise.next() * 15);
    if (arrival < days) {
      const rate = returnRate[0] + (returnRate[1] - returnRate[0]) * (day / days);
      out.returned[arrival] = out.returned[arrival]! + Math.min(units, noise.poisson(units * rate));
    }
  }
  return stockOuts;
}

function marketStockOuts(course: SkuCourse, random: Random): DayRange[] {
  const ranges: DayRange[] = course.stockOuts.map(([from, to]) => [from, to]);
  const span = course.end - course.firstSale;
  if (span > 40 && random.next() < Math.min(0.6, span / 900)) {
    addRange(ranges, course.firstSale + random.int(20, span - 1), random.int(3, 12), course.end);
  }
  return merge(ranges, course.end);
}

let effectBuffer = new Float64Array(0);

/** Sets each day's price; returns each day's factor on demand from price changes and promotions. */
function pricesAndPromotions(
  sku: SeededSku,
  market: MarketSeed,
  firstSale: number,
  days: number,
  random: Random,
  priceMinor: Int32Array,
): Float64Array {
  if (effectBuffer.length !== days) effectBuffer = new Float64Array(days);
  const effect = effectBuffer.fill(1);
  const elasticity = 1.1 + random.next() * 0.9;
  const list = sku.listPriceUsd * market.priceLevel;
  let price = list * (0.94 + random.next() * 0.12);
  let nextChange = firstSale + random.int(60, 260);
  for (let day = 0; day < days; day++) {
    if (day === nextChange) {
      price = list * (0.88 + random.next() * 0.22);
      nextChange += random.int(90, 280);
    }
    priceMinor[day] = shopPrice(price, market.currency);
    effect[day] = (price / list) ** -elasticity;
  }
  for (let day = firstSale + random.int(20, 80); day < days; day += random.int(40, 110)) {
    const length = random.int(4, 9);
    const discount = random.pick([0.1, 0.15, 0.2, 0.3]);
    const lift = (1 - discount) ** -(elasticity + 1.6);
    for (let d = day; d < Math.min(days, day + length + 5); d++) {
      const isOn = d < day + length;
      if (isOn) priceMinor[d] = Math.round(priceMinor[d]! * (1 - discount));
      effect[d] = effect[d]! * (isOn ? lift : 0.88);
    }
  }
  return effect;
}

/** The days of a factory's stop and the SKUs that it took out of stock. */
export function planIncident(skus: readonly SeededSku[], days: number, factoryIndex: number): Incident {
  const from = Math.max(0, days - 150);
  const best = skus
    .filter((sku) => sku.factoryIndexes[0] === factoryIndex && sku.lifecycle === 'mature')
    .sort((a, b) => b.unitsPerDay * b.listPriceUsd - a.unitsPerDay * a.listPriceUsd)
    .slice(0, 3);
  return { skuIndexes: new Set(best.map((sku) => sku.index)), range: [from, Math.min(days - 1, from + 13)] };
}

/** The calendar day of an index. */
export const dayOf = (ctx: SeedContext, index: number) => addDays(ctx.firstDay, index);
