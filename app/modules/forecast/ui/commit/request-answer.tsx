import { Button } from '@mantine/core';
import { useFetcher } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import styles from './commit-page.module.css';

/** Agrees or declines with a note, or takes the own request back; says first what agreeing does. */
export function RequestAnswer({ id, isOwn, pieces }: { id: string; isOwn: boolean; pieces: string }) {
  const { t } = useTranslation('commit');
  const problemText = useProblemText();
  const fetcher = useFetcher<{ done?: boolean; problem?: Problem }>();
  const field = useId();
  const isBusy = fetcher.state !== 'idle';
  const { problem } = fetcher.data ?? {};
  return (
    <fetcher.Form method="post" className={styles.ask}>
      <input type="hidden" name="intent" value="answer" />
      <input type="hidden" name="id" value={id} />
      {isOwn ? (
        <Button type="submit" name="answer" value="withdrawn" size="xs" variant="default" loading={isBusy}>
          {t('changes.withdraw')}
        </Button>
      ) : (
        <>
          <label htmlFor={field}>{t('changes.note')}</label>
          <input
            id={field}
            name="note"
            maxLength={1000}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? `${field}-problem` : undefined}
            className={styles.grow}
          />
          <Button type="submit" name="answer" value="agreed" size="xs" loading={isBusy}>
            {t('changes.agree')}
          </Button>
          <Button type="submit" name="answer" value="declined" size="xs" variant="default" loading={isBusy}>
            {t('changes.decline')}
          </Button>
          <span className="small muted">{t('changes.consequence', { pieces })}</span>
        </>
      )}
      {problem ? (
        <span id={`${field}-problem`} className={styles.bad} role="alert">
          {problemText(problem)}
        </span>
      ) : null}
    </fetcher.Form>
  );
}
