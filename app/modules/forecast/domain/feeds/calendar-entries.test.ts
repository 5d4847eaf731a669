import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { type CalendarFacts, calendarEntries } from './calendar-entries';

const TODAY = '2026-03-04' as CalendarDate;
const NONE: CalendarFacts = { shipments: [], version: null, weeks: [], windows: [] };
const part = {
  scheduleId: 's1',
  orderNumber: 'PO-1',
  orderVersion: 2,
  skuCode: 'A',
  requestedShipOn: '2026-03-10',
  promisedShipOn: null,
  open: 500,
  changedAt: 1,
};
const version = { number: 7, publishedAt: 5 };
const week = { week: '2026-03-16', frozenWeeks: 2, skus: 3, pieces: 900, unanswered: 1 };

describe('entries of a calendar', () => {
  test('a part is entered when it is to ship, and when it was promised where that differs', () => {
    const of = (promisedShipOn: string | null) =>
      calendarEntries({ ...NONE, shipments: [{ ...part, promisedShipOn }] }, TODAY).map((e) => [
        e.key,
        e.date,
        e.sequence,
      ]);
    expect(of(null)).toEqual([['ship-s1', '2026-03-10', 1]]);
    expect(of('2026-03-10')).toHaveLength(1);
    expect(of('2026-03-13')).toEqual([
      ['ship-s1', '2026-03-10', 1],
      ['promised-s1', '2026-03-13', 1],
    ]);
  });

  test('a week is frozen from the Monday on which it enters the zone; its answer is due the day before', () => {
    const of = (given: Partial<typeof week>) =>
      calendarEntries({ ...NONE, version, weeks: [{ ...week, ...given }] }, TODAY).map((e) => [
        e.kind,
        e.date,
      ]);
    expect(of({})).toEqual([
      ['commit', '2026-03-08'],
      ['frozen', '2026-03-09'],
    ]);
    expect(of({ frozenWeeks: 1 })).toEqual([
      ['commit', '2026-03-15'],
      ['frozen', '2026-03-16'],
    ]);
    expect(of({ unanswered: 0 })).toEqual([['frozen', '2026-03-09']]);
    // Frozen already, or never.
    expect(of({ frozenWeeks: 3 })).toEqual([]);
    expect(of({ frozenWeeks: 0 })).toEqual([]);
  });

  test('a window is entered on its last day; entries stand by date', () => {
    const windows = [{ clockId: 'c', skuCode: 'A', endsOn: '2026-03-09', sold: 3, target: 5, changedAt: 2 }];
    const kinds = calendarEntries({ shipments: [part], version, weeks: [week], windows }, TODAY).map(
      (e) => e.kind,
    );
    expect(kinds).toEqual(['commit', 'frozen', 'sellOut', 'ship']);
  });
});
