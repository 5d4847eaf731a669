import type { ReactNode } from 'react';
import styles from './scroll-region.module.css';

/** Content wider than the page: scrolls sideways by itself, and by keyboard, so the page never does. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className={styles.region} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
