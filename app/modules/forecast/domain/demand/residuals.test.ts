import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { independentErrors, type Residual } from './residuals';

const random = createRandom('residuals');
const folds = Array.from({ length: 10 }, (_, i) => ({
  origin: 50 + 5 * i,
  actual: new Float64Array(5),
  candidates: [],
}));
const made = (error: (fold: number) => number): Residual[] =>
  folds.flatMap((_, fold) =>
    Array.from({ length: 5 }, (__, step) => ({ fold, step: step + 1, error: error(fold), forecast: 1 })),
  );

describe('independent errors', () => {
  it('are nearly all of them where each goes its own way', () => {
    const worth = independentErrors(
      made(() => random.normal(0, 1)),
      folds,
    );
    expect(worth).toBeGreaterThan(25);
    expect(worth).toBeLessThanOrEqual(50);
  });

  it('are little more than the replays where each replay errs as one', () => {
    const shared = folds.map(() => random.normal(0, 1));
    expect(
      independentErrors(
        made((fold) => shared[fold]!),
        folds,
      ),
    ).toBeLessThan(16);
  });

  it('are none without any, and few for one replay', () => {
    expect(independentErrors([], folds)).toBe(0);
    expect(independentErrors(made(() => 1).slice(0, 5), folds)).toBeLessThan(3);
  });
});
