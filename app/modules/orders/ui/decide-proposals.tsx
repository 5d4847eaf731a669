import { Button } from '@mantine/core';
import { useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { FormReply } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { AnswerReason } from '../domain/answer';
import type { AnswerView, LineView, OrderDetail } from '../domain/order-views';
import styles from './order.module.css';
import { amountOf, useName } from './words';

/** Counter-proposals that wait for the buyer: what was asked, what is proposed, what either answer leads to. */
export function DecideProposals({ order, action }: { order: OrderDetail; action: string | undefined }) {
  const { t } = useTranslation('orders');
  const open = order.lines.flatMap((line) =>
    line.answers
      .filter((answer) => answer.isCurrent && answer.review === 'pending')
      .map((answer) => ({ line, answer })),
  );
  if (open.length === 0) return null;
  return (
    <div id="proposals">
      <Section title={t('decide.title')}>
        <div className={styles.proposals}>
          {open.map(({ line, answer }) => (
            <Proposal key={answer.id} order={order} line={line} answer={answer} action={action} />
          ))}
        </div>
      </Section>
    </div>
  );
}

interface ProposalProps {
  order: OrderDetail;
  line: LineView;
  answer: AnswerView;
  action: string | undefined;
}

function Proposal({ order, line, answer, action }: ProposalProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const say = useProblemText();
  const fetcher = useFetcher<FormReply>();
  const part = line.schedules.find((one) => one.id === answer.scheduleId);
  const may = (wanted: 'accept_proposal' | 'decline_proposal') =>
    action !== undefined && line.actions.some((one) => one.action === wanted && one.allowed);
  const busy = fetcher.state !== 'idle' || undefined;
  const problems = Object.values(fetcher.data?.error ?? {}).flatMap((list) => list ?? []);
  const price = (minor: string) => format.money(amountOf(minor, order.currency));
  const pieces = format.pieces(answer.quantity);
  return (
    <fetcher.Form method="post" action={action} className={styles.proposal}>
      <input type="hidden" name="intent" value="review" />
      <input type="hidden" name="decisions[0].answerId" value={answer.id} />
      <div>
        <strong>
          {t('decide.line', { no: line.lineNo, sku: line.skuCode, warehouse: part?.warehouseCode ?? '' })}
        </strong>
        {part ? (
          <p className="muted">
            {t('decide.asked', {
              pieces: format.pieces(part.quantity),
              date: format.date(part.requestedShipOn),
              price: price(line.unitPriceMinor),
            })}
          </p>
        ) : null}
        <p>
          {[
            t('decide.proposed', {
              factory: nameOf(order.factory),
              pieces,
              date: answer.shipOn ? format.date(answer.shipOn) : '',
            }),
            answer.shipOn && part ? <Days key="days" from={part.requestedShipOn} to={answer.shipOn} /> : null,
          ]}
        </p>
        <PriceChange line={line} answer={answer} currency={order.currency} />
        {answer.reason ? <p>{t(`reason.${answer.reason as AnswerReason}`)}</p> : null}
        {answer.note ? <p className="muted">{answer.note}</p> : null}
      </div>
      <div className={styles.proposalButtons}>
        <Button
          type="submit"
          name="decisions[0].decision"
          value="accept"
          aria-disabled={busy ?? (!may('accept_proposal') || undefined)}
        >
          {t('decide.accept', { pieces })}
        </Button>
        <Button
          type="submit"
          variant="default"
          name="decisions[0].decision"
          value="decline"
          aria-disabled={busy ?? (!may('decline_proposal') || undefined)}
        >
          {t('decide.decline')}
        </Button>
      </div>
      <p className={styles.why}>
        {t('decide.acceptHelp')} {t('decide.declineHelp')}
      </p>
      {problems.length > 0 ? (
        <p className={styles.late} role="alert">
          {problems.map(say).join(' ')}
        </p>
      ) : null}
    </fetcher.Form>
  );
}

function Days({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation('orders');
  const days = daysBetween(from as CalendarDate, to as CalendarDate);
  const words =
    days === 0
      ? t('decide.sameDay')
      : days > 0
        ? t('decide.laterBy', { count: days })
        : t('decide.earlierBy', { count: -days });
  return <strong>{` (${words})`}</strong>;
}

function PriceChange({ line, answer, currency }: { line: LineView; answer: AnswerView; currency: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { unitPriceMinor } = answer;
  if (unitPriceMinor === null || unitPriceMinor === line.unitPriceMinor) return null;
  const more = (BigInt(unitPriceMinor) - BigInt(line.unitPriceMinor)) * BigInt(answer.quantity);
  const value = format.money(amountOf(String(more < 0n ? -more : more), currency));
  return (
    <p>
      {t('decide.proposedPrice', { price: format.money(amountOf(unitPriceMinor, currency)) })}{' '}
      <strong>({more > 0n ? t('decide.costsMore', { value }) : t('decide.costsLess', { value })})</strong>
    </p>
  );
}
