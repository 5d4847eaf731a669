import { useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { BucketHistoryView } from '../../domain/commit/bucket-history';
import styles from './commit-page.module.css';
import type { GridWords } from './grid-words';

interface BucketHistoryProps {
  path: string;
  words: GridWords;
  timeZone: string;
}

/** All answers to one bucket and what each version asked for; read when it is opened. */
export function BucketHistory({ path, words, timeZone }: BucketHistoryProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const fetcher = useFetcher<BucketHistoryView>();
  const history = fetcher.data;
  return (
    <details
      className={styles.history}
      onToggle={(event) => {
        if (event.currentTarget.open && !history && fetcher.state === 'idle') fetcher.load(path);
      }}
    >
      <summary>{t('history.title')}</summary>
      {history ? (
        <div className={styles.scroll}>
          {history.answers.length === 0 ? <p className="small muted">{t('history.none')}</p> : null}
          <ul className={styles.historyList}>
            {history.answers.map((answer) => (
              <li key={answer.revision}>
                {t('history.answer', {
                  revision: answer.revision,
                  commit: format.number(answer.commitQuantity),
                  forecast: format.number(answer.forecastQuantity),
                  version: answer.versionNumber,
                  name: answer.committedByName,
                  time: format.dateTime(answer.committedAt, timeZone),
                })}
                {answer.upsideQuantity > 0 ? ` · +${format.number(answer.upsideQuantity)}` : null}
                {answer.reasonCode ? ` · ${words.reason(answer.reasonCode)}` : null}
                {answer.note ? ` · “${answer.note}”` : null}
                <span className="small muted"> · {t(`history.channel.${answer.channel}`)}</span>
              </li>
            ))}
          </ul>
          <p className="small muted">
            {t('history.versions')}{' '}
            {history.asked
              .map(({ versionNumber, asked }) =>
                t('history.version', { version: versionNumber, pieces: format.number(asked) }),
              )
              .join(t('history.joint'))}
          </p>
        </div>
      ) : (
        <p className="small muted">{t('history.loading')}</p>
      )}
    </details>
  );
}
