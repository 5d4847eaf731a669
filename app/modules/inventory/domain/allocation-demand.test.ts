import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { demandFromForecast, demandFromRate } from './allocation-demand';

test('whole pieces per market add up to the rounded sum', () => {
  expect(
    demandFromRate(
      [
        { market: 'US', sold28: 10 },
        { market: 'DE', sold28: 1 },
        { market: 'AT', sold28: 1 },
        { market: 'FR', sold28: 0 },
      ],
      14,
    ),
  ).toEqual([
    { market: 'AT', pieces: 1 },
    { market: 'US', pieces: 5 },
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 20 }), fc.integer({ min: 7, max: 90 }), (sold, days) => {
      const rows = sold.map((sold28, index) => ({ market: `M${index}`, sold28 }));
      const made = demandFromRate(rows, days);
      const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
      expect(sum(made.map(({ pieces }) => pieces))).toBe(Math.round((sum(sold) * days) / 28));
      for (const { market, pieces } of made) {
        const exact = (sold[Number(market.slice(1))]! * days) / 28;
        expect(Math.abs(pieces - exact)).toBeLessThan(1);
      }
    }),
  );
});

test('the forecast counts from today, in the middle of a week', () => {
  const forecast = {
    firstWeek: '2026-11-16' as CalendarDate,
    markets: [{ market: 'US', weeks: [70, 140, 0, 0] }],
  };
  expect(demandFromForecast(forecast, '2026-11-20' as CalendarDate, 7)).toEqual([
    { market: 'US', pieces: 3 * 10 + 4 * 20 },
  ]);
});
