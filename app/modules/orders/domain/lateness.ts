import { type CalendarDate, compareDates, daysBetween } from '~/kernel/calendar-date';
import { type Milestone, milestoneDay } from './milestones';
import type { OrderState } from './order-states';

/** Days before its due day at which a dated part that is not ready counts as at risk. */
export const AT_RISK_DAYS = 3;

/** States in which pieces wait to be shipped. */
const WAITING: readonly OrderState[] = ['issued', 'acknowledged', 'in_production', 'inspected'];

export interface DueFacts {
  lineState: OrderState;
  inspectionRequired: boolean;
  /** Pieces still to ship: agreed (asked for, while there is no answer) less shipped. */
  openPieces: number;
  unitPriceMinor: bigint;
  requestedShipOn: CalendarDate;
  promisedShipOn: CalendarDate | null;
  /** The line's steps; empty before the answer. */
  milestones: readonly Milestone[];
}

export type RiskReason = 'day_passed' | 'step_after_day' | 'step_overdue' | 'not_ready' | 'promised_late';

/** Whether a dated part is late or about to be, why, and the value of the pieces that it is about. */
export interface RiskJudgement {
  level: 'none' | 'at_risk' | 'late';
  reason: RiskReason | null;
  /** Days past the due day, 0 otherwise. */
  daysLate: number;
  /** Minor units, as text: it crosses the wire. */
  riskMinor: string;
}

const NO_RISK: RiskJudgement = { level: 'none', reason: null, daysLate: 0, riskMinor: '0' };

/** The day on which a dated part is due: as promised, or as requested while nothing is promised. */
export function dueDay({
  promisedShipOn,
  requestedShipOn,
}: Pick<DueFacts, 'promisedShipOn' | 'requestedShipOn'>) {
  return promisedShipOn ?? requestedShipOn;
}

/**
 * Judges one dated part. Late: its due day has passed and pieces have not shipped. At risk, the first that holds:
 * a step of making it is expected after the due day; a step should have happened and is not reported; the due day is at
 * most {@link AT_RISK_DAYS} away and the line is not ready to ship; it was promised later than requested.
 * The money at risk is the value of the pieces that have not shipped.
 */
export function judge(facts: DueFacts, today: CalendarDate): RiskJudgement {
  if (!WAITING.includes(facts.lineState) || facts.openPieces <= 0) return NO_RISK;
  const due = dueDay(facts);
  const riskMinor = String(BigInt(facts.openPieces) * facts.unitPriceMinor);
  if (compareDates(due, today) < 0)
    return { level: 'late', reason: 'day_passed', daysLate: daysBetween(due, today), riskMinor };
  const reason = riskReason(facts, due, today);
  return reason === null ? NO_RISK : { level: 'at_risk', reason, daysLate: 0, riskMinor };
}

function riskReason(facts: DueFacts, due: CalendarDate, today: CalendarDate): RiskReason | null {
  const open = facts.milestones.filter(({ actualOn }) => actualOn === null);
  if (open.some((step) => compareDates(milestoneDay(step), due) > 0)) return 'step_after_day';
  if (open.some((step) => compareDates(milestoneDay(step), today) < 0)) return 'step_overdue';
  const ready =
    facts.lineState === 'inspected' || (facts.lineState === 'in_production' && !facts.inspectionRequired);
  if (!ready && daysBetween(today, due) <= AT_RISK_DAYS) return 'not_ready';
  return compareDates(due, facts.requestedShipOn) > 0 ? 'promised_late' : null;
}
