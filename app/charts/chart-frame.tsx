import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './charts.module.css';

const never = () => () => {};

/** False on the server and in the first render of the browser, then true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

interface ChartFrameProps {
  title: string;
  /** Pixels; chart and table have the same, so switching moves nothing. */
  height: number;
  table: ReactNode;
  chart: () => ReactNode;
}

/**
 * A figure that is a chart or, at a click or without scripts, the table of its numbers. The place is kept from the
 * server's first byte, so nothing moves when the chart's code arrives.
 */
export function ChartFrame({ title, height, table, chart }: ChartFrameProps) {
  const { t } = useTranslation('common');
  const hydrated = useHydrated();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={styles.figure}>
      <figcaption>
        <span className={styles.title}>{title}</span>
        <button
          type="button"
          className={`${styles.toggle} scripted-only no-print`}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t('chart.asTable')}
        </button>
      </figcaption>
      <div className={styles.stage} style={{ height }}>
        {hydrated && !asTable ? (
          chart()
        ) : (
          <section
            aria-label={title}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            className={hydrated ? styles.table : `${styles.table} unscripted-only`}
          >
            {table}
          </section>
        )}
      </div>
    </figure>
  );
}
