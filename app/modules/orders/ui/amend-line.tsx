import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { useFormat } from '~/ui/use-format';
import { type AmendLine, type AmendPart, withNewPart } from './amend-draft';
import styles from './answer.module.css';
import { Field } from './field';
import { useName } from './words';

interface AmendLineProps {
  line: AmendLine;
  name: { nameEn: string; nameZh: string };
  /** Place among the lines that are sent; below zero: unchanged, nothing of it is sent. */
  index: number;
  currency: string;
  warehouses: readonly { code: string; nameEn: string; nameZh: string }[];
  problemsAt: (name: string) => readonly Problem[] | undefined;
  onChange: (line: AmendLine) => void;
  /** Takes a line out again that was only added here. */
  onRemove: () => void;
}

/** One line of an amendment: its price and its dated parts. */
export function AmendLineFields(props: AmendLineProps) {
  const { line, name, index, currency, problemsAt, onChange, onRemove } = props;
  const { t } = useTranslation('orders');
  const nameOf = useName();
  const format = useFormat();
  const isSent = index >= 0;
  const path = `lines[${index}]`;
  const headingId = `amend-line-${line.lineNo}`;
  const nameAt = (field: string) => (isSent ? `${path}.${field}` : `${headingId}.${field}`);
  return (
    <section className={styles.line} aria-labelledby={headingId}>
      <header className={styles.lineHead}>
        <h2 id={headingId} className={styles.lineName}>
          <span className={styles.lineNo}>{line.lineNo}</span>{' '}
          <span className={styles.code}>{line.skuCode}</span>{' '}
          <span className={styles.skuName}>{nameOf(name)}</span>
        </h2>
        <span className={styles.asked}>
          {line.added
            ? t('amend.terms', {
                minimum: format.pieces(line.added.minimumQuantity),
                multiple: format.pieces(line.added.orderMultiple),
              })
            : null}
        </span>
        <button
          type="button"
          className={styles.quiet}
          onClick={() => (line.added ? onRemove() : onChange({ ...line, out: !line.out }))}
        >
          {t(line.out ? 'amend.keepLine' : 'amend.removeLine', { no: line.lineNo })}
        </button>
      </header>
      {isSent ? (
        <input type="hidden" name={`${path}.${line.added ? 'skuId' : 'lineId'}`} value={line.lineId} />
      ) : null}
      <LineProblems
        problems={[...(problemsAt(`${path}.skuId`) ?? []), ...(problemsAt(`${path}.lineId`) ?? [])]}
      />
      {isSent && line.out ? <input type="hidden" name={`${path}.cancel`} value="on" /> : null}
      {line.out ? (
        <p className={styles.schedule}>{t('amend.lineOut')}</p>
      ) : (
        <div className={styles.schedule}>
          <div className={styles.amendPrice}>
            <Field
              label={`${t('amend.unitPrice')} (${currency})`}
              name={nameAt('unitPrice')}
              send={isSent}
              problems={problemsAt(nameAt('unitPrice'))}
            >
              {(attributes) => (
                <input
                  {...attributes}
                  inputMode="decimal"
                  autoComplete="off"
                  className={styles.figure}
                  value={line.unitPrice}
                  onChange={(event) => onChange({ ...line, unitPrice: event.currentTarget.value })}
                />
              )}
            </Field>
          </div>
          {line.parts.map((part, at) => (
            <PartFields
              key={part.key}
              {...props}
              part={part}
              isSent={isSent}
              nameAt={(field) => nameAt(`schedules[${at}].${field}`)}
              isOnly={line.parts.length === 1}
            />
          ))}
          <button type="button" className={styles.quiet} onClick={() => onChange(withNewPart(line))}>
            {t('amend.addPart')}
          </button>
        </div>
      )}
    </section>
  );
}

/** What is wrong with the line as a whole. */
function LineProblems({ problems }: { problems: readonly Problem[] }) {
  const say = useProblemText();
  if (problems.length === 0) return null;
  return (
    <p className={`${styles.error} ${styles.schedule}`} role="alert">
      {problems.map(say).join(' ')}
    </p>
  );
}

interface PartFieldsProps extends AmendLineProps {
  part: AmendPart;
  isSent: boolean;
  isOnly: boolean;
  nameAt: (field: string) => string;
}

function PartFields(props: PartFieldsProps) {
  const { line, part, isSent, isOnly, nameAt, warehouses, problemsAt, onChange } = props;
  const { t } = useTranslation('orders');
  const nameOf = useName();
  const change = (changes: Partial<AmendPart>) =>
    onChange({
      ...line,
      parts: line.parts.map((one) => (one.key === part.key ? { ...one, ...changes } : one)),
    });
  const field = (name: 'warehouseCode' | 'quantity' | 'shipFrom' | 'shipBy') => ({
    name: nameAt(name),
    send: isSent,
    problems: problemsAt(nameAt(name)),
  });
  const known = warehouses.some(({ code }) => code === part.warehouseCode);
  return (
    <fieldset className={styles.amendPart}>
      <legend className="visually-hidden">
        {t('versions.diff.part', { no: part.scheduleNo })} {part.warehouseCode}
      </legend>
      {isSent && part.scheduleId ? (
        <input type="hidden" name={nameAt('scheduleId')} value={part.scheduleId} />
      ) : null}
      <Field label={t('amend.warehouse')} {...field('warehouseCode')}>
        {(attributes) => (
          <select
            {...attributes}
            value={part.warehouseCode}
            onChange={(event) => change({ warehouseCode: event.currentTarget.value })}
          >
            {known ? null : <option value={part.warehouseCode}>{part.warehouseCode}</option>}
            {warehouses.map((one) => (
              <option key={one.code} value={one.code}>
                {`${one.code} ${nameOf(one)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('amend.quantity')} {...field('quantity')}>
        {(attributes) => (
          <input
            {...attributes}
            inputMode="numeric"
            autoComplete="off"
            className={styles.figure}
            value={part.quantity}
            onChange={(event) => change({ quantity: event.currentTarget.value.replace(/[\s,，]/g, '') })}
          />
        )}
      </Field>
      <Field label={t('amend.shipFrom')} {...field('shipFrom')}>
        {(attributes) => (
          <input
            {...attributes}
            type="date"
            value={part.shipFrom}
            onChange={(event) => change({ shipFrom: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('amend.shipBy')} {...field('shipBy')}>
        {(attributes) => (
          <input
            {...attributes}
            type="date"
            value={part.shipBy}
            onChange={(event) => change({ shipBy: event.currentTarget.value })}
          />
        )}
      </Field>
      {isOnly ? null : (
        <button
          type="button"
          className={styles.remove}
          aria-label={t('amend.removePart', { no: line.lineNo, warehouse: part.warehouseCode })}
          title={t('amend.removePart', { no: line.lineNo, warehouse: part.warehouseCode })}
          onClick={() => onChange({ ...line, parts: line.parts.filter((one) => one.key !== part.key) })}
        >
          ×
        </button>
      )}
    </fieldset>
  );
}
