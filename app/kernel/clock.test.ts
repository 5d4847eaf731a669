import { describe, expect, it } from 'vitest';
import { fixedClock } from './clock';

describe('fixedClock', () => {
  it('stands still', () => {
    const clock = fixedClock(1_763_769_600_000);
    expect([clock.now(), clock.now()]).toEqual([1_763_769_600_000, 1_763_769_600_000]);
  });

  it('refuses what is no instant', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => fixedClock(bad)).toThrow(RangeError);
  });
});
