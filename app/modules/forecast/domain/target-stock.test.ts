import { expect, test } from 'vitest';
import { DEMAND_HORIZON_WEEKS, ORDER_HORIZON_WEEKS, TARGET_DAYS } from './target-stock';

test('target stock covers 90, 45 and 15 days', () => {
  expect(TARGET_DAYS).toEqual({ A: 90, B: 45, C: 15 });
});

test('demand is computed far enough for the last order of an A item to arrive and cover its target', () => {
  const usualLeadTimeWeeks = 13;
  const coverWeeks = Math.ceil(TARGET_DAYS.A / 7);
  expect(DEMAND_HORIZON_WEEKS).toBeGreaterThanOrEqual(ORDER_HORIZON_WEEKS + usualLeadTimeWeeks + coverWeeks);
});
