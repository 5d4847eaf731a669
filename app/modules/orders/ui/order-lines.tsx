import { useTranslation } from 'react-i18next';
import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { AnswerReason } from '../domain/answer';
import type { AnswerView, LineView, OrderDetail, ScheduleView } from '../domain/order-views';
import styles from './order.module.css';
import { amountOf, StateBadge, useName } from './words';

/** Lines with their dated parts: what was asked and what is promised stand beside each other, neither replaces the other. */
export function OrderLines({ order, timeZone }: { order: OrderDetail; timeZone: string }) {
  const { t } = useTranslation('orders');
  return (
    <ScrollRegion label={t('lines.title')}>
      <table className={styles.lines}>
        <caption className="visually-hidden">{t('lines.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.warehouse')}</th>
            <th scope="col" data-numeric>
              {t('lines.quantity')}
            </th>
            <th scope="col">{t('lines.requested')}</th>
            <th scope="col">{t('lines.promised')}</th>
            <th scope="col" data-numeric>
              {t('lines.shipped')}
            </th>
            <th scope="col" data-numeric>
              {t('lines.received')}
            </th>
            <th scope="col">{t('lines.arrival')}</th>
          </tr>
        </thead>
        {order.lines.map((line) => (
          <Line key={line.id} line={line} currency={order.currency} timeZone={timeZone} />
        ))}
      </table>
    </ScrollRegion>
  );
}

function Line({ line, currency, timeZone }: { line: LineView; currency: string; timeZone: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const agreed = line.agreedQuantity;
  const told = line.answers.filter((answer) => !isPlainYes(answer, line));
  return (
    <tbody>
      <tr className={styles.lineRow}>
        <th scope="rowgroup" colSpan={7}>
          <div className={styles.lineHead}>
            <span className="muted">{line.lineNo}</span>
            <strong>{line.skuCode}</strong>
            <span>{nameOf({ nameEn: line.skuNameEn, nameZh: line.skuNameZh })}</span>
            <StateBadge state={line.state} />
            <span className={styles.lineMoney}>
              {t('lines.sum', {
                pieces: format.pieces(line.quantity),
                price: format.money(amountOf(line.unitPriceMinor, currency), { currency: false }),
                value: format.money(amountOf(line.valueMinor, currency)),
              })}
              {agreed !== null && agreed !== line.quantity ? (
                <span className={styles.small}>{t('lines.agreedOf', { pieces: format.pieces(agreed) })}</span>
              ) : null}
            </span>
          </div>
          {line.inspectedAt !== null ? (
            <span className={styles.small}>
              {t('lines.inspected', {
                name: line.inspectedByName ?? '',
                at: format.dateTime(line.inspectedAt, timeZone),
              })}
            </span>
          ) : null}
        </th>
      </tr>
      {line.schedules.map((part) => (
        <Part key={part.id} part={part} />
      ))}
      {told.length > 0 ? (
        <tr>
          <td colSpan={7}>
            <Answers answers={told} line={line} currency={currency} timeZone={timeZone} />
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

/** Whether an answer says no more than the promised date already does. */
function isPlainYes(answer: AnswerView, line: LineView): boolean {
  const part = line.schedules.find((one) => one.id === answer.scheduleId);
  return (
    answer.isCurrent &&
    answer.outcome === 'accepted' &&
    answer.note === null &&
    (part === undefined || answer.quantity === part.quantity)
  );
}

function Part({ part }: { part: ScheduleView }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const total = part.agreedQuantity ?? part.quantity;
  const of = (pieces: number) => t('lines.of', { part: format.number(pieces), total: format.number(total) });
  const { requestedShipFrom: from, requestedShipOn: by, promisedShipOn: promised } = part;
  return (
    <tr className={styles.scheduleRow}>
      <th scope="row">
        {part.warehouseCode}
        <span className={styles.small}>
          {nameOf({ nameEn: part.warehouseNameEn, nameZh: part.warehouseNameZh })}
        </span>
      </th>
      <td data-numeric data-label={t('lines.quantity')}>
        {format.number(part.quantity)}
      </td>
      <td data-label={t('lines.requested')}>
        {from && from !== by
          ? t('lines.window', {
              from: format.date(from, { weekday: false }),
              to: format.date(by, { weekday: false }),
            })
          : format.date(by)}
      </td>
      <td data-label={t('lines.promised')}>
        {promised ? format.date(promised) : t('promise.none')}
        {promised ? <Shift days={daysBetween(by as CalendarDate, promised as CalendarDate)} /> : null}
        <Risk part={part} />
      </td>
      <td data-numeric data-label={t('lines.shipped')}>
        {of(part.shippedQuantity)}
      </td>
      <td data-numeric data-label={t('lines.received')}>
        {of(part.receivedQuantity)}
      </td>
      <td data-label={t('lines.arrival')}>{format.date(part.expectedArrivalOn)}</td>
    </tr>
  );
}

function Shift({ days }: { days: number }) {
  const { t } = useTranslation('orders');
  if (days === 0) return null;
  return (
    <span className={styles.small}>
      {days > 0 ? t('promise.later', { count: days }) : t('promise.earlier', { count: -days })}
    </span>
  );
}

function Risk({ part }: { part: ScheduleView }) {
  const { t } = useTranslation('orders');
  const { level, reason, daysLate } = part.risk;
  if (level === 'none' || reason === null) return null;
  return (
    <span className={`${styles.small} ${level === 'late' ? styles.late : styles.risk}`}>
      {level === 'late' ? t('needs.late', { count: daysLate }) : t(`risk.${reason}`)}
    </span>
  );
}

interface AnswersProps {
  answers: readonly AnswerView[];
  line: LineView;
  currency: string;
  timeZone: string;
}

/** What the factory said of the line where it is more than yes; answers to earlier versions fold away. */
function Answers({ answers, line, currency, timeZone }: AnswersProps) {
  const { t } = useTranslation('orders');
  const current = answers.filter((answer) => answer.isCurrent);
  const earlier = answers.filter((answer) => !answer.isCurrent);
  const list = (items: readonly AnswerView[]) => (
    <ul className={styles.answers}>
      {items.map((answer) => (
        <Answer key={answer.id} answer={answer} line={line} currency={currency} timeZone={timeZone} />
      ))}
    </ul>
  );
  return (
    <>
      {current.length > 0 ? list(current) : null}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('lines.earlierAnswers', { count: earlier.length })}</summary>
          {list(earlier)}
        </details>
      ) : null}
    </>
  );
}

function Answer({
  answer,
  line,
  currency,
  timeZone,
}: Omit<AnswersProps, 'answers'> & { answer: AnswerView }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const part = line.schedules.find((one) => one.id === answer.scheduleId);
  const words = [
    part?.warehouseCode,
    t('lines.answered', {
      pieces: format.pieces(answer.quantity),
      outcome: t(`outcome.${answer.outcome}`),
    }),
    answer.shipOn ? t('lines.shipsOn', { date: format.date(answer.shipOn) }) : null,
    answer.unitPriceMinor && answer.unitPriceMinor !== line.unitPriceMinor
      ? t('lines.priceAsked', { price: format.money(amountOf(answer.unitPriceMinor, currency)) })
      : null,
    answer.reason ? t(`reason.${answer.reason as AnswerReason}`) : null,
    answer.review ? t(`review.${answer.review}`) : null,
  ];
  return (
    <li>
      {words.filter(Boolean).join(' · ')}
      {answer.note ? <span className={styles.small}>{answer.note}</span> : null}
      <span className={styles.small}>
        {t('lines.by', { name: answer.answeredByName, at: format.dateTime(answer.answeredAt, timeZone) })}
      </span>
    </li>
  );
}
