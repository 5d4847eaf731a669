import { exp, ln } from '../demand/portable-math';
import { priceCourse, SAME_PRICE } from './regular-price';

/**
 * What prices do to demand, learnt from the prices really paid: log demand moves by the elasticity times log price. Lasting
 * changes of the regular price and passing discounts have their own, as in the SCAN*PRO family of models (van Heerde,
 * Leeflang & Wittink, "How Promotions Work", Schmalenbach Business Review 2002): a discount draws purchases forward, so it moves more.
 * Both are posterior means of a normal model (Gelman & Hill 2007, chapter 12): the literature → category → SKU.
 */
export interface Elasticities {
  /** Of a regular price that stays. */
  lasting: number;
  /** Of a discount for some days or weeks. */
  discount: number;
}

/**
 * Before any sales are looked at. The mean of 1,851 published figures is −2.62, most of them of promotions (Bijmolt, van Heerde
 * & Pieters, "New Empirical Generalizations on the Determinants of Price Elasticity", JMR 2005); regular prices move less, and
 * published figures are large ones.
 */
export const PRIOR_ELASTICITIES: Elasticities = { lasting: -1.5, discount: -2 };
/** A lower price never sells less; nobody answers more than this. */
export const ELASTICITY_LIMITS = { least: -4.5, most: -0.1 } as const;

/** How far categories stand from the literature, and SKUs from their category. */
const CATEGORY_SPREAD = 0.6;
const SKU_SPREAD = 0.3;
/** A SKU's own price has varied when it had so many discounted weeks, or so many lasting changes. */
const LEAST_DISCOUNTS = 4;
const LEAST_CHANGES = 2;
/** Calm weeks that tell a level: how many on each side, and how far away they may be. */
const NEIGHBOURS = 3;
const REACH = 8;
const CHANGE_WEEKS = 6;
/** Below this many pieces a week logarithms say more of chance than of price. */
const LEAST_LEVEL = 3;
/** Logarithms of prices and of demand further apart than this are an error of records. */
const MOST_LOG_PRICE = 1.2;
const MOST_LOG_DEMAND = 2.5;
/** Variance of a week's log demand at the least. */
const LEAST_VARIANCE = 0.01;
/** Weeks in a row share their luck: a mean of six is worth about two. */
const SHARED_LUCK = 3;
/** Weeks whose discounts are usual. */
const YEAR = 52;
/** A price moves demand by four times at most, either way. */
const MOST_LOG_FACTOR = ln(4);

/** Weighted sums of a regression through the origin, of log demand on log price. */
interface Sums {
  xx: number;
  xy: number;
  count: number;
}

/** What one series says about both elasticities; adds up over series. */
export interface PriceEvidence {
  lasting: Sums;
  discount: Sums;
}

/**
 * What a series says: discounted weeks against the calm weeks around them, and the weeks after a lasting change against those
 * before it. Trend and season cancel because both sides are near.
 * @param values demand per week; null where unknown or cut short by a stock-out
 * @param prices paid per piece, same weeks
 * @param exposed weeks of events, which have prices and customers of their own
 */
export function priceEvidence(
  values: readonly (number | null)[],
  prices: readonly (number | null)[],
  exposed: readonly boolean[],
): PriceEvidence {
  const { regular, discount } = priceCourse(prices);
  const isCalm = (week: number) =>
    values[week] !== null && values[week] !== undefined && discount[week] === 0 && !exposed[week];
  const levelOf = (weeks: readonly number[]) => weeks.reduce((s, w) => s + values[w]!, 0) / weeks.length;
  const calmSide = (from: number, step: number, most: number, reach: number): number[] => {
    const found: number[] = [];
    for (let d = 0; d < reach && found.length < most; d++) {
      const week = from + step * d;
      const other = regular[week];
      if (other === null || other === undefined || Math.abs(other - regular[from]!) >= SAME_PRICE) break;
      if (isCalm(week)) found.push(week);
    }
    return found;
  };

  const calm: number[] = [];
  const discounts: [x: number, y: number][] = [];
  const changes: [x: number, y: number][] = [];
  values.forEach((value, week) => {
    if (value === null || regular[week] === null) return;
    const x = discount[week];
    if (x !== null && x !== undefined && !exposed[week]) {
      const near = [-1, 1].flatMap((step) =>
        calmSide(week, step, NEIGHBOURS + 1, REACH).filter((other) => other !== week),
      );
      const level = near.length >= 2 ? levelOf(near) : 0;
      if (level >= LEAST_LEVEL) {
        const y = logRatio(value, level);
        if (x === 0) calm.push(y);
        else if (Math.abs(x) <= MOST_LOG_PRICE) discounts.push([x, y]);
      }
    }
    const before = week > 0 ? regular[week - 1] : null;
    if (before === null || before === undefined || Math.abs(regular[week]! - before) < SAME_PRICE) return;
    const earlier = calmSide(week - 1, -1, CHANGE_WEEKS, REACH);
    const later = calmSide(week, 1, CHANGE_WEEKS, REACH);
    const jump = regular[week]! - before;
    if (earlier.length < NEIGHBOURS || later.length < NEIGHBOURS || Math.abs(jump) > MOST_LOG_PRICE) return;
    const level = levelOf(earlier);
    if (level >= LEAST_LEVEL) changes.push([jump, logRatio(levelOf(later), level)]);
  });
  const variance =
    calm.length > 3 ? Math.max(LEAST_VARIANCE, calm.reduce((s, y) => s + y * y, 0) / calm.length) : 0.25;
  return {
    discount: sumsOf(discounts, variance),
    lasting: sumsOf(changes, (variance * 2 * SHARED_LUCK) / CHANGE_WEEKS + LEAST_VARIANCE),
  };
}

/** A category's elasticities from all its series, drawn to the literature by how little they say. */
export function categoryElasticities(evidence: readonly PriceEvidence[]): Elasticities {
  return posterior(evidence, PRIOR_ELASTICITIES, CATEGORY_SPREAD);
}

/** A SKU's own, where its price really varied; else its category's. */
export function skuElasticities(own: PriceEvidence, category: Elasticities): Elasticities {
  const learnt = posterior([own], category, SKU_SPREAD);
  return {
    lasting: own.lasting.count >= LEAST_CHANGES ? learnt.lasting : category.lasting,
    discount: own.discount.count >= LEAST_DISCOUNTS ? learnt.discount : category.discount,
  };
}

/**
 * Factors on demand that prices have against today's regular price, which is expected to hold: the base is what would have been
 * sold at it. Ahead, discounts that nobody announces are expected as often as in the year before. Exposed weeks keep the price of
 * their event or promotion, which is part of its effect.
 * @param exposed past weeks and those ahead
 * @returns one per exposed week, or per price where these are more; 1 where the price was today's or is unknown
 */
export function priceFactors(
  prices: readonly (number | null)[],
  exposed: readonly boolean[],
  { lasting, discount }: Elasticities,
): number[] {
  const { regular, discount: off, current } = priceCourse(prices);
  const bounded = (log: number) =>
    log === 0 ? 1 : exp(Math.min(MOST_LOG_FACTOR, Math.max(-MOST_LOG_FACTOR, log)));
  const byDiscount = prices.map((_, week) => (exposed[week] ? 0 : discount * (off[week] ?? 0)));
  const lifts = byDiscount.slice(-YEAR).filter((_, i) => !exposed[Math.max(0, prices.length - YEAR) + i]);
  const usual = lifts.length > 0 ? lifts.reduce((sum, log) => sum + bounded(log), 0) / lifts.length : 1;
  return Array.from({ length: Math.max(prices.length, exposed.length) }, (_, week) => {
    if (week >= prices.length) return exposed[week] ? 1 : usual;
    const apart = (regular[week] ?? current ?? 0) - (current ?? 0);
    return bounded((Math.abs(apart) < SAME_PRICE ? 0 : lasting * apart) + byDiscount[week]!);
  });
}

// Half a piece keeps the logarithms of small figures within reason.
function logRatio(value: number, level: number): number {
  const log = ln((Math.max(0, value) + 0.5) / (level + 0.5));
  return Math.min(MOST_LOG_DEMAND, Math.max(-MOST_LOG_DEMAND, log));
}

function sumsOf(points: readonly [x: number, y: number][], variance: number): Sums {
  return {
    xx: points.reduce((sum, [x]) => sum + (x * x) / variance, 0),
    xy: points.reduce((sum, [x, y]) => sum + (x * y) / variance, 0),
    count: points.length,
  };
}

function posterior(evidence: readonly PriceEvidence[], prior: Elasticities, spread: number): Elasticities {
  const meanOf = (kind: keyof Elasticities) => {
    const precision = 1 / spread ** 2;
    const xx = evidence.reduce((sum, one) => sum + one[kind].xx, 0);
    const xy = evidence.reduce((sum, one) => sum + one[kind].xy, 0);
    const mean = prior[kind] + (xy - xx * prior[kind]) / (precision + xx);
    return Math.min(ELASTICITY_LIMITS.most, Math.max(ELASTICITY_LIMITS.least, mean));
  };
  return { lasting: meanOf('lasting'), discount: meanOf('discount') };
}
