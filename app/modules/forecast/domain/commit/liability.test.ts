import { describe, expect, it } from 'vitest';
import { currencyCode } from '~/kernel/currency';
import { bucketLiability, type LiabilityTerms, liabilityAmount, termsOf } from './liability';

const usd = currencyCode('USD');
const terms = (given: Partial<LiabilityTerms> = {}): LiabilityTerms => ({
  id: 'a',
  fromWeek: '2026-11-23',
  toWeek: '2026-12-14',
  quantile: 'p80',
  covers: 'full_cost',
  materialsBp: 0,
  createdAt: 1000,
  endedAt: null,
  ...given,
});
const quantities = { mean: 190, p50: 200, p70: 230, p80: 270, p90: 300 };

describe('what the platform pays when no order comes', () => {
  it('is the cost of what may be built', () => {
    const held = bucketLiability([terms()], '2026-11-30', quantities, 1200n, usd);
    expect(held).toMatchObject({
      pieces: 270,
      covers: 'full_cost',
      amount: { minor: 324_000n, currency: 'USD' },
    });
  });
  it('is the share that materials are, rounded once', () => {
    expect(liabilityAmount({ covers: 'materials', materialsBp: 4000 }, 270, 1200n, usd).minor).toBe(129_600n);
    expect(liabilityAmount({ covers: 'materials', materialsBp: 3333 }, 1, 5n, usd).minor).toBe(2n);
    expect(liabilityAmount({ covers: 'materials', materialsBp: 5000 }, 1, 5n, usd).minor).toBe(2n);
    expect(liabilityAmount({ covers: 'materials', materialsBp: 10_000 }, 270, 1200n, usd).minor).toBe(
      324_000n,
    );
  });
  it('is nothing where nothing is covered, and said so', () => {
    expect(
      bucketLiability([terms({ covers: 'none' })], '2026-11-23', quantities, 1200n, usd)?.amount.minor,
    ).toBe(0n);
    expect(bucketLiability([], '2026-11-23', quantities, 1200n, usd)).toBeNull();
  });
});

describe('the terms of a week', () => {
  it('cover their first and last week and no other', () => {
    expect(termsOf([terms()], '2026-11-16')).toBeNull();
    expect(termsOf([terms()], '2026-11-23')?.id).toBe('a');
    expect(termsOf([terms()], '2026-12-14')?.id).toBe('a');
    expect(termsOf([terms()], '2026-12-21')).toBeNull();
  });
  it('are the latest that have not ended', () => {
    const later = terms({ id: 'b', createdAt: 2000 });
    expect(termsOf([later, terms()], '2026-11-23')?.id).toBe('b');
    expect(termsOf([terms(), { ...later, endedAt: 3000 }], '2026-11-23')?.id).toBe('a');
  });
});
