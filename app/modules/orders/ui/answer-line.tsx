import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { useFormat } from '~/ui/use-format';
import type { LineView, ScheduleView } from '../domain/order-views';
import styles from './answer.module.css';
import {
  acceptedAsAsked,
  type DraftSchedule,
  leftToAnswer,
  withoutPart,
  withPart,
  withSplit,
} from './answer-draft';
import { AnswerPartFields } from './answer-part';
import { lineAttribute } from './use-answer-keys';
import { amountOf, useName } from './words';

export type ProblemsAt = (name: string) => readonly Problem[] | undefined;
export type ChangeSchedule = (scheduleId: string, next: (now: DraftSchedule) => DraftSchedule) => void;

interface AnswerLineProps {
  line: LineView;
  /** Place among the lines of the form. */
  index: number;
  currency: string;
  today: string;
  draft: readonly DraftSchedule[];
  problemsAt: ProblemsAt;
  change: ChangeSchedule;
}

/** A line to answer: what is asked, then each dated part with the outcomes of its pieces. */
export function AnswerLine({ line, index, currency, today, draft, problemsAt, change }: AnswerLineProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const headingId = `line-${line.lineNo}`;
  const acceptLine = () => {
    for (const schedule of line.schedules) change(schedule.id, () => acceptedAsAsked(schedule, today));
  };
  return (
    <section className={styles.line} aria-labelledby={headingId} {...{ [lineAttribute]: line.lineNo }}>
      <header className={styles.lineHead}>
        <h2 id={headingId} className={styles.lineName}>
          <span className={styles.lineNo}>{line.lineNo}</span>{' '}
          <span className={styles.code}>{line.skuCode}</span>{' '}
          <span className={styles.skuName}>{nameOf({ nameEn: line.skuNameEn, nameZh: line.skuNameZh })}</span>
        </h2>
        <p className={styles.asked}>
          {t('answerPage.lineAsked', {
            pieces: format.pieces(line.quantity),
            price: format.money(amountOf(line.unitPriceMinor, currency)),
            value: format.money(amountOf(line.valueMinor, currency)),
          })}
        </p>
        <button type="button" className={styles.quiet} data-accept onClick={acceptLine}>
          {t('answerPage.acceptLine')}
        </button>
      </header>
      <input type="hidden" name={`lines[${index}].lineId`} value={line.id} />
      <LineProblems problems={problemsAt(`lines[${index}].lineId`)} />
      {line.schedules.map((schedule, at) => (
        <ScheduleAnswer
          key={schedule.id}
          schedule={schedule}
          name={`lines[${index}].schedules[${at}]`}
          isFirst={at === 0}
          currency={currency}
          draft={draft.find(({ scheduleId }) => scheduleId === schedule.id)}
          problemsAt={problemsAt}
          change={change}
        />
      ))}
    </section>
  );
}

interface ScheduleAnswerProps {
  schedule: ScheduleView;
  name: string;
  isFirst: boolean;
  currency: string;
  draft: DraftSchedule | undefined;
  problemsAt: ProblemsAt;
  change: ChangeSchedule;
}

function ScheduleAnswer({
  schedule,
  name,
  isFirst,
  currency,
  draft,
  problemsAt,
  change,
}: ScheduleAnswerProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const parts = draft?.parts ?? [];
  const warehouse = schedule.warehouseCode;
  const words = {
    pieces: format.pieces(schedule.quantity),
    warehouse: `${warehouse} ${nameOf({ nameEn: schedule.warehouseNameEn, nameZh: schedule.warehouseNameZh })}`,
    date: format.date(schedule.requestedShipOn),
  };
  return (
    <div className={styles.schedule} data-answer-part>
      <input type="hidden" name={`${name}.scheduleId`} value={schedule.id} />
      <div className={styles.scheduleHead}>
        <span>
          {schedule.requestedShipFrom && schedule.requestedShipFrom !== schedule.requestedShipOn
            ? t('answerPage.requestedWindow', { ...words, from: format.date(schedule.requestedShipFrom) })
            : t('answerPage.requested', words)}
        </span>
        <Left schedule={schedule} parts={parts} />
        <button
          type="button"
          className={styles.quiet}
          data-split
          aria-label={t('answerPage.splitFor', { warehouse })}
          onClick={() => change(schedule.id, (now) => withSplit(schedule, now))}
        >
          {t('answerPage.split')}
        </button>
      </div>
      <LineProblems problems={problemsAt(`${name}.scheduleId`)} />
      {parts.map((part, at) => (
        <AnswerPartFields
          key={part.key}
          part={part}
          no={at + 1}
          warehouse={warehouse}
          name={`${name}.outcomes[${at}]`}
          currency={currency}
          problems={(field) => problemsAt(`${name}.outcomes[${at}].${field}`)}
          onChange={(changes) => change(schedule.id, (now) => withPart(schedule, now, part.key, changes))}
          onRemove={
            parts.length > 1 ? () => change(schedule.id, (now) => withoutPart(now, part.key)) : undefined
          }
          first={isFirst && at === 0}
        />
      ))}
    </div>
  );
}

/** How many pieces the answer does not speak of yet, as figures are typed. */
function Left({ schedule, parts }: { schedule: ScheduleView; parts: DraftSchedule['parts'] }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const left = leftToAnswer(schedule, parts);
  const tone = left === 0 ? 'good' : 'bad';
  return (
    <output className={styles.left} data-tone={tone} data-left={left ?? ''}>
      {left === null
        ? t('answerPage.notNumber')
        : left === 0
          ? t('answerPage.complete', { pieces: format.pieces(schedule.quantity) })
          : left > 0
            ? t('answerPage.left', { pieces: format.pieces(left) })
            : t('answerPage.over', { pieces: format.pieces(-left) })}
    </output>
  );
}

function LineProblems({ problems }: { problems: readonly Problem[] | undefined }) {
  const say = useProblemText();
  if (!problems?.length) return null;
  return (
    <p className={styles.error} role="alert">
      {problems.map(say).join(' ')}
    </p>
  );
}
