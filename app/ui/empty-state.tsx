import type { ReactNode } from 'react';
import styles from './states.module.css';

interface EmptyStateProps {
  /** What is not there: "No orders wait for your answer". */
  title: string;
  /** Why, and what would bring something here. */
  text?: string;
  action?: ReactNode;
}

/** What a table or list says when it has nothing: why, and what to do about it. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  );
}
