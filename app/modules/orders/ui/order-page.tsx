import { useSearchParams } from '@remix-run/react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { OrderDetail } from '../domain/order-views';
import { Conversation } from './conversation';
import { DecideProposals } from './decide-proposals';
import { MilestoneBoard } from './milestone-board';
import styles from './order.module.css';
import { type ActionPaths, OrderActions } from './order-actions';
import { OrderAnswerSentence, OrderFacts, OrderPath } from './order-head';
import { OrderLines } from './order-lines';
import { OrderTimeline } from './order-timeline';
import { OrderVersions } from './order-versions';
import { forgetAnswerDrafts } from './use-answer-draft';
import { amountOf, useName } from './words';

interface OrderPageProps {
  side: 'factory' | 'platform';
  order: OrderDetail;
  /** The reader. */
  userId: string;
  /** The reader's time zone for instants. */
  timeZone: string;
  /** Today in the factory's time zone, YYYY-MM-DD. */
  today: string;
  actions: ActionPaths;
  /** Sections of ship notices and files. */
  attachments?: ReactNode;
  /** What a module to the right knows of it, in a line under the figures: the clocks of a first order. */
  clocks?: ReactNode;
}

/** What exactly was agreed, where is it now, what is next? */
export function OrderPage(props: OrderPageProps) {
  const { side, order, userId, timeZone, today, actions, attachments, clocks } = props;
  const { t } = useTranslation('orders');
  const isPlatform = side === 'platform';
  useEffect(() => {
    if (order.lines.every((line) => line.state !== 'issued')) forgetAnswerDrafts(order.id);
  }, [order]);
  return (
    <>
      <PageHeader
        title={t('order.title', { number: order.number })}
        answer={<OrderAnswerSentence order={order} side={side} today={today} />}
      />
      <Done order={order} />
      <OrderPath order={order} side={side} />
      <div className={styles.page}>
        <div>
          <Figures order={order} />
          {clocks}
          {isPlatform ? <DecideProposals order={order} action={actions.manage} /> : null}
          <Section title={t('lines.title')}>
            <OrderLines order={order} timeZone={timeZone} />
          </Section>
          <Section title={t('board.title')}>
            <MilestoneBoard order={order} today={today} timeZone={timeZone} action={actions.progress} />
          </Section>
          {attachments}
          <Section title={t('messages.title')}>
            <Conversation order={order} userId={userId} timeZone={timeZone} action={actions.messages} />
          </Section>
          <Section title={t('versions.title')}>
            <OrderVersions order={order} timeZone={timeZone} />
          </Section>
          <Section title={t('timeline.title')}>
            <OrderTimeline order={order} timeZone={timeZone} />
          </Section>
        </div>
        <aside className={styles.side} aria-label={t('actions.title')}>
          <OrderActions side={side} order={order} paths={actions} />
          <OrderFacts order={order} side={side} timeZone={timeZone} />
        </aside>
      </div>
    </>
  );
}

function Figures({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { pieces, agreedPieces, shippedPieces, receivedPieces, currency } = order;
  const total = agreedPieces ?? pieces;
  const ofTotal = t('order.figures.ofTotal', { total: format.pieces(total) });
  return (
    <KeyFigures>
      <KeyFigure
        label={t(agreedPieces === null ? 'order.figures.ordered' : 'order.figures.agreed')}
        value={format.pieces(total)}
        note={
          agreedPieces === null
            ? t('order.figures.notAgreed')
            : agreedPieces === pieces
              ? null
              : t('order.figures.ofOrdered', { total: format.pieces(pieces) })
        }
      />
      <KeyFigure label={t('order.figures.shipped')} value={format.number(shippedPieces)} note={ofTotal} />
      <KeyFigure label={t('order.figures.received')} value={format.number(receivedPieces)} note={ofTotal} />
      <KeyFigure
        label={t('order.figures.value')}
        value={format.money(amountOf(order.valueMinor, currency))}
        note={
          order.riskMinor === '0' ? null : (
            <strong className={styles.late}>
              {t('order.figures.atRisk', { value: format.money(amountOf(order.riskMinor, currency)) })}
            </strong>
          )
        }
      />
    </KeyFigures>
  );
}

const DONE = ['issued', 'cancelled', 'closed', 'amended', 'answered', 'reviewed', 'created'] as const;

/** What the reader has just done, after the redirect of its form. */
function Done({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('orders');
  const nameOf = useName();
  const [params] = useSearchParams();
  const done = DONE.find((known) => known === params.get('done'));
  if (!done) return null;
  return (
    <p className={styles.done} role="status">
      {t(`actions.done.${done}`, { factory: nameOf(order.factory), version: order.version })}
    </p>
  );
}
