import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, compareDates } from '~/kernel/calendar-date';
import { changedMilestone, MILESTONE_KINDS, type Milestone, plannedMilestones } from './milestones';

const TODAY = calendarDate('2026-03-02');
const day = (days: number) => addDays(TODAY, days);

test('the plan keeps the order of the steps, between issue and shipping', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 200 }), (days) => {
      const plan = plannedMilestones(TODAY, day(days));
      expect(plan.map(({ kind }) => kind)).toEqual(MILESTONE_KINDS);
      for (const [index, { plannedOn }] of plan.entries()) {
        if (index > 0) expect(compareDates(plan[index - 1]!.plannedOn, plannedOn)).toBeLessThanOrEqual(0);
        expect(compareDates(plannedOn, day(days))).toBeLessThanOrEqual(0);
      }
    }),
  );
  expect(plannedMilestones(TODAY, day(40)).map(({ plannedOn }) => plannedOn)).toEqual(
    [14, 16, 28, 37, 39].map(day),
  );
});

describe('a report', () => {
  const steps = (
    given: Partial<Record<(typeof MILESTONE_KINDS)[number], Partial<Milestone>>> = {},
  ): Milestone[] =>
    MILESTONE_KINDS.map((kind, index) => ({
      kind,
      plannedOn: day(index * 10),
      revisedOn: null,
      actualOn: null,
      reason: null,
      ...given[kind],
    }));
  const report = (all: Milestone[], kind: (typeof MILESTONE_KINDS)[number], change: object) => {
    const result = changedMilestone(all, kind, change, TODAY);
    return result.ok ? result.value : result.error.code;
  };

  test('of a later day needs a reason, of an earlier one none', () => {
    expect(report(steps(), 'half', { revisedOn: day(21) })).toBe('milestone_reason_missing');
    expect(report(steps(), 'half', { revisedOn: day(21), reason: ' ' })).toBe('milestone_reason_missing');
    expect(report(steps(), 'half', { revisedOn: day(21), reason: 'mould' })).toMatchObject({
      reason: 'mould',
    });
    expect(report(steps(), 'half', { revisedOn: day(19) })).toMatchObject({
      revisedOn: day(19),
      reason: null,
    });
  });

  test('keeps the reason of a day that was announced', () => {
    const announced = steps({ materials: { revisedOn: day(-1), plannedOn: day(-5), reason: 'mould' } });
    expect(report(announced, 'materials', { actualOn: day(-1) })).toMatchObject({ actualOn: day(-1) });
    expect(report(announced, 'materials', { actualOn: TODAY })).toBe('milestone_reason_missing');
  });

  test('is about the past, and steps happen one after the other', () => {
    expect(report(steps(), 'start', { actualOn: day(1) })).toBe('milestone_in_future');
    const started = steps({ start: { actualOn: day(-3) } });
    expect(report(started, 'half', { actualOn: day(-4) })).toBe('milestone_out_of_order');
    expect(report(started, 'materials', { actualOn: day(-2), reason: 'mould' })).toBe(
      'milestone_out_of_order',
    );
    expect(report(started, 'half', { actualOn: day(-3) })).toMatchObject({ actualOn: day(-3) });
    expect(report(started, 'start', { actualOn: null })).toMatchObject({ actualOn: null });
    expect(report([], 'start', { actualOn: TODAY })).toBe('milestone_unknown');
  });
});
