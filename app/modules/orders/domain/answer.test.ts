import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '~/kernel/calendar-date';
import {
  ANSWER_OUTCOMES,
  acceptance,
  agreementOf,
  answerProblem,
  type OutcomeInput,
  type ReviewedOutcome,
  type ScheduleAnswer,
} from './answer';

const TODAY = calendarDate('2026-03-02');
const day = (days: number) => addDays(TODAY, days);
const ASKED = [
  { id: 'a', quantity: 300, requestedShipOn: day(30) },
  { id: 'b', quantity: 200, requestedShipOn: day(60) },
];
const outcome = (given: Partial<OutcomeInput> = {}): OutcomeInput => ({
  outcome: 'accepted',
  quantity: 300,
  shipOn: day(30),
  unitPriceMinor: null,
  reason: null,
  note: null,
  ...given,
});
const yes = (scheduleId: string, quantity: number, days: number): ScheduleAnswer => ({
  scheduleId,
  outcomes: [outcome({ quantity, shipOn: day(days) })],
});
const B = yes('b', 200, 60);

/** Code and field of the problem with an answer to the first dated part; the second is accepted. */
function problemOf(...outcomes: OutcomeInput[]): string | null {
  const found = answerProblem(ASKED, [{ scheduleId: 'a', outcomes }, B], 4000n, TODAY, 'lines[0]');
  return found && `${found.code} ${found.field}`;
}

describe('an answer', () => {
  const first = 'lines[0].schedules[0].outcomes[0]';

  test('may accept, and may split into all four outcomes', () => {
    expect(problemOf(outcome())).toBeNull();
    expect(problemOf(outcome({ shipOn: day(0) }))).toBeNull();
    expect(
      problemOf(
        outcome({ quantity: 100 }),
        outcome({ quantity: 100, outcome: 'backordered', shipOn: day(31), reason: 'materials' }),
        outcome({ quantity: 50, outcome: 'counter_proposed', shipOn: day(20), reason: 'holiday' }),
        outcome({ quantity: 50, outcome: 'rejected', shipOn: null, reason: 'capacity' }),
      ),
    ).toBeNull();
  });

  test.each<[string, Partial<OutcomeInput>, string]>([
    ['of fewer pieces', { quantity: 299 }, 'answer_pieces_differ quantity'],
    ['of more pieces', { quantity: 301 }, 'answer_pieces_differ quantity'],
    ['of no pieces', { quantity: 0 }, 'number_too_small quantity'],
    ['of part of a piece', { quantity: 0.5 }, 'number_too_small quantity'],
    ['without a day', { shipOn: null }, 'answer_date_missing shipOn'],
    ['for yesterday', { shipOn: day(-1) }, 'ship_date_passed shipOn'],
    ['that accepts too late', { shipOn: day(31) }, 'answer_accepted_late shipOn'],
    ['that rejects without a reason', { outcome: 'rejected' }, 'answer_reason_missing reason'],
    [
      'that backorders by the day',
      { outcome: 'backordered', reason: 'capacity' },
      'answer_backorder_early shipOn',
    ],
    [
      'that proposes what was asked',
      { outcome: 'counter_proposed', reason: 'price', unitPriceMinor: 4000n },
      'answer_proposes_nothing shipOn',
    ],
    ['that accepts at another price', { unitPriceMinor: 4100n }, 'answer_price_needs_proposal unitPrice'],
  ])('%s is refused', (_what, given, expected) => {
    const [code, field] = expected.split(' ');
    expect(problemOf(outcome(given))).toBe(`${code} ${first}.${field}`);
  });

  test('at a new price names it for the whole line', () => {
    const dearer = { outcome: 'counter_proposed', reason: 'price', unitPriceMinor: 4100n } as const;
    expect(problemOf(outcome(dearer))).toBe(`answer_price_whole_line ${first}.unitPrice`);
    const both = [
      { scheduleId: 'a', outcomes: [outcome(dearer)] },
      { scheduleId: 'b', outcomes: [outcome({ ...dearer, quantity: 200, shipOn: day(60) })] },
    ];
    expect(answerProblem(ASKED, both, 4000n, TODAY, 'lines[0]')).toBeNull();
  });

  test('is about every dated part once', () => {
    const A = yes('a', 300, 30);
    const codes = [[A], [A, A], [A, yes('c', 1, 30)], [A, B]].map(
      (answers) => answerProblem(ASKED, answers, 4000n, TODAY, 'l')?.code ?? null,
    );
    expect(codes).toEqual(['answer_incomplete', 'answer_schedule_unknown', 'answer_schedule_unknown', null]);
  });

  test('that accepts everything is itself accepted, unless a day has passed', () => {
    expect(answerProblem(ASKED, acceptance(ASKED, TODAY)!, 4000n, TODAY, 'l')).toBeNull();
    expect(acceptance(ASKED, day(31))).toBeNull();
  });
});

describe('what an answer comes to', () => {
  const reviewed = fc.record<ReviewedOutcome>({
    scheduleId: fc.constantFrom('a', 'b'),
    outcome: fc.constantFrom(...ANSWER_OUTCOMES),
    quantity: fc.integer({ min: 1, max: 1000 }),
    shipOn: fc.integer({ min: 0, max: 90 }).map(day),
    unitPriceMinor: fc.constant(null),
    review: fc.constantFrom('pending', 'accepted', 'declined', null),
  });
  const sensible = reviewed.map((one) => ({
    ...one,
    review: one.outcome === 'counter_proposed' ? (one.review ?? ('pending' as const)) : null,
  }));

  test('pieces agreed on are those of the parts, never more than were asked for, and open while one is pending', () => {
    fc.assert(
      fc.property(fc.array(sensible, { minLength: 1, maxLength: 12 }), (outcomes) => {
        const { agreedQuantity, pendingProposals, bySchedule } = agreementOf(outcomes);
        const asked = outcomes.reduce((sum, { quantity }) => sum + quantity, 0);
        const parts = [...bySchedule.values()].reduce((sum, part) => sum + part.agreedQuantity, 0);
        expect(parts).toBeLessThanOrEqual(asked);
        expect(agreedQuantity).toBe(pendingProposals > 0 ? null : parts);
        for (const [scheduleId, { promisedShipOn, agreedQuantity: pieces }] of bySchedule) {
          const days = outcomes
            .filter((one) => one.scheduleId === scheduleId)
            .filter(
              ({ outcome: kind, review }) =>
                kind === 'accepted' || kind === 'backordered' || review === 'accepted',
            )
            .map(({ shipOn }) => shipOn!)
            .sort();
          expect(promisedShipOn).toBe(days.at(-1) ?? null);
          expect(pieces > 0).toBe(days.length > 0);
        }
      }),
    );
  });
});
