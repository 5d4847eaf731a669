import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weightedQuantileLoss } from '../demand/accuracy';
import {
  accuracyFigures,
  addSums,
  KEPT_LEVELS,
  type KeptQuantile,
  leanOf,
  type MeasuredWeek,
  NO_WEEKS,
  sumsOfWeek,
  valueAddedPoints,
} from './measures';

/** Thousandths of a unit: what forecasts are kept in. */
const units = () => fc.nat(1e9).map((thousandths) => thousandths / 1000);
const week = (): fc.Arbitrary<MeasuredWeek> =>
  fc
    .record({
      actual: fc.oneof(fc.constant(0), units()),
      naive: units(),
      model: units(),
      final: units(),
      curve: fc.array(units(), { minLength: 5, maxLength: 5 }),
      scale: fc.option(units()),
    })
    .map(({ curve, ...rest }) => {
      const [p10, p50, p70, p80, p90] = curve.sort((a, b) => a - b) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return { ...rest, p10, p50, p70, p80, p90 };
    });

const figuresOf = (weeks: readonly MeasuredWeek[]) =>
  accuracyFigures(weeks.map(sumsOfWeek).reduce(addSums, NO_WEEKS));

const plain: MeasuredWeek = {
  actual: 100,
  naive: 60,
  model: 90,
  final: 110,
  p10: 80,
  p50: 100,
  p70: 110,
  p80: 120,
  p90: 130,
  scale: 20,
};

describe('figures of measured weeks', () => {
  test('of one week, by hand', () => {
    const figures = figuresOf([plain]);
    expect(figures.wape).toBeCloseTo(0.1);
    expect(figures.bias).toBeCloseTo(0.1);
    expect(figures.mase).toBeCloseTo(0.5);
    expect(figures.coverage).toBe(1);
    expect(figures.steps.naive).toEqual({ wape: 0.4, bias: -0.4 });
    expect(figures.addedOverNaive).toBeCloseTo(0.3);
    expect(figures.addedByModel).toBeCloseTo(0.3);
    // The override moved from ten below to ten above: it added nothing.
    expect(figures.addedByOverride).toBeCloseTo(0);
    // 2 × (0.9 × 0 + … ): p10 is 20 short at 0.1, p70 10 over at 0.3, p80 20 over at 0.2, p90 30 over at 0.1.
    expect(figures.quantileLoss).toBeCloseTo((2 * (0.1 * 20 + 0 + 0.3 * 10 + 0.2 * 20 + 0.1 * 30)) / 5 / 100);
  });

  test('without weeks, and without sales, nothing is said', () => {
    const nothing = accuracyFigures(NO_WEEKS);
    expect([nothing.wape, nothing.bias, nothing.mase, nothing.quantileLoss, nothing.coverage]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    const unsold = figuresOf([{ ...plain, actual: 0, scale: null }]);
    expect([unsold.wape, unsold.bias, unsold.mase, unsold.quantileLoss, unsold.addedOverNaive]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(unsold.coverage).toBe(0);
  });

  test('are never NaN or infinite, and the value added of the steps adds up', () => {
    fc.assert(
      fc.property(fc.array(week(), { maxLength: 20 }), (weeks) => {
        const figures = figuresOf(weeks);
        const { steps, ...rest } = figures;
        for (const value of [
          ...Object.values(rest),
          ...Object.values(steps).flatMap((s) => Object.values(s)),
        ]) {
          if (value !== null) expect(Number.isFinite(value)).toBe(true);
        }
        if (figures.coverage !== null) expect(figures.coverage).toBeGreaterThanOrEqual(0);
        if (figures.wape !== null && figures.bias !== null)
          expect(Math.abs(figures.bias)).toBeLessThanOrEqual(figures.wape * (1 + 1e-9) + 1e-9);
        if (figures.addedOverNaive !== null) {
          const sum = figures.addedByModel! + figures.addedByOverride!;
          expect(Math.abs(figures.addedOverNaive - sum)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, figures.steps.naive.wape!, figures.steps.model.wape!, figures.wape!),
          );
        }
      }),
    );
  });

  test('the quantile loss is that of the engine over the kept levels', () => {
    fc.assert(
      fc.property(fc.array(week(), { minLength: 1, maxLength: 20 }), (weeks) => {
        const keys = Object.keys(KEPT_LEVELS) as KeptQuantile[];
        const expected = weightedQuantileLoss(
          weeks.map(({ actual }) => actual),
          keys.map((key) => ({ level: KEPT_LEVELS[key], values: weeks.map((one) => one[key]) })),
        );
        const { quantileLoss } = figuresOf(weeks);
        if (expected === null) expect(quantileLoss).toBeNull();
        else expect(Math.abs(quantileLoss! - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
      }),
    );
  });
});

test('value added is in points, and unknown where either side is', () => {
  expect(valueAddedPoints(0.4, 0.3)).toBeCloseTo(0.1);
  expect(valueAddedPoints(null, 0.3)).toBeNull();
  expect(valueAddedPoints(0.3, null)).toBeNull();
});

test.each([
  [null, 'unknown'],
  [0.05, 'even'],
  [-0.05, 'even'],
  [0.051, 'over'],
  [-0.2, 'under'],
] as const)('a bias of %s leans %s', (bias, lean) => expect(leanOf(bias)).toBe(lean));
