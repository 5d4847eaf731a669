import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_POLICY, ADDRESS_POLICY, waitMs } from './throttle';

const NOW = 1_800_000_000_000;

describe('waitMs', () => {
  it('lets the free attempts pass, then doubles from 30 s to a quarter of an hour', () => {
    const waits = Array.from(
      { length: 13 },
      (_, n) => waitMs(ACCOUNT_POLICY, Array(n).fill(NOW), NOW) / 1000,
    );
    expect(waits).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('counts down and forgets', () => {
    const failures = Array(6).fill(NOW);
    expect(waitMs(ACCOUNT_POLICY, failures, NOW + 59_000)).toBe(1000);
    expect(waitMs(ACCOUNT_POLICY, failures, NOW + 60_000)).toBe(0);
    expect(waitMs(ACCOUNT_POLICY, Array(20).fill(NOW), NOW + ACCOUNT_POLICY.windowMs)).toBe(0);
  });

  it('never makes anyone wait longer than the cap, and never forgives by more failures', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(ages, fc.constantFrom(ACCOUNT_POLICY, ADDRESS_POLICY), (list, policy) => {
        const failures = list.map((age) => NOW - age);
        const wait = waitMs(policy, failures, NOW);
        expect(wait).toBeLessThanOrEqual(policy.longestWaitMs);
        expect(waitMs(policy, [...failures, NOW], NOW)).toBeGreaterThanOrEqual(wait);
        expect(waitMs(policy, failures, NOW + wait)).toBe(0);
      }),
    );
  });
});
