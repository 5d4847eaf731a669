import { Delta } from '~/ui/figures';
import { useFormat } from '~/ui/use-format';
import styles from './forecast.module.css';

/** One week's pieces, and under them how they differ from the version before. */
export function BucketCell({ quantity, previous }: { quantity: number; previous: number | null }) {
  const { number } = useFormat();
  const change = previous === null ? 0 : quantity - previous;
  return (
    <span className={styles.bucket}>
      <span className={quantity === 0 ? styles.zero : undefined}>{number(quantity)}</span>
      {change === 0 ? null : <Delta value={change} good="up" />}
    </span>
  );
}
