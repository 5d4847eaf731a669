import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import {
  categoryElasticities,
  ELASTICITY_LIMITS,
  type Elasticities,
  PRIOR_ELASTICITIES,
  priceEvidence,
  priceFactors,
  skuElasticities,
} from './price-elasticity';

const WEEKS = 104;
const CALM = new Array<boolean>(WEEKS).fill(false);

/** Two years of a SKU with discounts and lasting changes of its price, a season, a trend and chance. */
function simulated(label: string, truth: Elasticities, level: number) {
  const random = createRandom(label);
  const prices: number[] = [];
  const values: number[] = [];
  let regular = 20;
  let nextChange = random.int(10, 30);
  let nextDiscount = random.int(3, 9);
  let luck = 0;
  for (let week = 0; week < WEEKS; week++) {
    if (week === nextChange) {
      regular = 20 * (0.85 + random.next() * 0.3);
      nextChange += random.int(14, 40);
    }
    const off = week === nextDiscount ? random.pick([0.1, 0.15, 0.2, 0.3]) : 0;
    if (off > 0) nextDiscount += random.int(6, 14);
    luck = 0.6 * luck + random.normal(0, 0.08);
    const season = 1 + 0.25 * Math.sin((2 * Math.PI * week) / 52);
    const mean =
      level *
      season *
      1.002 ** week *
      Math.exp(luck) *
      (regular / 20) ** truth.lasting *
      (1 - off) ** truth.discount;
    prices.push(regular * (1 - off));
    values.push(random.poisson(mean));
  }
  return { prices, values };
}

const category = (label: string, truth: Elasticities, level: number, count = 40) =>
  Array.from({ length: count }, (_, i) => {
    const { prices, values } = simulated(`${label} ${i}`, truth, level);
    return priceEvidence(values, prices, CALM);
  });

describe('price elasticity', () => {
  it.each([
    [{ lasting: -1, discount: -1.4 }, 60],
    [{ lasting: -1.5, discount: -3 }, 25],
    [{ lasting: -2.4, discount: -3.5 }, 200],
  ])('is found again in simulated categories: %j at %d a week', (truth, level) => {
    const learnt = categoryElasticities(category(`found ${level}`, truth, level));
    expect(Math.abs(learnt.lasting - truth.lasting)).toBeLessThan(0.3);
    expect(Math.abs(learnt.discount - truth.discount)).toBeLessThan(0.3);
  });

  it('is the literature without price changes, and the category where the SKU has hardly any', () => {
    const flat = priceEvidence(new Array<number>(WEEKS).fill(40), new Array<number>(WEEKS).fill(9), CALM);
    expect(categoryElasticities([flat])).toEqual(PRIOR_ELASTICITIES);
    expect(skuElasticities(flat, { lasting: -1.1, discount: -3.3 })).toEqual({
      lasting: -1.1,
      discount: -3.3,
    });
  });

  it('of a SKU goes toward its own, not all the way', () => {
    const { prices, values } = simulated('own', { lasting: -1.5, discount: -3.5 }, 300);
    const own = skuElasticities(priceEvidence(values, prices, CALM), { lasting: -1.5, discount: -2 });
    expect(own.discount).toBeLessThan(-2.3);
    expect(own.discount).toBeGreaterThan(-3.5);
  });

  it('stays within its limits, whatever the records say', () => {
    const cell = fc.oneof(fc.constant(null), fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.boolean()), { maxLength: 60 }), (rows) => {
        const [values, prices, exposed] = [
          rows.map((r) => r[0]),
          rows.map((r) => r[1]),
          rows.map((r) => r[2]),
        ];
        const learnt = categoryElasticities([priceEvidence(values, prices, exposed)]);
        for (const one of [learnt.lasting, learnt.discount]) {
          expect(one >= ELASTICITY_LIMITS.least && one <= ELASTICITY_LIMITS.most).toBe(true);
        }
        const factors = priceFactors(prices, exposed, learnt);
        expect(factors).toHaveLength(rows.length);
        for (const factor of factors) expect(factor >= 0.2499 && factor <= 4.0001).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what past prices did', () => {
  const flat = (price: number, weeks: number) => new Array<number>(weeks).fill(price);

  it('is told against the price of now: dearer weeks sold less, discounted ones more', () => {
    const prices = [...flat(12, 20), ...flat(10, 20)];
    prices[30] = 8;
    const factors = priceFactors(prices, [], { lasting: -1.5, discount: -3 });
    expect(factors[0]).toBeCloseTo(1.2 ** -1.5, 10);
    expect(factors[19]).toBeCloseTo(1.2 ** -1.5, 10);
    expect(factors[20]).toBe(1);
    expect(factors[30]).toBeCloseTo(0.8 ** -3, 10);
  });

  it('goes on ahead with the discounts of the year before, which nobody announced, but for weeks of events', () => {
    const prices = flat(10, 60).map((price, week) => (week % 10 === 5 ? price * 0.8 : price));
    const exposed = Array.from({ length: 70 }, (_, week) => week === 64);
    const factors = priceFactors(prices, exposed, { lasting: -1.5, discount: -3 });
    expect(factors).toHaveLength(70);
    const lift = 0.8 ** -3;
    expect(factors[60]).toBeCloseTo((52 - 5 + 5 * lift) / 52, 10);
    expect(factors[64]).toBe(1);
    expect(factors[69]).toBe(factors[60]);
  });

  it('is left to an event in its weeks, and is nothing without a price', () => {
    const prices: (number | null)[] = flat(10, 20);
    prices[8] = 7;
    prices[9] = null;
    const exposed = prices.map((_, week) => week === 8);
    expect(priceFactors(prices, exposed, PRIOR_ELASTICITIES)).toEqual(flat(1, 20));
    expect(priceFactors([null, null], [], PRIOR_ELASTICITIES)).toEqual([1, 1]);
  });

  it('is taken out of the base: what is left is nearer to what would have been sold at one price', () => {
    const truth = { lasting: -1.5, discount: -3 };
    const { prices, values } = simulated('base', truth, 200);
    const even = simulated('base', { lasting: 0, discount: 0 }, 200);
    const factors = priceFactors(prices, CALM, truth);
    const roughness = (series: readonly number[]) =>
      series.slice(1).reduce((sum, v, i) => sum + Math.abs(Math.log((v + 1) / (series[i]! + 1))), 0);
    const freed = values.map((value, week) => value / factors[week]!);
    expect(roughness(freed)).toBeLessThan(0.6 * roughness(values));
    expect(roughness(freed)).toBeLessThan(1.3 * roughness(even.values));
  });
});
