import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { type OverrideGround, planOverride } from './plan-override';

const FIRST = '2026-11-23' as CalendarDate;
const ground: OverrideGround = { firstWeek: FIRST, model: [100, 80, 0], horizonWeeks: 39, today: FIRST };
const wish = (change = {}) => ({
  from: FIRST,
  to: addWeeks(FIRST, 1),
  mode: 'percent' as const,
  value: 25,
  ...change,
});

const codeOf = (change: object, where = ground) => {
  const made = planOverride(wish(change), where);
  return made.ok ? null : [made.error.code, made.error.field];
};

describe('planning an override', () => {
  test('per cent of the engine’s figure, or units, week by week', () => {
    expect(planOverride(wish(), ground)).toEqual({
      ok: true,
      value: [
        { week: FIRST, units: 125, baseUnits: 100 },
        { week: addWeeks(FIRST, 1), units: 100, baseUnits: 80 },
      ],
    });
    const units = planOverride(wish({ mode: 'units', value: 42, to: addWeeks(FIRST, 2) }), ground);
    expect(units.ok && units.value.map((one) => one.units)).toEqual([42, 42, 42]);
    expect(units.ok && units.value[2]!.baseUnits).toBe(0);
  });

  test('any day stands for its week', () => {
    const made = planOverride(wish({ from: '2026-11-25', to: '2026-11-29' }), ground);
    expect(made.ok && made.value.map(({ week }) => week)).toEqual([FIRST]);
  });

  test('says at which field and what is wrong', () => {
    expect(codeOf({ to: addWeeks(FIRST, -1) })).toEqual(['override_weeks_reversed', 'to']);
    expect(codeOf({ from: addWeeks(FIRST, -1) })).toEqual(['override_week_past', 'from']);
    expect(codeOf({}, { ...ground, today: addWeeks(FIRST, 1) })).toEqual(['override_week_past', 'from']);
    expect(codeOf({ to: addWeeks(FIRST, 39) })).toEqual(['override_week_beyond', 'to']);
    expect(codeOf({ value: -101 })).toEqual(['number_too_small', 'value']);
    expect(codeOf({ value: 1001 })).toEqual(['number_too_big', 'value']);
    expect(codeOf({ mode: 'units', value: -1 })).toEqual(['number_too_small', 'value']);
    expect(codeOf({ from: addWeeks(FIRST, 2), to: addWeeks(FIRST, 2) })).toEqual([
      'override_percent_of_nothing',
      'value',
    ]);
  });

  test('units are never below 0 and as many weeks as asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 38 }),
        fc.integer({ min: 0, max: 38 }),
        fc.double({ min: -100, max: 1000, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 39 }),
        (a, b, value, model) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const made = planOverride(wish({ from: addWeeks(FIRST, from), to: addWeeks(FIRST, to), value }), {
            ...ground,
            model,
          });
          if (!made.ok) {
            expect(made.error.code).toBe('override_percent_of_nothing');
            return;
          }
          expect(made.value).toHaveLength(to - from + 1);
          for (const { units } of made.value) expect(units).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
