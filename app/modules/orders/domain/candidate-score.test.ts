import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '~/kernel/calendar-date';
import {
  type CandidateFacts,
  type PastLaunch,
  SCORE_RULE,
  type ScoredSignal,
  scoreCandidate,
} from './candidate-score';

const today = calendarDate('2026-03-18');
const facts = (over: Partial<CandidateFacts> = {}): CandidateFacts => ({
  nameEn: 'Foldable camping lantern',
  categoryCode: 'outdoor.camping',
  markets: ['US', 'DE'],
  priceUsd: 30,
  costUsd: 8,
  signals: [],
  ...over,
});
const signal = (over: Partial<ScoredSignal>): ScoredSignal => ({
  unit: 'searches_per_month',
  subject: 'camping lantern',
  marketCode: 'US',
  observedOn: today,
  value: 1000,
  ...over,
});
const launch = (over: Partial<PastLaunch>): PastLaunch => ({
  skuCode: 'CMP-001',
  nameEn: 'Camping lantern',
  nameZh: '露营灯',
  categoryCode: 'outdoor.camping',
  markets: ['US', 'DE'],
  priceUsd: 30,
  outcome: 'winner',
  ...over,
});
const part = (name: string, given: CandidateFacts, launches: PastLaunch[] = []) =>
  scoreCandidate(given, launches, today).parts.find((entry) => entry.name === name)!;

describe('the score of a candidate', () => {
  it('has weights of a hundred and says nothing of what is not known', () => {
    expect(Object.values(SCORE_RULE.weights).reduce((a, b) => a + b)).toBe(100);
    const score = scoreCandidate(facts({ priceUsd: null }), [], today);
    expect(score).toMatchObject({ total: null, knownWeight: 0 });
    expect(score.parts.every(({ points }) => points === null)).toBe(true);
  });

  it('makes the margin of price, fees and landed cost', () => {
    // 30.00 - 4.50 - 10.00 = 15.50, 51.7 % of the price: (0.5167 - 0.15) / 0.40 = 91.7 points.
    const { points, steps } = part('margin', facts());
    expect(points).toBe(91.7);
    expect(steps[0]).toMatchObject({
      code: 'margin',
      params: { fee: '4.50', landed: '10.00', left: '15.50', percent: 51.7 },
    });
    expect(part('margin', facts({ costUsd: 30 })).points).toBe(0);
    expect(part('margin', facts({ costUsd: 1 })).points).toBe(100);
  });

  it('counts searches on a logarithmic scale, fading with age', () => {
    const now = part('demand', facts({ signals: [signal({ value: 100_000 })] }));
    expect(now.points).toBe(100);
    const old = part(
      'demand',
      facts({ signals: [signal({ value: 100_000, observedOn: addDays(today, -60) })] }),
    );
    expect(old.steps[0]!.params.volume).toBe(50_000);
    const gone = part('demand', facts({ signals: [signal({ observedOn: addDays(today, -181) })] }));
    expect(gone.points).toBeNull();
    const elsewhere = part('demand', facts({ signals: [signal({ marketCode: 'JP' })] }));
    expect(elsewhere.points).toBeNull();
  });

  it('adds points for growth and takes some for decline', () => {
    const before = signal({ observedOn: addDays(today, -30), value: 1000 });
    const flat = part('demand', facts({ signals: [before, signal({ value: 1000 })] })).points!;
    const up = part('demand', facts({ signals: [before, signal({ value: 2000 })] }));
    expect(up.steps.find(({ code }) => code === 'growth')!.params).toEqual({ percent: 100, points: 20 });
    expect(up.points!).toBeGreaterThan(flat + 15);
    expect(part('demand', facts({ signals: [before, signal({ value: 500 })] })).points!).toBeLessThan(flat);
  });

  it('sees fewer offers and unhappy buyers as room', () => {
    const few = part('competition', facts({ signals: [signal({ unit: 'competing_offers', value: 20 })] }))
      .points!;
    const many = part('competition', facts({ signals: [signal({ unit: 'competing_offers', value: 3000 })] }))
      .points!;
    expect(few).toBeGreaterThan(many);
    const unhappy = part(
      'competition',
      facts({ signals: [signal({ unit: 'rating_hundredths', value: 350 })] }),
    );
    expect(unhappy.points).toBe(100);
  });

  it('leans on like launches, and on the base rate where none is like it', () => {
    const winners = [launch({ skuCode: 'A' }), launch({ skuCode: 'B' })];
    const slow = [launch({ skuCode: 'A', outcome: 'slow' }), launch({ skuCode: 'B', outcome: 'slow' })];
    expect(part('similarity', facts(), winners).points!).toBeGreaterThan(90);
    expect(part('similarity', facts(), slow).points!).toBe(0);
    const far = [
      launch({ categoryCode: 'home.kitchen' }),
      launch({ categoryCode: 'home.kitchen', outcome: 'slow' }),
    ];
    expect(part('similarity', facts(), far).points).toBe(50);
    const neighbours = scoreCandidate(
      facts(),
      [...winners, launch({ skuCode: 'C', priceUsd: 60 })],
      today,
    ).neighbours;
    expect(neighbours.map(({ skuCode }) => skuCode)).toEqual(['A', 'B', 'C']);
  });

  it('is always between 0 and 100, the same for any order of signals and launches', () => {
    const anySignal = fc.record({
      unit: fc.constantFrom(
        'searches_per_month',
        'reviews',
        'rating_hundredths',
        'competing_offers',
        'index',
      ),
      subject: fc.constantFrom('a', 'b'),
      marketCode: fc.constantFrom('US', 'DE', null),
      observedOn: fc.integer({ min: -200, max: 5 }).map((days) => addDays(today, days)),
      value: fc.integer({ min: 0, max: 2_000_000_000 }),
    }) as fc.Arbitrary<ScoredSignal>;
    const anyLaunch = fc.record({
      skuCode: fc.string({ minLength: 1, maxLength: 6 }),
      nameEn: fc.string(),
      nameZh: fc.constant('灯'),
      categoryCode: fc.constantFrom('outdoor.camping', 'outdoor.garden', 'home.kitchen'),
      markets: fc.subarray(['US', 'DE', 'JP']),
      priceUsd: fc.option(fc.double({ min: 0.01, max: 5000, noNaN: true })),
      outcome: fc.constantFrom('winner', 'ordinary', 'slow'),
    }) as fc.Arbitrary<PastLaunch>;
    fc.assert(
      fc.property(
        fc.array(anySignal, { maxLength: 12 }),
        fc.uniqueArray(anyLaunch, { maxLength: 20, selector: (entry) => entry.skuCode }),
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
        (signals, launches, priceUsd) => {
          const given = facts({ signals, priceUsd });
          const score = scoreCandidate(given, launches, today);
          for (const { points } of score.parts) {
            if (points === null) continue;
            expect(points).toBeGreaterThanOrEqual(0);
            expect(points).toBeLessThanOrEqual(100);
          }
          if (score.total !== null) expect(score.total >= 0 && score.total <= 100).toBe(true);
          const turned = scoreCandidate(
            { ...given, signals: [...signals].reverse() },
            [...launches].reverse(),
            today,
          );
          // Sums of floating-point numbers in another order may differ in the last digit kept.
          expect(Math.abs((turned.total ?? 0) - (score.total ?? 0))).toBeLessThanOrEqual(0.1);
        },
      ),
    );
  });
});
