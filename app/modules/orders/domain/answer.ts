import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';

export const ANSWER_OUTCOMES = ['accepted', 'counter_proposed', 'backordered', 'rejected'] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

/** Why a factory answers anything but yes. */
export const ANSWER_REASONS = [
  'capacity',
  'materials',
  'tooling',
  'price',
  'quality',
  'minimum_quantity',
  'holiday',
  'specification',
  'other',
] as const;
export type AnswerReason = (typeof ANSWER_REASONS)[number];

/** What happens to some pieces of a dated part. Prices in minor units of the order's currency. */
export interface OutcomeInput {
  outcome: AnswerOutcome;
  quantity: number;
  shipOn: CalendarDate | null;
  unitPriceMinor: bigint | null;
  reason: AnswerReason | null;
  note: string | null;
}

/** A dated part as it was asked for. */
export interface AskedSchedule {
  id: string;
  quantity: number;
  requestedShipOn: CalendarDate;
}

export interface ScheduleAnswer {
  scheduleId: string;
  outcomes: readonly OutcomeInput[];
}

/** Outcomes that are agreed as soon as they are said. A counter-proposal waits for the buyer. */
const AGREED: readonly AnswerOutcome[] = ['accepted', 'backordered'];

/**
 * Why an answer to a line is refused; null where it can be taken.
 *
 * Every dated part is answered once; the pieces of its outcomes are those that were asked for (`answer_pieces_differ`).
 * A ship date is needed unless the pieces are rejected and lies not before today; accepted means by the requested day
 * (`answer_accepted_late`), backordered after it (`answer_backorder_early`). Anything but accepted needs a reason. A
 * counter-proposal changes the day or the price (`answer_proposes_nothing`); only it may name a price, and a price counts
 * for the whole line: all pieces that are not rejected are proposed at the same one (`answer_price_whole_line`).
 *
 * @param at path of the line in the form, before `.schedules[0].outcomes[0].quantity`
 */
export function answerProblem(
  asked: readonly AskedSchedule[],
  answers: readonly ScheduleAnswer[],
  price: bigint,
  today: CalendarDate,
  at: string,
): Problem | null {
  const seen = new Set<string>();
  for (const [index, answer] of answers.entries()) {
    const field = `${at}.schedules[${index}]`;
    const schedule = asked.find(({ id }) => id === answer.scheduleId);
    if (!schedule || seen.has(answer.scheduleId))
      return problem('answer_schedule_unknown', undefined, `${field}.scheduleId`);
    seen.add(answer.scheduleId);
    for (const [n, outcome] of answer.outcomes.entries()) {
      const wrong = outcomeProblem(outcome, schedule, price, today, `${field}.outcomes[${n}]`);
      if (wrong) return wrong;
    }
    const answered = answer.outcomes.reduce((sum, { quantity }) => sum + quantity, 0);
    if (answered !== schedule.quantity)
      return problem(
        'answer_pieces_differ',
        { answered, asked: schedule.quantity },
        `${field}.outcomes[0].quantity`,
      );
  }
  if (seen.size !== asked.length) return problem('answer_incomplete', undefined, `${at}.lineId`);
  return priceProblem(answers, `${at}.schedules[0].outcomes[0].unitPrice`);
}

function priceProblem(answers: readonly ScheduleAnswer[], field: string): Problem | null {
  const taken = answers.flatMap(({ outcomes }) => outcomes).filter(({ outcome }) => outcome !== 'rejected');
  const prices = new Set(taken.map(({ unitPriceMinor }) => unitPriceMinor));
  return prices.size > 1 ? problem('answer_price_whole_line', undefined, field) : null;
}

function outcomeProblem(
  { outcome, quantity, shipOn, unitPriceMinor, reason }: OutcomeInput,
  asked: AskedSchedule,
  price: bigint,
  today: CalendarDate,
  field: string,
): Problem | null {
  if (!Number.isSafeInteger(quantity) || quantity < 1)
    return problem('number_too_small', { minimum: 1 }, `${field}.quantity`);
  if (outcome !== 'accepted' && reason === null)
    return problem('answer_reason_missing', undefined, `${field}.reason`);
  if (unitPriceMinor !== null && outcome !== 'counter_proposed')
    return problem('answer_price_needs_proposal', undefined, `${field}.unitPrice`);
  if (outcome === 'rejected') return null;
  if (shipOn === null) return problem('answer_date_missing', undefined, `${field}.shipOn`);
  if (compareDates(shipOn, today) < 0)
    return problem('ship_date_passed', { date: shipOn }, `${field}.shipOn`);
  const lateness = compareDates(shipOn, asked.requestedShipOn);
  const date = asked.requestedShipOn;
  if (outcome === 'accepted' && lateness > 0)
    return problem('answer_accepted_late', { date }, `${field}.shipOn`);
  if (outcome === 'backordered' && lateness <= 0)
    return problem('answer_backorder_early', { date }, `${field}.shipOn`);
  if (
    outcome === 'counter_proposed' &&
    lateness === 0 &&
    (unitPriceMinor === null || unitPriceMinor === price)
  )
    return problem('answer_proposes_nothing', undefined, `${field}.shipOn`);
  return null;
}

/** The answer that takes everything as it was asked for. Null: a requested day has passed, somebody must name another. */
export function acceptance(asked: readonly AskedSchedule[], today: CalendarDate): ScheduleAnswer[] | null {
  if (asked.some(({ requestedShipOn }) => compareDates(requestedShipOn, today) < 0)) return null;
  return asked.map(({ id, quantity, requestedShipOn }) => ({
    scheduleId: id,
    outcomes: [
      {
        outcome: 'accepted',
        quantity,
        shipOn: requestedShipOn,
        unitPriceMinor: null,
        reason: null,
        note: null,
      },
    ],
  }));
}

/** An outcome with the buyer's decision, where one is needed. */
export interface ReviewedOutcome {
  scheduleId: string | null;
  outcome: AnswerOutcome;
  quantity: number;
  shipOn: CalendarDate | null;
  unitPriceMinor: bigint | null;
  review: 'pending' | 'accepted' | 'declined' | null;
}

/** Whether both sides agreed on these pieces. */
export function isAgreed({ outcome, review }: Pick<ReviewedOutcome, 'outcome' | 'review'>): boolean {
  return AGREED.includes(outcome) || (outcome === 'counter_proposed' && review === 'accepted');
}

export interface Agreement {
  /** Pieces agreed on: accepted, backordered and accepted counter-proposals. Null while the buyer has to decide. */
  agreedQuantity: number | null;
  pendingProposals: number;
  /** By schedule: pieces agreed on, and the latest day on which they were promised to ship. */
  bySchedule: Map<string, { agreedQuantity: number; promisedShipOn: CalendarDate | null }>;
}

/** What an answer comes to, with the decisions so far. Sums are by dated part; a promise is its latest agreed day. */
export function agreementOf(outcomes: readonly ReviewedOutcome[]): Agreement {
  const bySchedule: Agreement['bySchedule'] = new Map();
  let agreed = 0;
  for (const outcome of outcomes) {
    if (outcome.scheduleId === null) continue;
    const entry = bySchedule.get(outcome.scheduleId) ?? { agreedQuantity: 0, promisedShipOn: null };
    if (isAgreed(outcome)) {
      agreed += outcome.quantity;
      entry.agreedQuantity += outcome.quantity;
      if (outcome.shipOn && (!entry.promisedShipOn || compareDates(outcome.shipOn, entry.promisedShipOn) > 0))
        entry.promisedShipOn = outcome.shipOn;
    }
    bySchedule.set(outcome.scheduleId, entry);
  }
  const pendingProposals = outcomes.filter(({ review }) => review === 'pending').length;
  return { agreedQuantity: pendingProposals > 0 ? null : agreed, pendingProposals, bySchedule };
}
