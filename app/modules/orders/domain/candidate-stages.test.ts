import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '~/kernel/calendar-date';
import {
  CANDIDATE_STAGES,
  type CandidateStage,
  developmentClock,
  FORMER_DAYS,
  judgeMove,
  STAGE_MOVES,
  stageMoves,
  TARGET_DAYS,
} from './candidate-stages';

const day = (n: number) => addDays(calendarDate('2026-01-01'), n);
const entries = (...steps: [CandidateStage, number][]) =>
  steps.map(([stage, at]) => ({ stage, enteredOn: day(at) }));

describe('stages of a candidate', () => {
  it('says of every other stage whether it may go there, and why not', () => {
    for (const stage of CANDIDATE_STAGES) {
      const moves = stageMoves({ stage, hasSku: true });
      expect(moves.map(({ to }) => to).sort()).toEqual(CANDIDATE_STAGES.filter((s) => s !== stage).sort());
      for (const { to, allowed, reason } of moves) {
        expect(allowed).toBe(STAGE_MOVES[stage].includes(to));
        expect(reason === undefined).toBe(allowed);
      }
    }
  });

  it('needs a SKU for a first order and a reason for dropping', () => {
    expect(judgeMove({ stage: 'sampling', hasSku: false }, 'first_order', null)?.code).toBe(
      'candidate_without_sku',
    );
    expect(judgeMove({ stage: 'sampling', hasSku: true }, 'first_order', null)).toBeNull();
    expect(judgeMove({ stage: 'idea', hasSku: false }, 'dropped', ' ')).toMatchObject({
      code: 'candidate_drop_reason',
      field: 'reason',
    });
    expect(judgeMove({ stage: 'idea', hasSku: false }, 'winner', null)?.code).toBe(
      'candidate_move_impossible',
    );
  });
});

describe('the development clock', () => {
  it('is 45 days where it was 90', () => {
    expect([TARGET_DAYS, FORMER_DAYS]).toEqual([45, 90]);
  });

  it.each([
    ['an idea waits', entries(['idea', 0]), 10, { state: 'not_started', elapsedDays: 0 }],
    [
      'a shortlisted one runs',
      entries(['idea', 0], ['shortlisted', 5]),
      20,
      { state: 'running', elapsedDays: 15, leftDays: 30 },
    ],
    [
      'day 45 is in time',
      entries(['shortlisted', 0], ['sampling', 10]),
      45,
      { state: 'running', leftDays: 0 },
    ],
    ['day 46 is late', entries(['shortlisted', 0], ['sampling', 10]), 46, { state: 'late', leftDays: -1 }],
    [
      'the first order ends it',
      entries(['shortlisted', 0], ['sampling', 12], ['first_order', 40], ['winner', 70]),
      200,
      { state: 'done', elapsedDays: 40, endedOn: day(40) },
    ],
    [
      'dropping stops it',
      entries(['shortlisted', 0], ['dropped', 9]),
      90,
      { state: 'stopped', elapsedDays: 9 },
    ],
    [
      'sent back to the ideas it waits',
      entries(['shortlisted', 0], ['idea', 9]),
      30,
      { state: 'not_started' },
    ],
  ])('%s', (_, steps, today, expected) => {
    expect(developmentClock(steps, day(today))).toMatchObject(expected);
  });

  it('counts a stage that was entered twice in both times', () => {
    const clock = developmentClock(
      entries(['shortlisted', 0], ['sampling', 5], ['shortlisted', 8], ['sampling', 10]),
      day(20),
    );
    expect(clock.stages.map(({ days }) => days)).toEqual([7, 13]);
  });

  it('never counts more days in its stages than have passed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...CANDIDATE_STAGES), fc.integer({ min: 0, max: 30 })), {
          maxLength: 8,
        }),
        (steps) => {
          let at = 0;
          const clock = developmentClock(
            steps.map(([stage, wait]) => {
              at += wait;
              return { stage, enteredOn: day(at) };
            }),
            day(at + 3),
          );
          expect(clock.stages.reduce((sum, { days }) => sum + days, 0)).toBeLessThanOrEqual(
            clock.elapsedDays,
          );
        },
      ),
    );
  });
});
