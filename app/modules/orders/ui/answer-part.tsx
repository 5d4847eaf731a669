import { useTranslation } from 'react-i18next';
import type { Problem } from '~/kernel/problem';
import { ANSWER_OUTCOMES, ANSWER_REASONS, type AnswerOutcome, type AnswerReason } from '../domain/answer';
import styles from './answer.module.css';
import type { DraftPart } from './answer-draft';
import { typedPieces } from './answer-draft';
import { Field } from './field';

export interface PartProps {
  part: DraftPart;
  /** Of the part within its schedule, from 1. */
  no: number;
  warehouse: string;
  /** Path of the outcome in the form: `lines[0].schedules[0].outcomes[0]`. */
  name: string;
  currency: string;
  problems: (field: string) => readonly Problem[] | undefined;
  onChange: (changes: Partial<DraftPart>) => void;
  /** Absent where the part is the only one. */
  onRemove?: (() => void) | undefined;
  /** The keys that move between lines lead to its quantity, where letters are free for the other keys. */
  first: boolean;
}

/** One outcome of an answer: what, how many, when, and why. */
export function AnswerPartFields(props: PartProps) {
  const { part, no, warehouse, name, currency, problems, onChange, onRemove, first } = props;
  const { t } = useTranslation('orders');
  const needsDay = part.outcome !== 'rejected';
  const needsReason = part.outcome !== 'accepted';
  return (
    <fieldset className={styles.part} data-outcome={part.outcome}>
      <legend className="visually-hidden">{t('answerPage.partName', { no, warehouse })}</legend>
      <Field label={t('answerPage.outcome')} name={`${name}.outcome`} problems={problems('outcome')}>
        {(attributes) => (
          <select
            {...attributes}
            value={part.outcome}
            onChange={(event) => onChange({ outcome: event.currentTarget.value as AnswerOutcome })}
          >
            {ANSWER_OUTCOMES.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`outcome.${outcome}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t('answerPage.quantity')}
        name={`${name}.quantity`}
        problems={problems('quantity')}
        narrow
      >
        {(attributes) => (
          <input
            {...attributes}
            inputMode="numeric"
            autoComplete="off"
            data-figure
            data-first={first || undefined}
            className={styles.figure}
            value={part.quantity}
            onChange={(event) => onChange({ quantity: event.currentTarget.value })}
            onBlur={() => {
              const pieces = typedPieces(part.quantity);
              if (pieces !== null && String(pieces) !== part.quantity) onChange({ quantity: String(pieces) });
            }}
          />
        )}
      </Field>
      {needsDay ? (
        <Field label={t('answerPage.shipOn')} name={`${name}.shipOn`} problems={problems('shipOn')}>
          {(attributes) => (
            <input
              {...attributes}
              type="date"
              data-figure
              min="2000-01-01"
              max="2099-12-31"
              value={part.shipOn}
              onChange={(event) => onChange({ shipOn: event.currentTarget.value })}
            />
          )}
        </Field>
      ) : null}
      {part.outcome === 'counter_proposed' ? (
        <Field
          label={`${t('answerPage.price')} (${currency})`}
          name={`${name}.unitPrice`}
          problems={problems('unitPrice')}
          narrow
        >
          {(attributes) => (
            <input
              {...attributes}
              inputMode="decimal"
              autoComplete="off"
              data-figure
              className={styles.figure}
              placeholder={t('answerPage.priceSame')}
              value={part.unitPrice}
              onChange={(event) => onChange({ unitPrice: event.currentTarget.value })}
            />
          )}
        </Field>
      ) : null}
      {needsReason ? (
        <Field label={t('answerPage.reason')} name={`${name}.reason`} problems={problems('reason')}>
          {(attributes) => (
            <select
              {...attributes}
              value={part.reason}
              onChange={(event) => onChange({ reason: event.currentTarget.value as AnswerReason | '' })}
            >
              <option value="">{t('answerPage.chooseReason')}</option>
              {ANSWER_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`reason.${reason}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {needsReason ? (
        <Field label={t('answerPage.note')} name={`${name}.note`} problems={problems('note')} wide>
          {(attributes) => (
            <input
              {...attributes}
              maxLength={2000}
              autoComplete="off"
              value={part.note}
              onChange={(event) => onChange({ note: event.currentTarget.value })}
            />
          )}
        </Field>
      ) : null}
      {onRemove ? (
        <button
          type="button"
          className={styles.remove}
          aria-label={t('answerPage.remove', { no, warehouse })}
          title={t('answerPage.remove', { no, warehouse })}
          onClick={onRemove}
        >
          ×
        </button>
      ) : null}
    </fieldset>
  );
}
