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
    expect([...row]).toEqual([expect.closeTo(1, 10), expect.closeTo(1 / 7, 10), 0]);
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

  it('past ones of a SKU that sells much tell its own elasticity', () => {
    const random = createRandom('promotions');
    const promotions = ['2025-02-10', '2025-04-14', '2025-06-16', '2025-08-18'].map((day, i) =>
      on(day, `${day.slice(0, 8)}${Number(day.slice(8)) + 6}`, 1000 + 500 * i),
    );
    const exposure = exposureOf(promotions, 52);
    const elastic = effectFactors(exposure, new Map([['promotion', 4 * -Math.log(0.8)]]), 52);
    const values = elastic.map((factor) => random.poisson(2000 * factor));
    const prior = new Map([PROMOTION_PRIOR]);
    const elasticity = fitEffects([{ values, exposure }], prior, 0.4).get('promotion')! / -Math.log(0.8);
    expect(elasticity).toBeGreaterThan(3.3);
    expect(elasticity).toBeLessThan(4.4);
  });
});
