import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REASON_CODES, type ReasonCode } from '../../domain/commit/commit-bucket';
import styles from './commit-page.module.css';
import type { GridStore } from './grid-store';
import { LAYERS, type Summary } from './grid-types';

interface CommitToolbarProps {
  store: GridStore;
  summary: Summary;
  isSaving: boolean;
  onSave: () => void;
  onMass: () => void;
  isMassOpen: boolean;
  onHelp: () => void;
}

/** Above the grid: what is typed, what can be done, what is not saved. */
export function CommitToolbar(props: CommitToolbarProps) {
  const { store, summary, isSaving } = props;
  const { t } = useTranslation('commit');
  return (
    <div className={`${styles.toolbar} no-print`}>
      <fieldset className={styles.layers}>
        <legend className="visually-hidden">{t('layers.label')}</legend>
        {LAYERS.map((layer) => (
          <button
            key={layer}
            type="button"
            aria-pressed={summary.layer === layer}
            title={t(`layers.${layer}Help`)}
            onClick={() => store.setLayer(layer)}
          >
            {t(`layers.${layer}`)}
          </button>
        ))}
      </fieldset>
      {store.isReadOnly ? (
        <span className="small muted">{t('readOnly')}</span>
      ) : (
        <>
          <Button size="xs" variant="default" disabled={!summary.canUndo} onClick={() => store.undo()}>
            {t('undo')}
          </Button>
          <Button size="xs" variant="default" disabled={!summary.canRedo} onClick={() => store.redo()}>
            {t('redo')}
          </Button>
          <Button size="xs" variant="default" aria-expanded={props.isMassOpen} onClick={props.onMass}>
            {t('mass.open')}
          </Button>
        </>
      )}
      <Button size="xs" variant="subtle" className={styles.helpButton} onClick={props.onHelp}>
        {t('help.open')}
      </Button>
      {store.isReadOnly ? null : (
        <div className={styles.saving}>
          <span className="small" aria-live="polite">
            {summary.edited === 0 ? t('save.clean') : t('save.dirty', { count: summary.edited })}
            {summary.wrong > 0 ? (
              <span className={styles.bad}> {t('save.wrong', { count: summary.wrong })}</span>
            ) : null}
          </span>
          {summary.edited > 0 ? (
            <Button size="xs" variant="default" onClick={() => store.dropAll()}>
              {t('save.drop')}
            </Button>
          ) : null}
          <Button size="xs" onClick={props.onSave} loading={isSaving} disabled={summary.edited === 0}>
            {t('save.button')}
          </Button>
        </div>
      )}
      {summary.missingReasons > 0 ? <MissingReasons store={store} count={summary.missingReasons} /> : null}
    </div>
  );
}

/** One reason for every "less" that has none. */
function MissingReasons({ store, count }: { store: GridStore; count: number }) {
  const { t } = useTranslation('commit');
  const [reason, setReason] = useState<ReasonCode>('capacity');
  return (
    <div className={styles.missing}>
      <span>{t('missing.text', { count })}</span>
      <label>
        <span className="visually-hidden">{t('missing.label')}</span>
        <select value={reason} onChange={(event) => setReason(event.currentTarget.value as ReasonCode)}>
          {REASON_CODES.filter((code) => code !== 'other').map((code) => (
            <option key={code} value={code}>
              {t(`reasons.${code}`)}
            </option>
          ))}
        </select>
      </label>
      <Button size="xs" variant="default" onClick={() => store.explainAll(reason)}>
        {t('missing.apply')}
      </Button>
    </div>
  );
}
