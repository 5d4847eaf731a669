import { memo, useCallback, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import { useFormat } from '~/ui/use-format';
import { REASON_CODES } from '../../domain/commit/commit-bucket';
import type { GridRow, GridView } from '../../domain/commit/grid-view';
import styles from './commit-page.module.css';
import type { GridStore } from './grid-store';
import type { Edit } from './grid-types';
import type { GridWords } from './grid-words';

interface PhoneListProps {
  store: GridStore;
  view: Pick<GridView, 'rows' | 'weeks'>;
  words: GridWords;
}

/** The grid on a narrow screen: a list of SKUs, each of which opens to the same buckets, one below the other. */
export function PhoneList({ store, view, words }: PhoneListProps) {
  return (
    <ul className={styles.phone}>
      {view.rows.map((line, row) => (
        <PhoneSku key={line.skuId} store={store} line={line} row={row} words={words} />
      ))}
    </ul>
  );
}

interface PhoneSkuProps {
  store: GridStore;
  line: GridRow;
  row: number;
  words: GridWords;
}

const PhoneSku = memo(function PhoneSku({ store, line, row, words }: PhoneSkuProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const waiting = useSyncExternalStore(
    store.subscribe,
    () => store.weeks.filter((_, col) => store.cell(row, col).isWaiting).length,
    () => store.weeks.filter((_, col) => store.cell(row, col).isWaiting).length,
  );
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={styles.phoneSku}>
            <strong>{line.code}</strong>
            <span className="small muted">{words.name(line)}</span>
          </span>
          <span className={styles.phoneFigure}>
            <span>{format.pieces(line.forecast.reduce((a, b) => a + b, 0))}</span>
            <span className="small muted">
              {waiting === 0 ? t('phone.answered') : t('phone.waiting', { count: waiting })}
            </span>
          </span>
        </summary>
        {isOpen ? (
          <ul className={styles.phoneWeeks}>
            {store.weeks.map((week, col) => (
              <PhoneBucket key={week} store={store} week={week} row={row} col={col} words={words} />
            ))}
          </ul>
        ) : null}
      </details>
    </li>
  );
});

interface PhoneBucketProps {
  store: GridStore;
  week: string;
  row: number;
  col: number;
  words: GridWords;
}

const PhoneBucket = memo(function PhoneBucket({ store, week, row, col, words }: PhoneBucketProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const problemText = useProblemText();
  const subscribe = useCallback(
    (listener: () => void) => store.subscribeCell(row, col, listener),
    [store, row, col],
  );
  const read = () => store.cell(row, col);
  const cell = useSyncExternalStore(subscribe, read, read);
  const isOpen = store.isOpen(row, col);
  const name = `${format.week(week)}`;
  const write = (values: Partial<Edit>) => store.write([{ row, col, values }]);
  return (
    <li data-zone={cell.zone} data-edited={cell.isEdited || undefined}>
      <div className={styles.phoneWeek}>
        <span>
          <strong>{name}</strong> <span className="small muted">{format.date(week, { weekday: false })}</span>
        </span>
        <span className="small">{t(`zone.${cell.zone}`)}</span>
        <span className="small">
          {t('cell.forecast', { pieces: format.number(cell.forecast) })}
          {cell.difference ? ` · ${format.number(cell.difference, { signed: true })}` : null}
        </span>
      </div>
      {isOpen ? (
        <div className={styles.phoneFields}>
          <PhoneField
            label={`${t('panel.commit')} ${name}`}
            text={t('panel.commit')}
            value={cell.commit}
            onValue={(commit) => write({ commit })}
          />
          <PhoneField
            label={`${t('panel.upside')} ${name}`}
            text={t('panel.upside')}
            value={cell.upside}
            onValue={(upside) => write({ upside })}
          />
          <label>
            <span className="small">{t('panel.reason')}</span>
            <select
              aria-label={`${t('panel.reason')} ${name}`}
              value={cell.reason}
              onChange={(event) => write({ reason: event.currentTarget.value })}
            >
              <option value="">{t('panel.noReason')}</option>
              {REASON_CODES.map((code) => (
                <option key={code} value={code}>
                  {words.reason(code)}
                </option>
              ))}
            </select>
          </label>
          {cell.reason === 'other' ? (
            <PhoneField
              label={`${t('panel.note')} ${name}`}
              text={t('panel.note')}
              value={cell.note}
              isText
              onValue={(note) => write({ note })}
            />
          ) : null}
        </div>
      ) : (
        <p className="small muted">
          {cell.commit === '' ? null : `${t('cell.commit', { pieces: words.figure(cell.commit) })} `}
          {cell.request ? t('cell.requested', { pieces: format.number(cell.request.to) }) : null}
        </p>
      )}
      {cell.problem ? (
        <p className={styles.bad} role="alert">
          {problemText(cell.problem)}
        </p>
      ) : null}
    </li>
  );
});

interface PhoneFieldProps {
  label: string;
  text: string;
  value: string;
  onValue: (value: string) => void;
  isText?: boolean;
}

function PhoneField({ label, text, value, onValue, isText = false }: PhoneFieldProps) {
  return (
    <label>
      <span className="small">{text}</span>
      <input
        // Another value from outside, such as undo, begins the field anew.
        key={value}
        aria-label={label}
        defaultValue={value}
        inputMode={isText ? 'text' : 'numeric'}
        autoComplete="off"
        maxLength={isText ? 500 : 20}
        onBlur={(event) => {
          const next = event.currentTarget.value.trim();
          if (next !== value) onValue(next);
        }}
      />
    </label>
  );
}
