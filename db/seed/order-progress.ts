import { addDays, type CalendarDate, compareDates, daysBetween } from '~/kernel/calendar-date';
import type { Random } from '~/kernel/random';

/** Share of the production time at which a step is planned to be done. */
const STEPS = [
  ['materials', 0.3],
  ['start', 0.4],
  ['half', 0.7],
  ['finished', 0.92],
  ['packed', 1],
] as const;

const LATE_REASONS = [
  '面料到料延误 Fabric arrived late',
  '模具维修 Mould under repair',
  '人手不足 Short of operators',
  '包材供应商延期 Packaging supplier late',
] as const;

interface StepLine {
  factoryId: string;
  poLineId: string;
  issuedOn: CalendarDate;
  requestedShipOn: CalendarDate;
  promisedShipOn: CalendarDate;
  /** Day on which the pieces left or are to leave. */
  shippedOn: CalendarDate;
  today: CalendarDate;
  factoryName: string;
  id: (kind: string) => string;
}

/** The five steps of making a line: planned by the requested date, revised by the promised one, done when they were. */
export function milestoneRows(line: StepLine, random: Random): object[] {
  const planned = Math.max(5, daysBetween(line.issuedOn, line.requestedShipOn) - 1);
  const actual = Math.max(5, daysBetween(line.issuedOn, line.shippedOn) - 1);
  const isLater = line.promisedShipOn !== line.requestedShipOn;
  const reason = random.pick([...LATE_REASONS]);
  return STEPS.map(([kind, share]) => {
    const plannedOn = addDays(line.issuedOn, Math.round(planned * share));
    const slip = daysBetween(line.requestedShipOn, line.promisedShipOn);
    const revisedOn = isLater && share >= 0.7 ? addDays(plannedOn, slip) : null;
    const doneOn = addDays(line.issuedOn, Math.round(actual * share));
    const isDone = compareDates(doneOn, line.today) < 0;
    return {
      factory_id: line.factoryId,
      id: line.id(kind),
      po_line_id: line.poLineId,
      kind,
      planned_on: plannedOn,
      revised_on: revisedOn,
      actual_on: isDone ? doneOn : null,
      reason: revisedOn ? reason : null,
      updated_by_name: isDone || revisedOn ? line.factoryName : null,
      updated_at: `${isDone ? doneOn : line.issuedOn}T09:00:00Z`,
    };
  });
}
