import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { compareOptions, placeDates, type RankedOption } from './place-compare';

const today = calendarDate('2026-11-22');
const terms = { productionLeadDays: 30, transitLeadDays: 20 };
const day = calendarDate;

describe('placeDates', () => {
  it.each([
    ['inside the window', null, '2027-01-10', ['2026-12-22', '2026-12-22', '2027-01-11', 0]],
    ['not before it opens', '2027-01-05', '2027-01-10', ['2026-12-22', '2027-01-05', '2027-01-25', 0]],
    ['ready on its last day', null, '2026-12-22', ['2026-12-22', '2026-12-22', '2027-01-11', 0]],
    ['three days late', null, '2026-12-19', ['2026-12-22', '2026-12-22', '2027-01-11', 3]],
  ] as const)('%s', (_, from, by, [readyOn, shipOn, arrivesOn, lateDays]) => {
    const window = { today, shipFrom: from && day(from), shipBy: day(by) };
    expect(placeDates(terms, window)).toEqual({ readyOn, shipOn, arrivesOn, lateDays });
  });
});

describe('compareOptions', () => {
  const option = (factoryId: string, given: Partial<RankedOption> = {}): RankedOption => ({
    factoryId,
    reasons: [],
    lateDays: 0,
    valueUsdMinor: 100n,
    arrivesOn: '2027-01-01',
    priority: 1,
    ...given,
  });

  it('puts what may, what is in time, what is cheap and what is early first', () => {
    const sorted = [
      option('f', { reasons: [problem('source_suspended')], valueUsdMinor: 1n }),
      option('e', { lateDays: 2, valueUsdMinor: 1n }),
      option('d', { valueUsdMinor: null }),
      option('c', { valueUsdMinor: 90n, arrivesOn: '2027-01-02' }),
      option('b', { valueUsdMinor: 90n, priority: 2 }),
      option('a', { valueUsdMinor: 90n }),
    ].sort(compareOptions);
    expect(sorted.map(({ factoryId }) => factoryId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('is a total order', () => {
    const options = fc.array(
      fc.record({
        factoryId: fc.string(),
        reasons: fc.constantFrom([], [problem('factory_suspended')]),
        lateDays: fc.nat(3),
        valueUsdMinor: fc.constantFrom(null, 1n, 2n),
        arrivesOn: fc.constantFrom('2027-01-01', '2027-01-02'),
        priority: fc.nat(2),
      }),
    );
    fc.assert(
      fc.property(options, (list) => {
        const once = [...list].sort(compareOptions);
        expect([...list].reverse().sort(compareOptions).map(plain)).toEqual(once.map(plain));
      }),
    );
    function plain(o: RankedOption) {
      return [o.factoryId, o.reasons.length, o.lateDays, o.valueUsdMinor, o.arrivesOn, o.priority];
    }
  });
});
