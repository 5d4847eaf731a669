import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { type CapacityLine, capacityWeeks, leftBy, loadBp, piecesOfDay } from './capacity-left';

const DAY = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
] as const;
const line = (given: Partial<CapacityLine> = {}): CapacityLine => ({
  piecesPerHour: 100,
  efficiencyBp: 8000,
  shifts: { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY },
  ...given,
});
const monday = calendarDate('2026-11-23');
const none = new Map<string, boolean>();

describe('piecesOfDay', () => {
  it.each([
    ['8 hours at 80 %', line(), '2026-11-23', none, 640],
    ['a Sunday without shifts', line(), '2026-11-29', none, 0],
    ['a public holiday', line(), '2026-11-23', new Map([['2026-11-23', false]]), 0],
    ['a make-up Sunday works as a Monday', line(), '2026-11-29', new Map([['2026-11-29', true]]), 640],
    ['a night shift over midnight', line({ shifts: { 1: [['22:00', '06:00']] } }), '2026-11-23', none, 640],
    ['a shift that makes no sense', line({ shifts: { 1: [['8', 'noon']] } }), '2026-11-23', none, 0],
    ['an odd rate rounds down', line({ piecesPerHour: 7, efficiencyBp: 8333 }), '2026-11-23', none, 46],
  ] as const)('%s', (_, given, day, exceptions, expected) => {
    expect(piecesOfDay(given, calendarDate(day), exceptions)).toBe(expected);
  });
});

describe('capacityWeeks', () => {
  it('subtracts what is due, overdue in the first week, and holds back for later weeks', () => {
    const open = [
      { dueOn: '2026-11-10', pieces: 200 },
      { dueOn: '2026-12-08', pieces: 9000 },
      { dueOn: '2027-06-01', pieces: 99_999 },
    ];
    const weeks = capacityWeeks([line()], [], open, monday, 4);
    expect(weeks).toEqual([
      { monday: '2026-11-23', capacity: 3200, booked: 200, left: 400 },
      { monday: '2026-11-30', capacity: 3200, booked: 0, left: 400 },
      { monday: '2026-12-07', capacity: 3200, booked: 9000, left: 400 },
      { monday: '2026-12-14', capacity: 3200, booked: 0, left: 3600 },
    ]);
    expect(leftBy(weeks, calendarDate('2026-12-20'))).toBe(3600);
    expect(leftBy(weeks, calendarDate('2027-01-20'))).toBeNull();
    expect(loadBp(weeks, 4)).toBe(7188);
  });

  it('counts the first week from today on', () => {
    expect(capacityWeeks([line()], [], [], calendarDate('2026-11-27'), 1)[0]?.capacity).toBe(640);
    expect(loadBp(capacityWeeks([], [], [], monday, 2), 2)).toBeNull();
  });

  it('takes on what it says is left without making anything late', () => {
    const open = fc.array(fc.record({ dueOn: fc.nat(55), pieces: fc.nat(4000) }), { maxLength: 12 });
    fc.assert(
      fc.property(open, fc.nat(7), (due, index) => {
        const orders = due.map(({ dueOn, pieces }) => ({
          dueOn: calendarDate(new Date(Date.UTC(2026, 10, 23 + dueOn)).toISOString().slice(0, 10)),
          pieces,
        }));
        const weeks = capacityWeeks([line()], [], orders, monday, 8);
        const { left, monday: week } = weeks[index]!;
        const after = capacityWeeks([line()], [], [...orders, { dueOn: week, pieces: left }], monday, 8);
        let before = 0;
        let then = 0;
        for (const [i, row] of after.entries()) {
          before += weeks[i]!.capacity - weeks[i]!.booked;
          then += row.capacity - row.booked;
          if (left > 0 && i >= index) expect(then).toBeGreaterThanOrEqual(0);
          if (i < index) expect(then).toBe(before);
        }
      }),
    );
  });
});
