import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { createRandom } from '~/kernel/random';
import { effectFactors, fitEffects, solve } from './event-model';
import { marketEvents, weeklyExposure } from './market-events';
import { eventSeries, poolEffects } from './pool-effects';

const FIRST = '2024-11-25' as CalendarDate;
const US = { code: 'US', region: 'north_america' };
const TH = { code: 'TH', region: 'southeast_asia' };

describe('the events of a market', () => {
  it('are laid over weeks by the days they take', () => {
    const exposure = weeklyExposure(marketEvents(US, FIRST, '2025-12-31' as CalendarDate), FIRST, 57);
    // Black Friday 2024 is the Friday of the first week: three days in it, Cyber Monday in the next.
    expect(exposure.get('black_friday')![0]).toBeCloseTo(3 / 7);
    expect(exposure.get('black_friday')![1]).toBeCloseTo(1 / 7);
    expect(exposure.get('black_friday')![52]).toBeCloseTo(3 / 7);
    expect(exposure.has('songkran')).toBe(false);
    const thai = weeklyExposure(marketEvents(TH, FIRST, '2025-12-31' as CalendarDate), FIRST, 57);
    expect([...thai.keys()]).toEqual(expect.arrayContaining(['songkran', 'lunar_new_year', 'double_day_11']));
    for (const shares of thai.values()) for (const share of shares) expect(share).toBeLessThanOrEqual(1);
  });
});

/** A year of sales that a known effect lifts. */
function sales(level: number, lift: number, label: string, weeks = 52): number[] {
  const random = createRandom(label);
  const { exposure } = eventSeries(new Array<number>(weeks).fill(0), FIRST, US);
  const factors = effectFactors(exposure, new Map([['black_friday', lift - 1]]), weeks);
  return factors.map((factor) => random.poisson(level * factor));
}

describe('effects', () => {
  it('of one year are found in a large series', () => {
    // The event at the very start has one side only; a year later it has both.
    const series = eventSeries(sales(5000, 3, 'large', 60), FIRST, US);
    expect(1 + fitEffects([series], new Map(), 1).get('black_friday')!).toBeGreaterThan(2.5);
  });

  it('are drawn to the prior where the series is small, and not beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const prior = new Map([['black_friday', 1]]);
        const tight = fitEffects([eventSeries(sales(3, 2, `s${seed}`, 60), FIRST, US)], prior, 0.05);
        expect(Math.abs(tight.get('black_friday')! - 1)).toBeLessThan(0.2);
      }),
      { numRuns: 30 },
    );
  });

  it('reach a category that has not seen the event from its market', () => {
    const pooled = [
      { category: 'lamps', market: 'US', firstWeek: FIRST, values: sales(4000, 3, 'a', 60) },
      {
        category: 'new',
        market: 'US',
        firstWeek: '2025-06-02' as CalendarDate,
        values: new Array<number>(12).fill(90),
      },
    ];
    const effects = poolEffects(pooled, [US]);
    const ofNew = new Map(effects.find(({ category }) => category === 'new')!.effects);
    expect(1 + ofNew.get('black_friday')!).toBeGreaterThan(1.8);
  });

  it('are factors that are finite and positive, whatever is learnt from', () => {
    const value = fc.oneof(fc.constant(null), fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 120 }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (values, spread) => {
          const series = eventSeries(values, FIRST, TH, 39);
          const factors = effectFactors(
            series.exposure,
            fitEffects([series], new Map(), spread),
            values.length + 39,
          );
          expect(factors).toHaveLength(values.length + 39);
          for (const factor of factors) expect(factor > 0 && factor <= 8).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('solve the equations they are found by', () => {
    expect(
      solve(
        [
          [4, 2],
          [2, 3],
        ],
        [10, 8],
      ),
    ).toEqual([expect.closeTo(1.75, 10), expect.closeTo(1.5, 10)]);
  });
});
