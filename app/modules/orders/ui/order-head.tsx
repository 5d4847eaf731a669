import { useTranslation } from 'react-i18next';
import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { useFormat } from '~/ui/use-format';
import { ORDER_STATES, progressOf } from '../domain/order-states';
import type { OrderDetail } from '../domain/order-views';
import { nextStep } from './next-step';
import styles from './order.module.css';
import { amountOf, useName, useSentences } from './words';

/** The question of the page in a sentence or two: what is agreed, where it is, what is next. */
export function OrderAnswerSentence({
  order,
  side,
  today,
}: {
  order: OrderDetail;
  side: 'factory' | 'platform';
  today: string;
}) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const sentences = useSentences();
  const words = {
    pieces: format.pieces(order.pieces),
    value: format.money(amountOf(order.valueMinor, order.currency)),
    factory: nameOf(order.factory),
  };
  if (order.state === 'cancelled') return t('order.cancelled', { reason: order.cancelReason ?? '' });
  if (order.state === 'draft') return t('order.draft', words);
  const agreed = format.pieces(order.agreedPieces ?? order.pieces);
  if (order.state === 'closed')
    return t('order.closed', { received: format.number(order.receivedPieces), agreed });
  const waiting = order.lines.filter((line) => line.state === 'issued');
  const proposals = order.lines
    .flatMap((line) => line.answers)
    .filter((answer) => answer.review === 'pending' && answer.isCurrent).length;
  const step = nextStep(order);
  const late = step ? daysBetween(step.dueOn as CalendarDate, today as CalendarDate) : 0;
  const what = step
    ? step.kind === 'ship'
      ? t('order.shipBy', { pieces: format.pieces(step.pieces) })
      : t(`milestone.${step.kind}`)
    : '';
  if (waiting.length > 0) {
    const days = waiting.flatMap((line) => line.schedules.map((one) => one.requestedShipOn)).sort();
    const value = waiting.reduce((sum, line) => sum + BigInt(line.valueMinor), 0n);
    return t(side === 'factory' ? 'order.waiting' : 'order.waitingPlatform', {
      pieces: format.pieces(waiting.reduce((sum, line) => sum + line.quantity, 0)),
      value: format.money(amountOf(String(value), order.currency)),
      date: format.date(days.at(-1)!),
      factory: words.factory,
    });
  }
  return sentences(
    proposals > 0 && t('order.toDecide', { count: proposals }),
    t('order.agreed', {
      agreed,
      value: words.value,
      shipped: format.number(order.shippedPieces),
      received: format.number(order.receivedPieces),
    }),
    step && late <= 0 && t('order.next', { what, date: format.date(step.dueOn) }),
    step && late > 0 && t('order.nextLate', { what, date: format.date(step.dueOn), count: late }),
  );
}

/** The way of an order through its states, and where it stands. */
export function OrderPath({ order, side }: { order: OrderDetail; side: 'factory' | 'platform' }) {
  const { t } = useTranslation('orders');
  if (order.state === 'cancelled') return null;
  const states = ORDER_STATES.filter(
    (state) =>
      state !== 'cancelled' &&
      // A factory never has a draft: its way begins when the order is issued.
      (state !== 'draft' || side === 'platform') &&
      (state !== 'inspected' || order.inspectionRequired),
  );
  const at = progressOf(order.state);
  return (
    <ol className={styles.path} aria-label={t('order.progress')}>
      {states.map((state) => (
        <li
          key={state}
          data-reached={progressOf(state) <= at || undefined}
          aria-current={state === order.state ? 'step' : undefined}
        >
          <span>
            {progressOf(state) < at ? '✓ ' : null}
            {t(`state.${state}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What else belongs to the order as a whole. */
export function OrderFacts({
  order,
  side,
  timeZone,
}: {
  order: OrderDetail;
  side: 'factory' | 'platform';
  timeZone: string;
}) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const facts: [string, string][] = [
    [t('order.facts.kind'), t(`kind.${order.kind}`)],
    [t('order.facts.buyer'), order.buyerName],
    ...(side === 'platform'
      ? ([[t('order.facts.factory'), nameOf(order.factory)]] as [string, string][])
      : []),
    [
      t('order.facts.issued'),
      order.issuedAt === null ? t('order.facts.notIssued') : format.dateTime(order.issuedAt, timeZone),
    ],
    [t('order.facts.version'), format.number(order.version)],
    [t('order.facts.incoterm'), order.incoterm],
    [
      t('order.facts.inspection'),
      t(order.inspectionRequired ? 'order.facts.inspectionYes' : 'order.facts.inspectionNo'),
    ],
  ];
  if (order.note) facts.push([t('order.facts.note'), order.note]);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
