import { describe, expect, it } from 'vitest';
import { currentEngine } from './current-engine';
import { eventEffects } from './event-effects';

const flat = (n: number, level: number, peaks: Record<number, number>) =>
  Array.from({ length: n }, (_, t) => peaks[t] ?? level);

describe('events', () => {
  it('lift points ahead by what they lifted in the past, shrunk by how often that was seen', () => {
    const values = flat(60, 10, { 20: 40, 40: 40 });
    const effects = eventEffects(values, [{ name: 'sale', index: [20, 40, 62] }], 52, 4)!;
    // Two occurrences of 4×, one of doubt: 4 to the power of two thirds.
    expect(effects[62]).toBeCloseTo(4 ** (2 / 3), 9);
    expect(effects.filter((effect) => effect !== 1)).toHaveLength(3);
  });

  it('say nothing without a past, and are no neighbours to each other', () => {
    expect(eventEffects(flat(30, 10, {}), [{ name: 'first ever', index: [31] }], 52, 4)).toBeNull();
    expect(eventEffects([], [{ name: 'x', index: [0] }], 52, 4)).toBeNull();
    const values = flat(30, 10, { 14: 40, 15: 40, 16: 40 });
    const effects = eventEffects(values, [{ name: 'sale', index: [14, 15, 16, 31] }], 52, 4)!;
    expect(effects[31]).toBeCloseTo(4 ** 0.75, 9);
  });

  it('compare a day with the same day of other weeks', () => {
    const week = [10, 10, 10, 10, 10, 40, 40];
    const values = Array.from({ length: 70 }, (_, t) => (t === 40 ? 80 : week[t % 7]!));
    expect(eventEffects(values, [{ name: 'x', index: [40, 75] }], 7, 10)![75]).toBeCloseTo(2 ** 0.5, 9);
  });

  it('reach the forecast, and leave the points beside them as they were', () => {
    const values = flat(104, 50, { 30: 150, 60: 150, 90: 150 });
    const ask = (index: number[]) =>
      currentEngine.forecast(
        { id: 'x', seasonLength: 52, values, events: [{ name: 'sale', index }] },
        { horizonWeeks: 6, quantiles: [] },
      );
    const { mean, quantiles } = ask([30, 60, 90, 106]);
    expect(mean[2]).toBeGreaterThan(105);
    expect(quantiles.p90[2]).toBeGreaterThanOrEqual(mean[2]! - 1);
    for (const h of [0, 1, 3, 4, 5]) expect(mean[h]).toBeCloseTo(50, -0.5);
  });

  it('known to the caller divide history and multiply the forecast', () => {
    const effects = Array.from({ length: 66 }, (_, t) => (t % 10 === 5 ? 3 : 1));
    const values = Array.from({ length: 60 }, (_, t) => 20 * effects[t]!);
    const { mean } = currentEngine.forecast(
      { id: 'x', seasonLength: 52, values, effects },
      { horizonWeeks: 6, quantiles: [] },
    );
    expect(mean).toEqual([20, 20, 20, 20, 20, 60]);
  });

  it('never break a forecast', () => {
    for (const index of [[-5, 2, 2, 1e9], [Number.NaN, 0.5], []])
      for (const values of [[], [0, 0, 0], [1, null, Number.NaN, 1e14]]) {
        const { mean } = currentEngine.forecast(
          {
            id: 'x',
            seasonLength: 7,
            values,
            events: [{ name: 'x', index }],
            effects: [Number.NaN, 0, -1, Infinity],
          },
          { horizonWeeks: 3, quantiles: [] },
        );
        expect(mean.every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
      }
  });
});
