import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHECK_CODES,
  type CheckCode,
  type CheckFacts,
  MOST_ITEMS,
  publishChecks,
  relativeChange,
  worstLevel,
} from './publish-checks';

const calm: CheckFacts = {
  asOf: '2026-11-23',
  hasPrevious: true,
  lines: 100,
  previousLines: 100,
  factories: Array.from({ length: 10 }, (_, i) => ({
    slug: `f${i}`,
    usd: 100_000,
    previousUsd: 100_000,
  })),
  sourcedFactories: Array.from({ length: 10 }, (_, i) => ({ slug: `f${i}`, hasLines: true })),
  movedLines: [],
  feeds: [{ market: 'US', lastDay: '2026-11-22', daysAgo: 1, share: 1 }],
  markets: [{ market: 'US', units: 900, previousUnits: 1000 }],
  sourcedSkus: 100,
  skusWithoutHistory: { count: 1, examples: ['NEW'] },
  series: 300,
  seriesWithBacktest: 280,
};

const check = (code: CheckCode, change: Partial<CheckFacts>) =>
  publishChecks({ ...calm, ...change }).find((result) => result.code === code)!;
const factories = (usd: (i: number) => number) => calm.factories.map((f, i) => ({ ...f, usd: usd(i) }));

describe('the checks before publication', () => {
  it('find nothing in a calm version, and say so of every check', () => {
    const checks = publishChecks(calm);
    expect(checks.map(({ code }) => code)).toEqual([...CHECK_CODES]);
    expect(checks.every(({ level }) => level === 'ok')).toBe(true);
    expect(worstLevel(checks)).toBe('ok');
  });

  it.each<[CheckCode, string, Partial<CheckFacts>]>([
    ['totalJump', 'warning', { factories: factories(() => 130_000) }],
    ['totalJump', 'blocking', { factories: factories(() => 151_000) }],
    ['totalJump', 'blocking', { factories: factories(() => 10_000) }],
    ['totalJump', 'ok', { hasPrevious: false, factories: factories(() => 10_000) }],
    ['factoryJump', 'warning', { factories: factories((i) => (i === 3 ? 160_000 : 100_000)) }],
    ['factoryJump', 'blocking', { factories: factories((i) => (i < 4 ? 160_000 : 100_000)) }],
    ['factoryJump', 'ok', { factories: [{ slug: 'small', usd: 9_000, previousUsd: 100 }] }],
    ['lineJump', 'warning', { movedLines: [{ sku: 'A', factory: 'f1', usd: 60_000, previousUsd: 0 }] }],
    ['lineJump', 'ok', { movedLines: [{ sku: 'A', factory: 'f1', usd: 19_000, previousUsd: 0 }] }],
    ['lineJump', 'blocking', { movedLines: [{ sku: 'A', factory: 'f1', usd: 0, previousUsd: 300_000 }] }],
    ['linesLost', 'warning', { lines: 90 }],
    ['linesLost', 'blocking', { lines: 70 }],
    ['feedEnded', 'warning', { feeds: [{ market: 'DE', lastDay: '2026-11-10', daysAgo: 13, share: 0.9 }] }],
    ['feedEnded', 'blocking', { feeds: [{ market: 'DE', lastDay: '2026-11-01', daysAgo: 22, share: 0.2 }] }],
    ['feedEnded', 'warning', { feeds: [{ market: 'DE', lastDay: '2026-11-01', daysAgo: 22, share: 0.02 }] }],
    ['marketVanished', 'blocking', { markets: [{ market: 'DE', units: 1, previousUnits: 500 }] }],
    ['noHistory', 'warning', { skusWithoutHistory: { count: 10, examples: [] } }],
    ['noHistory', 'blocking', { skusWithoutHistory: { count: 40, examples: [] } }],
    ['backtestCoverage', 'warning', { seriesWithBacktest: 150 }],
    ['backtestCoverage', 'blocking', { seriesWithBacktest: 20 }],
    [
      'factoryCoverage',
      'warning',
      { sourcedFactories: [...calm.sourcedFactories, { slug: 'x', hasLines: false }] },
    ],
    ['factoryCoverage', 'blocking', { sourcedFactories: [{ slug: 'x', hasLines: false }] }],
  ])('%s is %s', (code, level, change) => {
    expect(check(code, change).level).toBe(level);
  });

  it('name the worst first', () => {
    const { items, params } = check('factoryJump', {
      factories: factories((i) => 100_000 + 60_000 * (i + 1)),
    });
    expect(items).toHaveLength(MOST_ITEMS);
    expect(items[0]).toMatchObject({ label: 'f9', factory: 'f9', params: { change: 600 } });
    expect(params).toMatchObject({ count: 10, of: 10 });
  });

  it('never answer with something that is no figure, and grow no milder as a jump grows', () => {
    const order = ['ok', 'warning', 'blocking'];
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (a, b) => {
          const level = (usd: number) =>
            order.indexOf(check('totalJump', { factories: [{ slug: 'f', usd, previousUsd: b }] }).level);
          expect(level(Math.max(a, b) * 2)).toBeGreaterThanOrEqual(level(Math.max(a, b)));
          for (const result of publishChecks({
            ...calm,
            factories: [{ slug: 'f', usd: a, previousUsd: b }],
            sourcedSkus: 0,
            series: 0,
            lines: 0,
          })) {
            for (const value of Object.values(result.params)) expect(value).not.toBeNaN();
          }
        },
      ),
    );
    expect(relativeChange(5, 0)).toBe(1);
    expect(relativeChange(0, 0)).toBe(0);
  });
});
