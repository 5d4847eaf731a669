import { Button } from '@mantine/core';
import { useId, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '~/ui/toast';
import { useFormat } from '~/ui/use-format';
import { REASON_CODES, type ReasonCode, readPieces } from '../../domain/commit/commit-bucket';
import {
  LEAST_PERCENT,
  type MassBucket,
  type MassRule,
  MOST_PERCENT,
  massAnswer,
  previewMass,
} from '../../domain/commit/mass-commit';
import styles from './commit-page.module.css';
import type { GridStore } from './grid-store';
import type { Edit } from './grid-types';

type Scope = 'all' | 'selection' | 'sku';

/** Answers many buckets at once: says first what it would write, then writes it into the grid, unsaved and undoable. */
export function MassPanel({
  store,
  total,
  onClose,
}: {
  store: GridStore;
  total: number;
  onClose: () => void;
}) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const id = useId();
  const [scope, setScope] = useState<Scope>('all');
  const [percent, setPercent] = useState('100');
  const [reason, setReason] = useState<ReasonCode>('capacity');
  const [again, setAgain] = useState(false);
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const share = readPieces(percent);
  const isGood =
    share.ok && share.value !== null && share.value >= LEAST_PERCENT && share.value <= MOST_PERCENT;
  const rule: MassRule = { percent: isGood ? share.value! : 100, reason, note: null, again };
  const places = placesOf(store, scope);
  const preview = previewMass(
    places.map(({ row, col }) => bucketOf(store, row, col)),
    rule,
  );
  const apply = () => {
    const cells = places.flatMap(({ row, col }) => {
      const answer = massAnswer(bucketOf(store, row, col), rule);
      if (!answer) return [];
      const values: Partial<Edit> = {
        commit: String(answer.commit),
        upside: answer.upside > 0 ? String(answer.upside) : '',
        reason: answer.reason ?? '',
        note: '',
      };
      return [{ row, col, values }];
    });
    const { written } = store.write(cells, 'mass');
    toast({
      kind: 'info',
      text: t('mass.written', { count: written }),
      action: { label: t('undo'), run: () => store.undo() },
    });
    onClose();
  };
  return (
    <section className={styles.mass} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('mass.title')}</h2>
      <div className={styles.massFields}>
        <label>
          <span>{t('mass.scope')}</span>
          <select value={scope} onChange={(event) => setScope(event.currentTarget.value as Scope)}>
            {(['all', 'selection', 'sku'] as const).map((value) => (
              <option key={value} value={value}>
                {t(`mass.scopes.${value}`, {
                  count: store.rows.length,
                  sku: store.rows[store.active.row]?.code ?? '',
                })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('mass.percent')}</span>
          <span className={styles.withUnit}>
            <input
              inputMode="numeric"
              value={percent}
              aria-invalid={!isGood}
              aria-describedby={`${id}-percent`}
              onChange={(event) => setPercent(event.currentTarget.value)}
            />
            %
          </span>
        </label>
        {preview.below > 0 ? (
          <label>
            <span>{t('mass.reason')}</span>
            <select value={reason} onChange={(event) => setReason(event.currentTarget.value as ReasonCode)}>
              {REASON_CODES.filter((code) => code !== 'other').map((code) => (
                <option key={code} value={code}>
                  {t(`reasons.${code}`)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={again}
            onChange={(event) => setAgain(event.currentTarget.checked)}
          />
          <span>{t('mass.again')}</span>
        </label>
      </div>
      <p id={`${id}-percent`} className="small muted">
        {isGood
          ? t('mass.percentHelp')
          : t('mass.percentWrong', { least: LEAST_PERCENT, most: MOST_PERCENT })}
      </p>
      <p aria-live="polite">
        {preview.buckets === 0
          ? t('mass.previewNone')
          : t('mass.preview', {
              buckets: format.number(preview.buckets),
              committed: format.pieces(preview.committed),
              asked: format.pieces(preview.asked),
            })}
        {preview.upside > 0 ? ` ${t('mass.previewUpside', { pieces: format.pieces(preview.upside) })}` : null}
        {preview.frozen > 0 ? ` ${t('mass.previewFrozen', { count: preview.frozen })}` : null}
        {preview.answered > 0 ? ` ${t('mass.previewAnswered', { count: preview.answered })}` : null}
        {total > store.rows.length && scope === 'all'
          ? ` ${t('mass.previewPage', { shown: format.number(store.rows.length), total: format.number(total) })}`
          : null}
      </p>
      <div className={styles.buttons}>
        <Button size="xs" disabled={!isGood || preview.buckets === 0} onClick={apply}>
          {t('mass.apply')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('mass.cancel')}
        </Button>
      </div>
    </section>
  );
}

function placesOf(store: GridStore, scope: Scope) {
  const { top, left, bottom, right } = store.range();
  const [firstRow, lastRow] =
    scope === 'all'
      ? [0, store.rows.length - 1]
      : scope === 'sku'
        ? [store.active.row, store.active.row]
        : [top, bottom];
  const [firstCol, lastCol] = scope === 'selection' ? [left, right] : [0, store.weeks.length - 1];
  const places: { row: number; col: number }[] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let col = firstCol; col <= lastCol; col++) places.push({ row, col });
  }
  return places;
}

/** What is typed and not saved counts as an answer. */
function bucketOf(store: GridStore, row: number, col: number): MassBucket {
  const { forecast, zone, commit, isEdited, held } = store.cell(row, col);
  const pieces = readPieces(commit);
  return {
    forecast,
    zone,
    commit: pieces.ok ? pieces.value : 0,
    answeredForecast: isEdited ? forecast : (held?.forecast ?? null),
  };
}
