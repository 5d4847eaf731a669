import type { ReactNode } from 'react';
import styles from './identity.module.css';

/** Something that went well, or that the reader should know before they begin. */
export function Notice({
  children,
  kind = 'good',
}: {
  children: ReactNode;
  kind?: 'good' | 'info' | 'warn';
}) {
  return (
    <p role="status" className={styles.notice} data-kind={kind}>
      {children}
    </p>
  );
}
