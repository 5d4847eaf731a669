import { Button } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import styles from './commit-page.module.css';
import type { GridStore } from './grid-store';
import type { GridWords } from './grid-words';

const MOST_SHOWN = 50;

interface ConflictListProps {
  store: GridStore;
  words: GridWords;
  timeZone: string;
}

/** Unsaved answers that another answer or another version has met, side by side; each is decided by who typed it. */
export function ConflictList({ store, words, timeZone }: ConflictListProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const met = store.entries().filter(({ conflict }) => conflict !== null);
  if (met.length === 0) return null;
  const decideAll = (keepOwn: boolean) => {
    for (const { key } of met) store.decide(key, keepOwn);
  };
  return (
    <section className={styles.conflicts} aria-labelledby="conflicts-title">
      <h2 id="conflicts-title">{t('conflicts.title', { count: met.length })}</h2>
      <p className="small">{t('conflicts.text')}</p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('grid.sku')}</th>
              <th scope="col">{t('conflicts.week')}</th>
              <th scope="col">{t('conflicts.yours')}</th>
              <th scope="col">{t('conflicts.met')}</th>
              <th scope="col">{t('conflicts.decide')}</th>
            </tr>
          </thead>
          <tbody>
            {met.slice(0, MOST_SHOWN).map(({ key, edit, place, conflict }) => {
              const { cause, held, forecast } = conflict!;
              return (
                <tr key={key}>
                  <th scope="row">{place ? store.rows[place.row]!.code : key.slice(0, 8)}</th>
                  <td>{format.week(key.slice(key.indexOf(' ') + 1))}</td>
                  <td>
                    {words.figure(edit.commit)}
                    {edit.reason ? ` · ${words.reason(edit.reason)}` : null}
                    <span className="small muted">
                      {' '}
                      {t('conflicts.to', { pieces: format.number(edit.seenForecast) })}
                    </span>
                  </td>
                  <td>
                    {cause === 'answered' && held
                      ? t('conflicts.answered', {
                          pieces: format.number(held.commit),
                          name: held.byName,
                          time: format.dateTime(held.at, timeZone),
                        })
                      : t('conflicts.asked', { pieces: format.number(forecast) })}
                    {held?.reason ? ` · ${words.reason(held.reason)}` : null}
                  </td>
                  <td className={styles.buttons}>
                    <Button size="compact-xs" variant="default" onClick={() => store.decide(key, true)}>
                      {t('conflicts.keep')}
                    </Button>
                    <Button size="compact-xs" variant="default" onClick={() => store.decide(key, false)}>
                      {t('conflicts.drop')}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {met.length > 1 ? (
        <div className={styles.buttons}>
          <Button size="xs" variant="default" onClick={() => decideAll(true)}>
            {t('conflicts.keepAll')}
          </Button>
          <Button size="xs" variant="default" onClick={() => decideAll(false)}>
            {t('conflicts.dropAll')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
