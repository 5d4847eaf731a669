import { expect, it } from 'vitest';
import { retryDelay } from './use-event-stream';

it('waits twice as long after each failure, from 1 s to 30 s, spread by a half', () => {
  expect([1, 2, 3, 6, 60].map((failures) => retryDelay(failures, 0.5))).toEqual([
    1_000, 2_000, 4_000, 30_000, 30_000,
  ]);
  expect(retryDelay(1, 0)).toBe(750);
  expect(retryDelay(1, 1)).toBe(1_250);
});
