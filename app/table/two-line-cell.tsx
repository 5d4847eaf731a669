import type { ReactNode } from 'react';
import styles from './two-line-cell.module.css';

interface TwoLineCellProps {
  /** A code, which is never cut. */
  first: ReactNode;
  /** A name, which ends in an ellipsis where the column is too narrow and is told in full by its title. */
  second: string;
}

/** A cell of two lines: what the row is, and its name below. */
export function TwoLineCell({ first, second }: TwoLineCellProps) {
  return (
    <span className={styles.lines}>
      <span className={styles.first}>{first}</span>
      <span className={styles.second} title={second}>
        {second}
      </span>
    </span>
  );
}
