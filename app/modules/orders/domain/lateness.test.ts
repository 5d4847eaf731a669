import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '~/kernel/calendar-date';
import { type DueFacts, judge } from './lateness';
import { plannedMilestones } from './milestones';

const TODAY = calendarDate('2026-03-02');
const day = (days: number) => addDays(TODAY, days);
const steps = plannedMilestones(day(-1), day(30)).map((step) => ({
  ...step,
  revisedOn: null,
  actualOn: null,
  reason: null,
}));
const facts = (given: Partial<DueFacts> = {}): DueFacts => ({
  lineState: 'acknowledged',
  inspectionRequired: true,
  openPieces: 200,
  unitPriceMinor: 4000n,
  requestedShipOn: day(30),
  promisedShipOn: null,
  milestones: steps,
  ...given,
});

describe('a dated part', () => {
  test.each<[string, Partial<DueFacts>, string]>([
    ['on its way', {}, 'none null 0'],
    ['of which nothing is left', { openPieces: 0, requestedShipOn: day(-9) }, 'none null 0'],
    ['that is shipped', { lineState: 'shipped', requestedShipOn: day(-9) }, 'none null 0'],
    ['of a draft', { lineState: 'draft', requestedShipOn: day(-9) }, 'none null 0'],
    ['due today', { lineState: 'inspected', requestedShipOn: TODAY, milestones: [] }, 'none null 0'],
    ['due yesterday', { lineState: 'inspected', requestedShipOn: day(-1) }, 'late day_passed 1'],
    [
      'promised for later, then due',
      { requestedShipOn: day(-9), promisedShipOn: day(-2) },
      'late day_passed 2',
    ],
    ['promised later than asked', { promisedShipOn: day(31) }, 'at_risk promised_late 0'],
    ['promised earlier than asked', { promisedShipOn: day(30) }, 'none null 0'],
    ['almost due and not ready', { requestedShipOn: day(3), milestones: [] }, 'at_risk not_ready 0'],
    ['due in four days', { requestedShipOn: day(4), milestones: [] }, 'none null 0'],
    [
      'almost due, made, and free of inspection',
      { requestedShipOn: day(3), milestones: [], lineState: 'in_production', inspectionRequired: false },
      'none null 0',
    ],
    [
      'with a step after its day',
      { milestones: steps.map((step) => ({ ...step, revisedOn: day(31) })) },
      'at_risk step_after_day 0',
    ],
    [
      'with a step that nobody reported',
      { milestones: steps.map((step) => ({ ...step, plannedOn: day(-1) })) },
      'at_risk step_overdue 0',
    ],
  ])('%s', (_what, given, expected) => {
    const { level, reason, daysLate, riskMinor } = judge(facts(given), TODAY);
    expect(`${level} ${reason} ${daysLate}`).toBe(expected);
    expect(riskMinor).toBe(level === 'none' ? '0' : '800000');
  });
});
