import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { useFormat } from '~/ui/use-format';
import type { ShippablePart } from '../domain/ship-notice';
import type { ShipFormRow } from '../queries/ship-form.server';
import styles from './ship-form.module.css';
import type { FormRow, PartTotals } from './use-ship-rows';

interface ShipPartProps {
  part: ShippablePart;
  rows: readonly { row: FormRow; index: number }[];
  totals: PartTotals;
  /** Problems of the last attempt by field name. */
  problems: Readonly<Record<string, readonly Problem[]>>;
  change: (key: number, field: keyof ShipFormRow, value: string) => void;
  add: (scheduleId: string) => void;
  remove: (key: number) => void;
  packAll: (key: number) => void;
}

/** One dated part of the order: what is left of it, its rows of cartons, and what they come to. */
export function ShipPart({ part, rows, totals, add, ...rest }: ShipPartProps) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  return (
    <section className={styles.part} aria-labelledby={`part-${part.scheduleId}`}>
      <h2 id={`part-${part.scheduleId}`} className={styles.partTitle}>
        {part.skuCode}{' '}
        <span className={styles.name}>{format.locale === 'zh' ? part.skuNameZh : part.skuNameEn}</span>
      </h2>
      <p className={styles.facts}>
        {t('form.left', {
          left: format.pieces(part.left),
          agreed: format.pieces(part.agreed),
          date: format.date(part.shipOn),
        })}
        {part.drafted > 0 ? ` ${t('form.drafted', { pieces: format.pieces(part.drafted) })}` : null}
      </p>
      {rows.map(({ row, index }) => (
        <CartonRow key={row.key} row={row} index={index} isOnly={rows.length === 1} {...rest} />
      ))}
      <div className={styles.partFoot}>
        <p className={totals.over > 0 ? styles.over : styles.packed} aria-live="polite">
          {totals.over > 0
            ? t('form.over', { pieces: format.pieces(totals.pieces), over: format.pieces(totals.over) })
            : t('form.packed', {
                pieces: format.pieces(totals.pieces),
                left: format.pieces(totals.left - totals.pieces),
                cartons: format.number(totals.cartons),
                kg: format.number(totals.grossG / 1000, { minDigits: 1, maxDigits: 1 }),
              })}
        </p>
        <Button variant="subtle" size="compact-sm" onClick={() => add(part.scheduleId)}>
          {t('form.addRow')}
        </Button>
      </div>
    </section>
  );
}

interface CartonRowProps extends Pick<ShipPartProps, 'problems' | 'change' | 'remove' | 'packAll'> {
  row: FormRow;
  index: number;
  isOnly: boolean;
}

function CartonRow({ row, index, isOnly, problems, change, remove, packAll }: CartonRowProps) {
  const { t } = useTranslation('shipping');
  const say = useProblemText();
  const field = (
    name: keyof ShipFormRow,
    label: string,
    unit: string | null,
    mode: 'numeric' | 'decimal',
  ) => {
    const full = `groups[${index}].${name}`;
    const found = problems[full];
    return (
      <TextInput
        label={label}
        name={full}
        value={row[name]}
        onChange={(event) => change(row.key, name, event.currentTarget.value)}
        inputMode={mode}
        autoComplete="off"
        maxLength={12}
        rightSection={unit ? <span className={styles.unit}>{unit}</span> : undefined}
        rightSectionWidth={unit ? 34 : undefined}
        error={found?.length ? found.map(say).join(' ') : undefined}
        classNames={{ input: styles.number ?? '' }}
      />
    );
  };
  const kg = t('units.kg');
  const mm = t('units.mm');
  const whereFrom = problems[`groups[${index}].scheduleId`];
  return (
    <fieldset className={styles.row}>
      <legend className="visually-hidden">{t('form.row')}</legend>
      <input type="hidden" name={`groups[${index}].scheduleId`} value={row.scheduleId} />
      {whereFrom?.length ? <p className={styles.over}>{whereFrom.map(say).join(' ')}</p> : null}
      <div className={styles.grid}>
        {field('cartons', t('columns.cartons'), null, 'numeric')}
        {field('pieces', t('form.piecesEach'), t('units.pieces'), 'numeric')}
        {field('gross', t('form.grossEach'), kg, 'decimal')}
        {field('net', t('form.netEach'), kg, 'decimal')}
        {field('length', t('form.length'), mm, 'numeric')}
        {field('width', t('form.width'), mm, 'numeric')}
        {field('height', t('form.height'), mm, 'numeric')}
        {field('lastPieces', t('form.lastPieces'), t('units.pieces'), 'numeric')}
        {field('lastGross', t('form.lastGross'), kg, 'decimal')}
      </div>
      <div className={styles.rowTools}>
        <Button variant="default" size="compact-sm" onClick={() => packAll(row.key)}>
          {t('form.packAll')}
        </Button>
        {isOnly ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => remove(row.key)}>
            {t('form.removeRow')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
