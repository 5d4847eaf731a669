import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FACTORY_ROLES,
  type Permission,
  PLATFORM_ROLES,
  permissionsOfFactoryRole,
  permissionsOfPlatformRole,
} from '~/modules/identity/domain/permissions';
import en from '~/platform/i18n/locales/en/problems.json';
import zh from '~/platform/i18n/locales/zh/problems.json';
import {
  type LineFacts,
  lineRefusal,
  ORDER_ACTIONS,
  ORDER_RULES,
  ORDER_STATES,
  type OrderAction,
  type OrderActor,
  type OrderFacts,
  type OrderState,
  orderAction,
  orderActions,
  orderStateOf,
  permissionRefusal,
  progressOf,
  SYSTEM_ACTOR,
} from './order-states';

const person = (permissions: readonly Permission[]): OrderActor => ({ kind: 'person', permissions });
const ACTORS: OrderActor[] = [
  SYSTEM_ACTOR,
  ...FACTORY_ROLES.map((role) => person(permissionsOfFactoryRole(role))),
  ...PLATFORM_ROLES.map((role) => person(permissionsOfPlatformRole(role))),
];
const everything = person([
  ...new Set([
    ...FACTORY_ROLES.flatMap(permissionsOfFactoryRole),
    ...PLATFORM_ROLES.flatMap(permissionsOfPlatformRole),
  ]),
]);

const line = (status: OrderState, given: Partial<LineFacts> = {}): LineFacts => ({
  id: 'line',
  status,
  quantity: 500,
  agreedQuantity: progressOf(status) >= progressOf('acknowledged') ? 500 : null,
  shippedQuantity: progressOf(status) >= progressOf('shipped') ? 500 : 0,
  receivedQuantity: progressOf(status) >= progressOf('received') ? 500 : 0,
  pendingProposals: 0,
  ...given,
});
const order = (lines: LineFacts[], inspectionRequired = true): OrderFacts => ({
  status: orderStateOf(lines.map(({ status }) => status)),
  inspectionRequired,
  lines,
});

describe('an order stands with its least advanced line', () => {
  test.each<[OrderState[], OrderState]>([
    [['shipped', 'in_production'], 'in_production'],
    [['cancelled', 'received', 'closed'], 'received'],
    [['cancelled', 'cancelled'], 'cancelled'],
    [[], 'cancelled'],
  ])('%s: %s', (states, expected) => expect(orderStateOf(states)).toBe(expected));
});

describe('the table', () => {
  test('lets each action begin in its states only, and tells the reason in the others', () => {
    const refusals = ORDER_ACTIONS.map((action) => {
      const codes = ORDER_STATES.map((status) => {
        const one = line(status, { pendingProposals: action.includes('proposal') ? 1 : 0 });
        return lineRefusal(action, one, order([one]))?.code.replace('order_', '') ?? '·';
      });
      return `${action}: ${codes.join(' ')}`;
    });
    expect(refusals).toEqual([
      'issue: · issued_already issued_already issued_already issued_already issued_already issued_already closed_already cancelled_already',
      'amend: · · · · inspected_already shipped_already shipped_already closed_already cancelled_already',
      'cancel: · · · · inspected_already shipped_already shipped_already closed_already cancelled_already',
      'answer: not_issued · answered_already answered_already answered_already answered_already answered_already closed_already cancelled_already',
      'accept_proposal: not_issued not_answered · nothing_to_decide nothing_to_decide nothing_to_decide nothing_to_decide closed_already cancelled_already',
      'decline_proposal: not_issued not_answered · nothing_to_decide nothing_to_decide nothing_to_decide nothing_to_decide closed_already cancelled_already',
      'start_production: not_issued not_answered · production_started_already production_started_already production_started_already production_started_already closed_already cancelled_already',
      'update_milestone: not_issued not_answered · · · shipped_already shipped_already closed_already cancelled_already',
      'record_inspection: not_issued not_answered production_not_started · inspected_already shipped_already shipped_already closed_already cancelled_already',
      'ship: not_issued not_answered production_not_started inspection_missing · nothing_to_ship nothing_to_ship closed_already cancelled_already',
      'receive: not_issued nothing_to_receive nothing_to_receive nothing_to_receive nothing_to_receive · nothing_to_receive nothing_to_receive cancelled_already',
      'close: not_issued not_received not_received not_received not_received not_received · closed_already cancelled_already',
      'message: not_issued · · · · · · · ·',
    ]);
  });

  test('looks at what else must hold', () => {
    const refusal = (action: OrderAction, one: LineFacts, inspectionRequired = true) =>
      lineRefusal(action, one, order([one], inspectionRequired))?.code ?? null;
    expect(refusal('start_production', line('acknowledged', { pendingProposals: 2 }))).toBe(
      'order_proposal_pending',
    );
    expect(refusal('record_inspection', line('in_production'), false)).toBe('order_inspection_not_required');
    expect(refusal('ship', line('in_production'), false)).toBeNull();
    expect(refusal('ship', line('inspected', { shippedQuantity: 500 }))).toBe('order_nothing_to_ship');
    expect(refusal('cancel', line('in_production', { shippedQuantity: 1 }))).toBe('order_pieces_shipped');
    expect(refusal('amend', line('in_production', { shippedQuantity: 1 }))).toBe('order_pieces_shipped');
    expect(refusal('receive', line('inspected', { shippedQuantity: 200, receivedQuantity: 199 }))).toBeNull();
    expect(refusal('close', line('shipped', { receivedQuantity: 499 }))).toBeNull();
    expect(refusal('receive', line('closed', { shippedQuantity: 500, receivedQuantity: 499 }))).toBeNull();
  });

  test('an action on the whole order needs all of its lines, one on lines needs one', () => {
    const mixed = order([line('acknowledged', { id: 'a' }), line('inspected', { id: 'b' })]);
    expect(orderAction('cancel', mixed, everything)).toMatchObject({
      allowed: false,
      reason: { code: 'order_inspected_already' },
    });
    expect(orderAction('start_production', mixed, everything)).toMatchObject({
      allowed: true,
      lineIds: ['a'],
    });
    expect(orderAction('ship', mixed, everything)).toMatchObject({ allowed: true, lineIds: ['b'] });
  });

  test('only those act whose role says so', () => {
    const states: OrderState[] = [
      'issued',
      'acknowledged',
      'in_production',
      'inspected',
      'shipped',
      'received',
    ];
    const allowed = (actor: OrderActor) =>
      new Set(
        states.flatMap((status) => {
          const facts = order([line(status, { pendingProposals: status === 'acknowledged' ? 1 : 0 })]);
          return orderActions(facts, actor).flatMap(({ action, allowed: may }) => (may ? [action] : []));
        }),
      );
    expect([...allowed(person(permissionsOfFactoryRole('viewer')))]).toEqual([]);
    expect([...allowed(person(permissionsOfPlatformRole('auditor')))]).toEqual([]);
    expect([...allowed(person(permissionsOfFactoryRole('quality')))].sort()).toEqual([
      'message',
      'record_inspection',
      'update_milestone',
    ]);
    expect([...allowed(person(permissionsOfPlatformRole('quality')))].sort()).toEqual([
      'message',
      'record_inspection',
    ]);
    expect([...allowed(SYSTEM_ACTOR)]).toEqual(['receive']);
    const buyer = allowed(person(permissionsOfPlatformRole('buyer')));
    for (const theirs of ['answer', 'ship', 'start_production', 'receive'] as const)
      expect(buyer).not.toContain(theirs);
  });
});

/** A step of a random walk: somebody tries something with some of the lines and pieces. */
interface Step {
  actor: number;
  /** Whether somebody tries it whose role may; otherwise anybody does. */
  isRightRole: boolean;
  action: OrderAction;
  which: number;
  share: number;
  verdict: number;
}

const steps = fc.array(
  fc.record<Step>({
    actor: fc.nat(ACTORS.length - 1),
    isRightRole: fc.boolean(),
    // What ends or undoes an order is tried less often, or few would get far.
    action: fc.oneof(
      { arbitrary: fc.constantFrom(...ORDER_ACTIONS), weight: 1 },
      {
        arbitrary: fc.constantFrom(
          ...ORDER_ACTIONS.filter((action) => !['cancel', 'amend', 'decline_proposal'].includes(action)),
        ),
        weight: 9,
      },
    ),
    which: fc.nat(7),
    share: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 })),
    verdict: fc.nat(3),
  }),
  { minLength: 40, maxLength: 160, size: 'max' },
);

function actorOf({ actor, action, isRightRole }: Step): OrderActor {
  const right = isRightRole ? ACTORS.filter((one) => permissionRefusal(action, one) === null) : ACTORS;
  return right[actor % right.length]!;
}

/** What an allowed action does to one line, by its contract: the least that the commands must keep to. */
function effectOf(action: OrderAction, before: LineFacts, { share, verdict }: Step): LineFacts {
  const part = (pieces: number) => Math.max(1, Math.floor((pieces * share) / 100));
  const next = { ...before };
  switch (action) {
    case 'issue':
      return { ...next, status: 'issued' };
    case 'amend':
      if (verdict === 0) return { ...next, status: 'cancelled' };
      if (before.status === 'draft') return { ...next, quantity: part(1000) };
      return { ...next, status: 'issued', quantity: part(1000), agreedQuantity: null, pendingProposals: 0 };
    case 'cancel':
      return { ...next, status: 'cancelled', pendingProposals: 0 };
    case 'answer':
      if (verdict === 0) return { ...next, status: 'cancelled', agreedQuantity: 0 };
      if (verdict === 1)
        return { ...next, status: 'acknowledged', pendingProposals: 1, agreedQuantity: null };
      return { ...next, status: 'acknowledged', agreedQuantity: part(before.quantity) };
    case 'accept_proposal':
      return { ...next, pendingProposals: 0, agreedQuantity: before.quantity };
    case 'decline_proposal':
      return { ...next, pendingProposals: 0, agreedQuantity: 0, status: 'cancelled' };
    case 'start_production':
      return { ...next, status: 'in_production' };
    case 'update_milestone':
      return before.status === 'acknowledged' && verdict === 0 ? { ...next, status: 'in_production' } : next;
    case 'record_inspection':
      return verdict === 0 ? next : { ...next, status: 'inspected' };
    case 'ship': {
      const shippedQuantity =
        before.shippedQuantity + part((before.agreedQuantity ?? 0) - before.shippedQuantity);
      const isDone = shippedQuantity === before.agreedQuantity;
      return { ...next, shippedQuantity, status: isDone ? 'shipped' : before.status };
    }
    case 'receive': {
      const receivedQuantity =
        before.receivedQuantity + part(before.shippedQuantity - before.receivedQuantity);
      const isDone = before.status === 'shipped' && receivedQuantity === before.shippedQuantity;
      return { ...next, receivedQuantity, status: isDone ? 'received' : before.status };
    }
    case 'close':
      return { ...next, status: 'closed', agreedQuantity: before.shippedQuantity };
    default:
      return next;
  }
}

const numbersKept = ({ quantity, agreedQuantity, shippedQuantity, receivedQuantity }: LineFacts) =>
  (agreedQuantity ?? 0) <= quantity &&
  (shippedQuantity === 0 || shippedQuantity <= (agreedQuantity ?? 0)) &&
  receivedQuantity <= shippedQuantity;

/** The first rule that a step broke, in words. */
function brokenRule(was: LineFacts, is: LineFacts, action: OrderAction): string | null {
  if (!ORDER_STATES.includes(is.status)) return 'led to an undefined state';
  if (!numbersKept(is)) return 'lost or made pieces';
  if (is.status !== was.status && !ORDER_RULES[action].to.includes(is.status)) return 'led elsewhere';
  const isBack = progressOf(is.status) < progressOf(was.status) && is.status !== 'cancelled';
  if (isBack && (action !== 'amend' || is.status !== 'issued')) return 'went back';
  if (was.status === 'cancelled' && is.status !== 'cancelled') return 'revived a line';
  if (action !== 'ship' && is.shippedQuantity !== was.shippedQuantity) return 'changed what is shipped';
  return null;
}

describe('whoever does whatever in whatever order', () => {
  test('an order stays in a defined state, its pieces add up, and every no has its reason in both languages', () => {
    const mute = new Set<string>();
    const reached = new Set<OrderState>(['draft']);
    fc.assert(
      fc.property(steps, fc.boolean(), fc.integer({ min: 1, max: 3 }), (walk, inspectionRequired, count) => {
        let facts = order(
          Array.from({ length: count }, (_, index) => line('draft', { id: String(index) })),
          inspectionRequired,
        );
        for (const step of walk) {
          const verdict = orderAction(step.action, facts, actorOf(step));
          if (!verdict.allowed) {
            if (!(verdict.reason.code in en && verdict.reason.code in zh)) mute.add(verdict.reason.code);
            continue;
          }
          const whole = ORDER_RULES[step.action].on === 'order';
          const chosen = verdict.lineIds.filter((_, index) => whole || ((step.which >> index) & 1) === 1);
          const before = facts;
          const lines = before.lines.map((one) =>
            chosen.includes(one.id) ? effectOf(step.action, one, step) : one,
          );
          facts = { ...before, status: orderStateOf(lines.map(({ status }) => status)), lines };
          reached.add(facts.status);
          for (const [index, one] of lines.entries()) {
            const broken = brokenRule(before.lines[index]!, one, step.action);
            if (broken)
              throw new Error(`${step.action} ${broken}: ${JSON.stringify([before.lines[index], one])}`);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect([...mute]).toEqual([]);
    expect([...reached].sort()).toEqual([...ORDER_STATES].sort());
  });

  test('a factory that has answered cannot answer again before the buyer amends', () => {
    fc.assert(
      fc.property(steps, (walk) => {
        let facts = order([line('issued')]);
        let mayAnswer = true;
        for (const step of walk) {
          const verdict = orderAction(step.action, facts, everything);
          if (!verdict.allowed) continue;
          if (step.action === 'answer' && !mayAnswer) throw new Error('answered twice');
          const [one] = facts.lines;
          const next = effectOf(step.action, one!, step);
          if (step.action === 'answer') mayAnswer = false;
          if (step.action === 'amend') mayAnswer = next.status === 'issued';
          facts = { ...facts, status: next.status, lines: [next] };
        }
      }),
      { numRuns: 300 },
    );
  });
});
