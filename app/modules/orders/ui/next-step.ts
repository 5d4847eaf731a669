import { MILESTONE_KINDS, type MilestoneKind } from '../domain/milestones';
import type { OrderDetail } from '../domain/order-views';

/** What an order's makers have to do next, and by which day (YYYY-MM-DD). */
export type NextStep =
  | { kind: MilestoneKind; dueOn: string }
  | { kind: 'ship'; dueOn: string; pieces: number };

/**
 * The earliest thing that is due: the first step of a line in the making that has not happened, or, where all steps have,
 * shipping what was agreed. Null when nothing is left to make or ship.
 */
export function nextStep(order: Pick<OrderDetail, 'lines'>): NextStep | null {
  const steps: NextStep[] = [];
  for (const line of order.lines) {
    if (!['acknowledged', 'in_production', 'inspected'].includes(line.state)) continue;
    const open = MILESTONE_KINDS.map((kind) => line.milestones.find((one) => one.kind === kind)).find(
      (milestone) => milestone && milestone.actualOn === null,
    );
    if (open && line.state !== 'inspected') {
      steps.push({ kind: open.kind, dueOn: open.revisedOn ?? open.plannedOn });
      continue;
    }
    for (const part of line.schedules) {
      const pieces = (part.agreedQuantity ?? part.quantity) - part.shippedQuantity;
      if (pieces > 0)
        steps.push({ kind: 'ship', dueOn: part.promisedShipOn ?? part.requestedShipOn, pieces });
    }
  }
  if (steps.length === 0) return null;
  const first = steps.reduce((least, step) => (step.dueOn < least.dueOn ? step : least));
  if (first.kind !== 'ship') return first;
  const pieces = steps.reduce(
    (sum, step) => sum + (step.kind === 'ship' && step.dueOn === first.dueOn ? step.pieces : 0),
    0,
  );
  return { ...first, pieces };
}
