import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '~/kernel/random';
import { atLeast, incompleteBeta } from './negative-binomial';
import { demandMoments, type OddsWeek, oddsFromPace, sellOutOdds, spreadOf } from './sell-out-odds';

const normalWeek = (mean: number, sd: number): OddsWeek => ({
  mean,
  p50: mean,
  p70: mean + 0.5244 * sd,
  p80: mean + 0.8416 * sd,
  p90: mean + 1.2816 * sd,
});
const days = (count: number) =>
  Array.from({ length: count }, (_, day) => ({ week: Math.floor(day / 7), share: 1 }));
const plenty = [{ day: 0, quantity: 1_000_000 }];

describe('negative binomial', () => {
  test('incomplete beta against closed forms', () => {
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
    expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 12);
    expect(incompleteBeta(0.5, 7.5, 7.5)).toBeCloseTo(0.5, 12);
  });

  test('geometric and Poisson ends', () => {
    // Mean 4, variance 20: size 1, so P(X ≥ k) = (μ ∕ (1 + μ))^k.
    for (const k of [1, 3, 10]) expect(atLeast(k, 4, 20)).toBeCloseTo(0.8 ** k, 10);
    // P(Poisson(2) ≥ 3) = 1 − 5e⁻².
    expect(atLeast(3, 2, 2)).toBeCloseTo(1 - 5 * Math.exp(-2), 3);
    expect([atLeast(0, 0, 0), atLeast(1, 0, 0)]).toEqual([1, 0]);
  });

  test('against counting', () => {
    const random = createRandom('negative binomial');
    const draws = Array.from({ length: 40_000 }, () => random.negativeBinomial(300, 9));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    for (const k of [150, 260, 300, 420]) {
      const counted = draws.filter((x) => x >= k).length / draws.length;
      expect(Math.abs(atLeast(k, mean, variance) - counted)).toBeLessThan(0.012);
    }
  });
});

describe('odds', () => {
  test('the spread of a normal week is its standard deviation', () => {
    expect(spreadOf(normalWeek(100, 20))).toBeCloseTo(20, 2);
  });

  test('at the mean it is about even, a spread above it one in six', () => {
    const input = {
      days: days(28),
      series: [Array(4).fill(normalWeek(100, 20)) as OddsWeek[]],
      stock: plenty,
      returnShare: 0,
    };
    const { mean, variance } = demandMoments(input, 0, 28);
    expect(mean).toBeCloseTo(400, 6);
    // Level error of a week: √(400 − 100); four of them half correlated: 300 · (4 + 12 · ½); counting noise 400.
    expect(variance).toBeCloseTo(400 + 3000, 0);
    expect(sellOutOdds({ ...input, remaining: 400 }).probability).toBeCloseTo(0.48, 1);
    expect(
      sellOutOdds({ ...input, remaining: Math.round(400 + Math.sqrt(variance)) }).probability,
    ).toBeCloseTo(0.16, 1);
  });

  test('markets add up, with less in common than weeks', () => {
    const one = demandMoments({ days: days(7), series: [[normalWeek(100, 40)]] }, 0, 7);
    const two = demandMoments(
      { days: days(7), series: [[normalWeek(100, 40)], [normalWeek(100, 40)]] },
      0,
      7,
    );
    expect(two.mean).toBe(2 * one.mean);
    expect(two.variance).toBeGreaterThan(2 * one.variance);
    expect(two.variance).toBeLessThan(4 * one.variance);
  });

  const base = {
    days: days(28),
    series: [Array(4).fill(normalWeek(100, 20)) as OddsWeek[]],
    returnShare: 0,
    remaining: 300,
  };

  test('too few pieces is no chance; pieces that come after the window do not help', () => {
    expect(sellOutOdds({ ...base, stock: [{ day: 0, quantity: 299 }] })).toMatchObject({
      probability: 0,
      limit: 'stock',
    });
    const late = [
      { day: 0, quantity: 299 },
      { day: 28, quantity: 100 },
    ];
    expect(sellOutOdds({ ...base, stock: late })).toMatchObject({
      probability: 0,
      limit: 'stock',
      stock: 299,
    });
  });

  test('the later the rest arrives, the worse', () => {
    const of = (day: number) =>
      sellOutOdds({
        ...base,
        stock: [
          { day: 0, quantity: 50 },
          { day, quantity: 250 },
        ],
      });
    const odds = [0, 3, 7, 10, 14, 21].map((day) => of(day).probability);
    for (const [index, value] of odds.entries())
      if (index > 0) expect(value).toBeLessThanOrEqual(odds[index - 1]!);
    expect(of(14)).toMatchObject({ limit: 'arrival' });
    expect(of(0).limit).toBe('demand');
  });

  test('expected returns make it harder', () => {
    const odds = sellOutOdds({ ...base, stock: plenty, returnShare: 0.1 });
    expect(odds.needed).toBe(334);
    expect(odds.probability).toBeLessThan(sellOutOdds({ ...base, stock: plenty }).probability);
  });

  test('its own pace, where there is no forecast', () => {
    const odds = oddsFromPace(100, 100, 10, 10);
    expect(odds.expected).toBeCloseTo(100.5, 6);
    expect(odds.probability).toBeGreaterThan(0.45);
    expect(odds.probability).toBeLessThan(0.55);
    expect(oddsFromPace(10, 0, 5, 5).probability).toBeLessThan(0.05);
    expect(oddsFromPace(0, 0, 0, 0).probability).toBe(1);
  });

  const week = fc
    .tuple(fc.double({ min: 0, max: 500, noNaN: true }), fc.double({ min: 0, max: 400, noNaN: true }))
    .map(([mean, sd]) => normalWeek(mean, sd));
  const input = fc.record({
    remaining: fc.integer({ min: 0, max: 3000 }),
    days: fc.integer({ min: 0, max: 45 }).map(days),
    series: fc.array(fc.array(week, { minLength: 1, maxLength: 6 }), { maxLength: 3 }),
    stock: fc.array(fc.record({ day: fc.nat(40), quantity: fc.nat(3000) }), { maxLength: 3 }),
    returnShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  });

  test('a probability, less for more units, more for more days and more stock', () => {
    fc.assert(
      fc.property(input, fc.nat(400), fc.nat(10), (given, more, moreDays) => {
        const odds = sellOutOdds(given);
        expect(odds.probability).toBeGreaterThanOrEqual(0);
        expect(odds.probability).toBeLessThanOrEqual(1);
        expect(Number.isFinite(odds.expected) && Number.isFinite(odds.spread)).toBe(true);
        const harder = sellOutOdds({ ...given, remaining: given.remaining + more });
        expect(harder.probability).toBeLessThanOrEqual(odds.probability + 1e-9);
        const longer = sellOutOdds({ ...given, days: days(given.days.length + moreDays) });
        expect(longer.probability).toBeGreaterThanOrEqual(odds.probability - 1e-9);
        const fuller = sellOutOdds({ ...given, stock: [...given.stock, { day: 0, quantity: more }] });
        expect(fuller.probability).toBeGreaterThanOrEqual(odds.probability - 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
