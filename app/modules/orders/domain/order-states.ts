import { type Problem, problem } from '~/kernel/problem';
import type { Permission } from '~/modules/identity/domain/permissions';

/** From early to late, `cancelled` aside. A line has a state; an order stands where its least advanced line stands. */
export const ORDER_STATES = [
  'draft',
  'issued',
  'acknowledged',
  'in_production',
  'inspected',
  'shipped',
  'received',
  'closed',
  'cancelled',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_KINDS = ['sample', 'first_order', 'reorder'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** How far a state is on the way from draft (0) to closed; `cancelled` is on no way: -1. */
export function progressOf(state: OrderState): number {
  return state === 'cancelled' ? -1 : ORDER_STATES.indexOf(state);
}

/** Where an order with such lines stands: with its least advanced line that is not cancelled. No line left: cancelled. */
export function orderStateOf(lineStates: readonly OrderState[]): OrderState {
  const open = lineStates.filter((state) => state !== 'cancelled');
  if (open.length === 0) return 'cancelled';
  return open.reduce((least, state) => (progressOf(state) < progressOf(least) ? state : least));
}

/** What the table needs to know of a line. Pieces. */
export interface LineFacts {
  id: string;
  status: OrderState;
  quantity: number;
  /** Null until the factory has answered and the buyer has decided about every counter-proposal. */
  agreedQuantity: number | null;
  shippedQuantity: number;
  receivedQuantity: number;
  /** Counter-proposals of the current answer that the buyer has not decided about. */
  pendingProposals: number;
}

export interface OrderFacts {
  status: OrderState;
  inspectionRequired: boolean;
  lines: readonly LineFacts[];
}

/** Who asks, by the permissions that their role holds. Warehouses and jobs are the system. */
export type OrderActor = { kind: 'system' } | { kind: 'person'; permissions: readonly Permission[] };

export const SYSTEM_ACTOR: OrderActor = { kind: 'system' };

export const ORDER_ACTIONS = [
  'issue',
  'amend',
  'cancel',
  'answer',
  'accept_proposal',
  'decline_proposal',
  'start_production',
  'update_milestone',
  'record_inspection',
  'ship',
  'receive',
  'close',
  'message',
] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

interface ActionRule {
  /** Any of these permissions is enough; nobody but the system where there are none. */
  who: readonly Permission[];
  /** `order`: every line that is not cancelled must be in one of the states; `line`: any line may be acted on by itself. */
  on: 'order' | 'line';
  from: readonly OrderState[];
  /** Where a line may stand afterwards. Empty: the action changes no state. */
  to: readonly OrderState[];
  /** What else must hold of a line in one of the states. */
  unless?: (line: LineFacts, order: OrderFacts) => Problem | null;
}

const left = (line: LineFacts) => (line.agreedQuantity ?? 0) - line.shippedQuantity;

const proposalPending = (line: LineFacts) =>
  line.pendingProposals > 0 ? problem('order_proposal_pending', { proposals: line.pendingProposals }) : null;
const piecesShipped = (line: LineFacts) =>
  line.shippedQuantity > 0 ? problem('order_pieces_shipped', { pieces: line.shippedQuantity }) : null;
const nothingToDecide = (line: LineFacts) =>
  line.pendingProposals === 0 ? problem('order_nothing_to_decide') : null;

/** The table: who may do what in which state, and where it leads. Server and pages read this one. */
export const ORDER_RULES: Readonly<Record<OrderAction, ActionRule>> = {
  issue: {
    who: ['platform.orders:place', 'platform.orders:manage'],
    on: 'order',
    from: ['draft'],
    to: ['issued'],
  },
  amend: {
    who: ['platform.orders:manage'],
    on: 'line',
    from: ['draft', 'issued', 'acknowledged', 'in_production'],
    // A changed line is answered anew; one that is taken out is cancelled.
    to: ['draft', 'issued', 'cancelled'],
    unless: piecesShipped,
  },
  cancel: {
    who: ['platform.orders:manage'],
    on: 'order',
    from: ['draft', 'issued', 'acknowledged', 'in_production'],
    to: ['cancelled'],
    unless: piecesShipped,
  },
  answer: {
    who: ['orders:answer'],
    on: 'line',
    from: ['issued'],
    // Wholly rejected: cancelled.
    to: ['acknowledged', 'cancelled'],
  },
  accept_proposal: {
    who: ['platform.orders:manage'],
    on: 'line',
    from: ['acknowledged'],
    to: ['acknowledged'],
    unless: nothingToDecide,
  },
  decline_proposal: {
    who: ['platform.orders:manage'],
    on: 'line',
    from: ['acknowledged'],
    // Nothing left that both sides agreed on: cancelled.
    to: ['acknowledged', 'cancelled'],
    unless: nothingToDecide,
  },
  start_production: {
    who: ['orders:progress'],
    on: 'line',
    from: ['acknowledged'],
    to: ['in_production'],
    unless: proposalPending,
  },
  update_milestone: {
    who: ['orders:progress'],
    on: 'line',
    from: ['acknowledged', 'in_production', 'inspected'],
    // Reporting the start of production starts it.
    to: ['acknowledged', 'in_production', 'inspected'],
    unless: proposalPending,
  },
  record_inspection: {
    who: ['orders:inspect', 'platform.orders:inspect'],
    on: 'line',
    from: ['in_production'],
    // Not passed: it stays in production.
    to: ['in_production', 'inspected'],
    unless: (_line, order) => (order.inspectionRequired ? null : problem('order_inspection_not_required')),
  },
  ship: {
    who: ['orders:ship'],
    on: 'line',
    from: ['in_production', 'inspected'],
    // A part: it stays where it is.
    to: ['in_production', 'inspected', 'shipped'],
    unless: (line, order) => {
      if (line.status === 'in_production' && order.inspectionRequired)
        return problem('order_inspection_missing');
      return left(line) > 0 ? null : problem('order_nothing_to_ship');
    },
  },
  receive: {
    who: [],
    on: 'line',
    // Closed too: pieces that were given up may still turn up.
    from: ['in_production', 'inspected', 'shipped', 'closed'],
    to: ['in_production', 'inspected', 'shipped', 'received', 'closed'],
    unless: (line) =>
      line.shippedQuantity > line.receivedQuantity ? null : problem('order_nothing_to_receive'),
  },
  close: {
    who: ['platform.orders:manage'],
    on: 'order',
    from: ['in_production', 'inspected', 'shipped', 'received'],
    to: ['closed'],
    // A line of which a part arrived may be closed short: the rest is not to come.
    unless: (line) => (line.receivedQuantity > 0 ? null : problem('order_not_received')),
  },
  message: {
    who: ['orders:message', 'platform.orders:message'],
    on: 'order',
    from: [
      'issued',
      'acknowledged',
      'in_production',
      'inspected',
      'shipped',
      'received',
      'closed',
      'cancelled',
    ],
    to: [],
  },
};

/** What an action says no with in a state that it does not start from. */
const TOO_EARLY: Partial<Record<OrderState, string>> = {
  draft: 'order_not_issued',
  issued: 'order_not_answered',
  acknowledged: 'order_production_not_started',
};
const ENDS_WITH_INSPECTION: readonly OrderAction[] = ['amend', 'cancel', 'record_inspection'];
const TOO_LATE: Record<OrderAction, string> = {
  issue: 'order_issued_already',
  amend: 'order_shipped_already',
  cancel: 'order_shipped_already',
  answer: 'order_answered_already',
  accept_proposal: 'order_nothing_to_decide',
  decline_proposal: 'order_nothing_to_decide',
  start_production: 'order_production_started_already',
  update_milestone: 'order_shipped_already',
  record_inspection: 'order_shipped_already',
  ship: 'order_nothing_to_ship',
  receive: 'order_nothing_to_receive',
  close: 'order_not_received',
  message: 'order_not_issued',
};

function wrongState(action: OrderAction, state: OrderState): Problem {
  if (state === 'cancelled') return problem('order_cancelled_already');
  if (state === 'closed') return problem('order_closed_already');
  if (state === 'inspected' && ENDS_WITH_INSPECTION.includes(action))
    return problem('order_inspected_already');
  const isEarly = ORDER_RULES[action].from.every((start) => progressOf(state) < progressOf(start));
  const early = TOO_EARLY[state];
  if (!isEarly || !early) return problem(TOO_LATE[action]);
  // Before anything is shipped, what is missing is the shipment, not the step that comes next.
  const waits = state !== 'draft' && (action === 'receive' || action === 'close');
  return problem(waits ? TOO_LATE[action] : early);
}

/** Why an action cannot be done to one line now; null where it can. Who asks is not looked at. */
export function lineRefusal(action: OrderAction, line: LineFacts, order: OrderFacts): Problem | null {
  const rule = ORDER_RULES[action];
  if (!rule.from.includes(line.status)) return wrongState(action, line.status);
  return rule.unless?.(line, order) ?? null;
}

/** Why somebody may not do something at all, whatever the state; null where they may. */
export function permissionRefusal(action: OrderAction, actor: OrderActor): Problem | null {
  const { who } = ORDER_RULES[action];
  const may =
    who.length === 0
      ? actor.kind === 'system'
      : actor.kind === 'person' && who.some((permission) => actor.permissions.includes(permission));
  return may ? null : problem('order_action_not_yours');
}

/** One action as it stands for somebody: allowed with the lines it may be done to, or not and why. */
export type ActionVerdict =
  | { action: OrderAction; allowed: true; lineIds: string[] }
  | { action: OrderAction; allowed: false; lineIds: string[]; reason: Problem };

/**
 * Decides one action for one actor. An action on the order as a whole needs every line that is not cancelled; an action on
 * lines needs one, and `lineIds` names those that it may be done to.
 */
export function orderAction(action: OrderAction, facts: OrderFacts, actor: OrderActor): ActionVerdict {
  const refused = permissionRefusal(action, actor);
  if (refused) return { action, allowed: false, lineIds: [], reason: refused };
  const rule = ORDER_RULES[action];
  const open = facts.lines.filter((line) => line.status !== 'cancelled');
  if (open.length === 0 || facts.status === 'cancelled') {
    if (rule.from.includes('cancelled')) return { action, allowed: true, lineIds: [] };
    return { action, allowed: false, lineIds: [], reason: problem('order_cancelled_already') };
  }
  const verdicts = open.map((line) => ({ id: line.id, reason: lineRefusal(action, line, facts) }));
  const lineIds = verdicts.filter(({ reason }) => reason === null).map(({ id }) => id);
  const enough = rule.on === 'order' ? lineIds.length === open.length : lineIds.length > 0;
  if (enough) return { action, allowed: true, lineIds };
  const reason = verdicts.find((verdict) => verdict.reason !== null)?.reason;
  return { action, allowed: false, lineIds: [], reason: reason ?? problem('order_cancelled_already') };
}

/** Every action as it stands for somebody: what pages show as buttons and as reasons why not. */
export function orderActions(facts: OrderFacts, actor: OrderActor): ActionVerdict[] {
  return ORDER_ACTIONS.map((action) => orderAction(action, facts, actor));
}
