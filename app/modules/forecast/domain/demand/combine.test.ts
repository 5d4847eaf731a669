import { describe, expect, it } from 'vitest';
import type { Fold } from './backtest';
import { combine, weigh, weightedMedian } from './combine';

const constant = (id: string, value: number, length = 2) => ({
  id,
  values: new Float64Array(length).fill(value),
});
const fold = (sesValue: number, tsbValue: number): Fold => ({
  origin: 10,
  actual: Float64Array.of(10, 10),
  candidates: [constant('ses', sesValue), constant('tsb', tsbValue)],
});

describe('weights', () => {
  it('are equal without evidence', () => {
    const members = weigh([], [constant('ses', 1), constant('tsb', 2)]);
    expect(members).toEqual([
      { id: 'ses', share: 0.5 },
      { id: 'tsb', share: 0.5 },
    ]);
  });

  it('favour the model with the smaller backtest error, and more so with more origins', () => {
    const candidates = [constant('ses', 1), constant('tsb', 2)];
    const few = weigh([fold(12, 11.8)], candidates);
    const many = weigh(
      Array.from({ length: 10 }, () => fold(12, 11.8)),
      candidates,
    );
    expect(few[0]).toMatchObject({ id: 'tsb' });
    expect(many[0]!.share).toBeGreaterThan(few[0]!.share);
    // Error ratio 0.9; ten replays that fade by a tenth are worth (1 − 0.9¹⁰) ÷ 0.1, against one of doubt.
    const evidence = (1 - 0.9 ** 10) / 0.1;
    const ratio = 1 - (0.1 * evidence) / (evidence + 1);
    expect(many[0]!.share).toBeCloseTo(1 / (1 + ratio ** 8), 10);
  });

  it('drop what hardly counts', () => {
    const folds = Array.from({ length: 10 }, () => fold(40, 10.1));
    expect(weigh(folds, [constant('ses', 1), constant('tsb', 2)])).toEqual([{ id: 'tsb', share: 1 }]);
  });

  it('judge a model by its stand-in where it was not available', () => {
    const members = weigh([fold(14, 12)], [constant('ses', 1), constant('ses-seasonal', 2)]);
    expect(members.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });
});

describe('combining', () => {
  const members = [
    { id: 'ses', share: 0.5 },
    { id: 'tsb', share: 0.3 },
    { id: 'theta', share: 0.2 },
  ];
  const candidates = [constant('ses', 10), constant('tsb', 20), constant('theta', 1000)];

  it('is the weighted mean', () => {
    expect(combine(candidates, members, false)[0]).toBeCloseTo(211, 9);
  });

  it('or a median that one wild model cannot move', () => {
    const wilder = [constant('ses', 10), constant('tsb', 20), constant('theta', 1e9)];
    expect(combine(wilder, members, true)[0]).toBe(combine(candidates, members, true)[0]);
  });

  it('interpolates the weighted median between the middles of the shares', () => {
    // Middles at 0.25, 0.65, 0.9: halfway is 0.625 of the way from the first to the second.
    expect(weightedMedian([10, 20, 1000], [0.5, 0.3, 0.2])).toBeCloseTo(16.25, 12);
    expect(weightedMedian([7], [1])).toBe(7);
    expect(weightedMedian([3, 1, 2], [1 / 3, 1 / 3, 1 / 3])).toBeCloseTo(2, 12);
  });
});
