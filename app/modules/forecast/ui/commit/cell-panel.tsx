import { Button } from '@mantine/core';
import { Link, useFetcher } from '@remix-run/react';
import { useEffect, useId, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { toast } from '~/ui/toast';
import { useFormat } from '~/ui/use-format';
import { MOST_NOTE, REASON_CODES } from '../../domain/commit/commit-bucket';
import type { GridRow } from '../../domain/commit/grid-view';
import { moneyOf } from '../money-of';
import { BucketHistory } from './bucket-history';
import styles from './commit-page.module.css';
import type { GridStore } from './grid-store';
import type { CellView } from './grid-types';
import type { GridWords } from './grid-words';
import { LiabilitySentence } from './liability-sentence';
import { useWrongField } from './use-wrong-field';

export interface CellPanelPaths {
  history: string;
  changes: string;
}

interface CellPanelProps {
  store: GridStore;
  words: GridWords;
  paths: CellPanelPaths;
  timeZone: string;
}

/** Below the grid: the active bucket in words, with its reason, its cover, its history, and a way to change frozen weeks. */
export function CellPanel({ store, words, paths, timeZone }: CellPanelProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const { row, col } = store.active;
  const line = store.rows[row];
  if (!line) return null;
  const cell = store.cell(row, col);
  const week = store.weeks[col]!;
  return (
    <section className={`${styles.panel} no-print`} aria-label={t('panel.label')}>
      <div className={styles.panelHead}>
        <strong>
          {line.code} · {format.week(week)}
        </strong>
        <span className="small muted">
          {words.name(line)} · {format.date(week, { weekday: false, year: true })} ·{' '}
          <span title={t(`zoneMeaning.${cell.zone}`)}>{t(`zone.${cell.zone}`)}</span>
        </span>
      </div>
      <dl className={styles.figures}>
        <Figure name={t('panel.forecast')} value={format.number(cell.forecast)} />
        <Figure name={t('panel.commit')} value={cell.commit === '' ? '–' : words.figure(cell.commit)} />
        <Figure name={t('panel.upside')} value={cell.upside === '' ? '–' : words.figure(cell.upside)} />
        <Figure
          name={t('panel.difference')}
          value={cell.difference === null ? '–' : format.number(cell.difference, { signed: true })}
        />
        {cell.difference !== null && cell.difference < 0 ? (
          <Figure
            name={t('panel.short')}
            value={format.money(
              moneyOf(String(BigInt(-cell.difference) * BigInt(line.unitCostMinor)), line.currency),
            )}
          />
        ) : null}
      </dl>
      <PanelProblem cell={cell} />
      {store.isReadOnly ? null : cell.zone === 'frozen' ? (
        <FrozenPart key={`${line.skuId} ${week}`} cell={cell} line={line} week={week} path={paths.changes} />
      ) : (
        <AnswerPart key={`${line.skuId} ${week}`} store={store} cell={cell} words={words} />
      )}
      {cell.liability ? <LiabilitySentence liability={cell.liability} currency={line.currency} /> : null}
      <BucketHistory
        key={`history ${line.skuId} ${week} ${cell.held?.revision ?? 0}`}
        path={`${paths.history}?sku=${encodeURIComponent(line.skuId)}&week=${week}`}
        words={words}
        timeZone={timeZone}
      />
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function PanelProblem({ cell }: { cell: CellView }) {
  const problemText = useProblemText();
  if (!cell.problem) return null;
  return (
    <p className={styles.bad} role="alert">
      {problemText(cell.problem)}
    </p>
  );
}

/** The reason and note of the active bucket, or of every "less" of the selection. */
function AnswerPart({ store, cell, words }: { store: GridStore; cell: CellView; words: GridWords }) {
  const { t } = useTranslation('commit');
  const id = useId();
  const { top, left, bottom, right } = store.range();
  const many = (bottom - top + 1) * (right - left + 1);
  const answered = ({ commit }: CellView) => commit !== '';
  return (
    <div className={styles.answer}>
      <label htmlFor={`${id}-reason`}>
        {many > 1 ? t('panel.reasonMany', { count: many }) : t('panel.reason')}
      </label>
      <select
        id={`${id}-reason`}
        value={cell.reason}
        disabled={cell.commit === '' && many === 1}
        onChange={(event) => store.writeSelected({ reason: event.currentTarget.value }, answered)}
      >
        <option value="">{t('panel.noReason')}</option>
        {REASON_CODES.map((code) => (
          <option key={code} value={code}>
            {words.reason(code)}
          </option>
        ))}
        {cell.reason !== '' && !(REASON_CODES as readonly string[]).includes(cell.reason) ? (
          <option value={cell.reason}>{cell.reason}</option>
        ) : null}
      </select>
      <label htmlFor={`${id}-note`}>{t('panel.note')}</label>
      <input
        id={`${id}-note`}
        key={cell.note}
        defaultValue={cell.note}
        maxLength={MOST_NOTE}
        disabled={cell.commit === ''}
        onBlur={(event) => {
          const note = event.currentTarget.value.trim();
          if (note !== cell.note) store.writeSelected({ note }, answered);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {cell.difference !== null && cell.difference < 0 ? (
        <span className="small muted">{t('panel.lessIsFree')}</span>
      ) : null}
    </div>
  );
}

interface FrozenPartProps {
  cell: CellView;
  line: GridRow;
  week: string;
  path: string;
}

/** A frozen week changes only when both sides agree: asks the platform, or says what was asked already. */
function FrozenPart({ cell, line, week, path }: FrozenPartProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const problemText = useProblemText();
  const fetcher = useFetcher<{ done?: boolean; problem?: Problem }>();
  const id = useId();
  const problem = fetcher.data?.problem;
  const { form, wrong } = useWrongField(problem, `${id}-problem`);
  useEffect(() => {
    if (fetcher.state === 'idle' && fetcher.data?.done) toast({ kind: 'good', text: t('frozen.asked') });
  }, [fetcher.state, fetcher.data, t]);
  if (cell.request) {
    return (
      <p>
        {t(cell.request.side === 'factory' ? 'frozen.waitsForPlatform' : 'frozen.waitsForYou', {
          pieces: format.pieces(cell.request.to),
        })}{' '}
        <Link to={path}>{t('frozen.open')}</Link>
      </p>
    );
  }
  return (
    <fetcher.Form method="post" action={path} className={styles.ask} ref={form} noValidate>
      <input type="hidden" name="intent" value="ask" />
      <input type="hidden" name="sku" value={line.code} />
      <input type="hidden" name="week" value={week} />
      <span className="small muted">
        {cell.agreed !== null && cell.agreed !== cell.forecast
          ? t('frozen.agreed', { pieces: format.pieces(cell.agreed) })
          : t('frozen.text')}
      </span>
      <label htmlFor={`${id}-to`}>{t('frozen.to')}</label>
      <input
        id={`${id}-to`}
        name="toQuantity"
        inputMode="numeric"
        required
        {...wrong('toQuantity')}
        maxLength={20}
        className={styles.short}
      />
      <label htmlFor={`${id}-why`}>{t('frozen.reason')}</label>
      <input id={`${id}-why`} name="reason" required {...wrong('reason')} maxLength={1000} />
      <Button type="submit" size="xs" variant="default" loading={fetcher.state !== 'idle'}>
        {t('frozen.ask')}
      </Button>
      {problem ? (
        <span id={`${id}-problem`} className={styles.bad} role="alert">
          {problemText(problem)}
        </span>
      ) : null}
    </fetcher.Form>
  );
}
