import type { ReactNode } from 'react';
import styles from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** The page's question answered in one sentence, with figures. */
  answer?: ReactNode;
  /** The primary action; at most one button that stands out, others quiet. */
  action?: ReactNode;
}

/** Head of a page: what it is, its answer in a sentence, and what can be done. */
export function PageHeader({ title, answer, action }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1>{title}</h1>
        {answer ? <p className={styles.answer}>{answer}</p> : null}
      </div>
      {action ? <div className={`${styles.action} no-print`}>{action}</div> : null}
    </header>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  aside,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
