import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OrderSums, scorecard } from './scorecard';

const SUMS: OrderSums = {
  periods: 10,
  ordered: 1000,
  forecast: 1200,
  forecastAbs: 300,
  naiveAbs: 500,
  committedPeriods: 8,
  commit: 880,
  commitOrdered: 800,
  commitForecast: 1000,
  commitAbs: 120,
  commitForecastAbs: 240,
  due: 900,
  onTime: 810,
  frozen: 400,
  churn: 40,
};

test('both sides are read from the same sums', () => {
  const { platform, factory } = scorecard(SUMS);
  expect(platform).toEqual({
    wape: 0.3,
    bias: 0.2,
    naiveWape: 0.5,
    addedOverNaive: expect.closeTo(0.2),
    churn: 0.1,
  });
  expect(factory).toEqual({
    onTime: 0.9,
    bias: 0.1,
    answered: 0.88,
    wape: 0.15,
    addedOverForecast: expect.closeTo(0.15),
  });
});

test('what has no denominator is not said, whatever the rest', () => {
  const zeros = Object.fromEntries(Object.keys(SUMS).map((key) => [key, 0])) as unknown as OrderSums;
  const { platform, factory } = scorecard(zeros);
  expect([...Object.values(platform), ...Object.values(factory)].every((v) => v === null)).toBe(true);
  fc.assert(
    fc.property(
      fc.record(
        Object.fromEntries(Object.keys(SUMS).map((key) => [key, fc.nat(1000)])) as Record<
          keyof OrderSums,
          fc.Arbitrary<number>
        >,
      ),
      (sums) => {
        const score = scorecard(sums);
        for (const value of [...Object.values(score.platform), ...Object.values(score.factory)]) {
          if (value !== null) expect(Number.isFinite(value)).toBe(true);
        }
      },
    ),
  );
});
