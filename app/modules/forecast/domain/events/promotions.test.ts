import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { createRandom } from '~/kernel/random';
import { effectFactors, fitEffects } from './event-model';
import { addPromotions, PROMOTION_PRIOR } from './promotions';

const FIRST = '2025-01-06' as CalendarDate;
const on = (from: string, to: string, discountBp: number) => ({
  from: from as CalendarDate,
  to: to as CalendarDate,
  discountBp,
});

function exposureOf(promotions: ReturnType<typeof on>[], weeks: number) {
  const exposure = new Map<string, Float64Array>();
  addPromotions(exposure, promotions, FIRST, weeks);
  return exposure;
}

describe('promotions', () => {
  it('count by their days and their depth; of two on one day the deeper', () => {
    const row = exposureOf(
      [
        on('2025-01-06', '2025-01-12', 2000),
        on('2025-01-13', '2025-01-13', 2000),
        on('2025-01-06', '2025-01-07', 1000),
      ],
      3,
    ).get('promotion')!;
    const fifth = 0.8 ** -2 - 1;
    expect([...row]).toEqual([expect.closeTo(fifth, 10), expect.closeTo(fifth / 7, 10), 0]);
    expect(exposureOf([], 3).size).toBe(0);
    expect(exposureOf([on('2024-01-06', '2024-01-12', 2000)], 3).size).toBe(0);
  });

  it('planned ones lift demand by the elasticity known before: a fifth off sells 1.56 times as much', () => {
    const factors = effectFactors(
      exposureOf([on('2025-01-13', '2025-01-19', 2000)], 3),
      new Map([PROMOTION_PRIOR]),
      3,
    );
    expect(factors).toEqual([1, expect.closeTo(0.8 ** -2, 10), 1]);
  });

  it('past ones of a SKU that sells much tell how much more than usual it answers', () => {
    const random = createRandom('promotions');
    const promotions = ['2025-02-10', '2025-04-14', '2025-06-16', '2025-08-18'].map((day, i) =>
      on(day, `${day.slice(0, 8)}${Number(day.slice(8)) + 6}`, 1000 + 500 * i),
    );
    const exposure = exposureOf(promotions, 52);
    const values = effectFactors(exposure, new Map([['promotion', 1.8]]), 52).map((f) =>
      random.poisson(2000 * f),
    );
    const learnt = fitEffects([{ values, exposure }], new Map([PROMOTION_PRIOR]), 0.4).get('promotion')!;
    expect(learnt).toBeGreaterThan(1.6);
    expect(learnt).toBeLessThan(1.9);
  });
});
