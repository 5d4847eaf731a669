import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { forecastLaunch } from './forecast-launch';
import { CURVE_WEEKS, launchPrior, likeness, type NewSku, type PastLaunch } from './launch-pool';
import { negativeBinomialQuantile } from './negative-binomial-quantile';

const LEVELS = [0.1, 0.5, 0.7, 0.8, 0.9];
/** Sales rise as a new product becomes known. */
const rise = (age: number) => 1 - 0.85 * Math.exp(-age / 4);

function launches(count: number, label: string): PastLaunch[] {
  const random = createRandom(label);
  return Array.from({ length: count }, (_, i) => {
    const level = 30 * Math.exp(random.normal(0, 0.6));
    return {
      skuId: `${label} ${i}`,
      category: 'home.lamps',
      market: 'US',
      price: 20 + (i % 5) * 5,
      attributes: ['led', i % 2 ? 'warm' : 'cold'],
      weekly: Array.from({ length: 26 }, (_, age) => random.poisson(level * rise(age))),
    };
  });
}

const newSku: NewSku = { category: 'home.lamps', market: 'US', price: 30, attributes: ['led', 'warm'] };

describe('the launch of a new SKU', () => {
  it('is nearer to what follows than its mean so far and than the mean of its category', () => {
    const past = launches(60, 'past');
    const prior = launchPrior(newSku, past)!;
    const errors = { launch: 0, soFar: 0, category: 0 };
    const categoryMean = past.flatMap(({ weekly }) => weekly).reduce((a, b) => a + b, 0) / (60 * 26);
    for (const { weekly } of launches(100, 'new')) {
      for (const known of [2, 4, 8]) {
        const own = weekly.slice(0, known);
        const actual = weekly.slice(known, known + 8);
        const { mean } = forecastLaunch(prior, own, 8, LEVELS);
        const soFar = own.reduce((a, b) => a + b, 0) / known;
        actual.forEach((value, h) => {
          errors.launch += Math.abs(value - mean[h]!);
          errors.soFar += Math.abs(value - soFar);
          errors.category += Math.abs(value - categoryMean);
        });
      }
    }
    expect(errors.launch).toBeLessThan(0.6 * errors.soFar);
    expect(errors.launch).toBeLessThan(0.7 * errors.category);
  });

  it('starts with its analogues and ends with itself', () => {
    const prior = launchPrior(newSku, launches(40, 'past'))!;
    const none = forecastLaunch(prior, [], 13, LEVELS);
    expect(none.own).toBe(0);
    expect(none.mean.reduce((a, b) => a + b, 0) / 13).toBeCloseTo(prior.level, 6);
    const many = forecastLaunch(prior, new Array<number>(10).fill(400), 4, LEVELS);
    expect(many.own).toBeGreaterThan(0.9);
    expect(many.mean[0]).toBeGreaterThan(300);
  });

  it('draws the circle wider where few are near', () => {
    const [first, ...rest] = launches(20, 'far').map((launch) => ({ ...launch, category: 'garden.pots' }));
    expect(launchPrior(newSku, [{ ...first!, category: 'home.lamps' }, ...rest])!.analogues).toBeGreaterThan(
      5,
    );
    expect(launchPrior(newSku, [])).toBeNull();
    const twin = { ...launches(1, 'twin')[0]!, price: 30, attributes: ['led', 'warm'] };
    expect(likeness(newSku, twin)).toBe(1);
    expect(likeness(newSku, { ...twin, price: 60 })).toBeCloseTo(0.5, 10);
    expect(likeness(newSku, { ...twin, attributes: [] })).toBeCloseTo(0.5, 10);
  });

  it('covers what follows as often as it says', () => {
    const prior = launchPrior(newSku, launches(80, 'past'))!;
    let below = 0;
    let count = 0;
    for (const { weekly } of launches(150, 'cover')) {
      const { quantiles } = forecastLaunch(prior, weekly.slice(0, 4), 8, LEVELS);
      weekly.slice(4, 12).forEach((value, h) => {
        count += 1;
        if (value <= quantiles[4]![h]!) below += 1;
      });
    }
    expect(below / count).toBeGreaterThan(0.85);
    expect(below / count).toBeLessThan(0.99);
  });

  it('always gives figures whose quantiles do not cross', () => {
    const weeks = fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 100_000 })), {
      maxLength: 12,
    });
    const weekly = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 40 });
    fc.assert(
      fc.property(weeks, fc.array(weekly, { minLength: 1, maxLength: 8 }), (own, past) => {
        const prior = launchPrior(
          newSku,
          past.map((w, i) => ({
            skuId: `${i}`,
            category: 'x',
            market: 'US',
            price: null,
            attributes: [],
            weekly: w,
          })),
        );
        if (!prior) return;
        expect(prior.curve).toHaveLength(CURVE_WEEKS);
        const { mean, quantiles } = forecastLaunch(prior, own, 6, LEVELS);
        mean.forEach((m, h) => {
          expect(Number.isFinite(m) && m >= 0).toBe(true);
          const column = quantiles.map((row) => row[h]!);
          expect(column).toEqual([...column].sort((a, b) => a - b));
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('quantiles of a negative binomial count', () => {
  it('are those of the Poisson distribution in the limit', () => {
    // P(X ≤ 14 | 10) = 0.9165, P(X ≤ 13) = 0.8645.
    expect(negativeBinomialQuantile(0.9, 10, 10)).toBe(14);
    expect(negativeBinomialQuantile(0.5, 10, 10)).toBe(10);
    expect(negativeBinomialQuantile(0.5, 0, 0)).toBe(0);
  });
});
