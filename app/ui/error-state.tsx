import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './states.module.css';

interface ErrorStateProps {
  title: string;
  text: string;
  /** Names the failed request in the log; shown so that it can be read out on the telephone. */
  requestId?: string | undefined;
  actions?: ReactNode;
}

/** What is shown instead of a page or a part of one that failed: what happened, what to do, whom to tell what. */
export function ErrorState({ title, text, requestId, actions }: ErrorStateProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.state} role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
      {requestId ? (
        <p className={styles.id}>
          {t('requestId')} <code>{requestId}</code>
        </p>
      ) : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
