import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { toast } from '~/ui/toast';
import { useFormat } from '~/ui/use-format';
import type { OrderRow } from '../domain/order-views';
import styles from './orders.module.css';
import { sumsOf, useSentences, useSums } from './words';

/** What the list's action answers: which orders were accepted, and why others were not. */
export interface BulkReply {
  accepted: string[];
  refused: { number: string; problem: Problem }[];
}

/** Accepts the selected orders as requested; says before what that promises, and after what became of each. */
export function BulkAccept({ rows, onDone }: { rows: readonly OrderRow[]; onDone: () => void }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const sums = useSums();
  const say = useProblemText();
  const sentences = useSentences();
  const fetcher = useFetcher<BulkReply>();
  const open = rows.filter((row) => row.awaitingAnswer);
  const skipped = rows.length - open.length;
  const reply = fetcher.state === 'idle' ? fetcher.data : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is told once, when it comes
  useEffect(() => {
    if (!reply) return;
    if (reply.accepted.length > 0)
      toast({
        kind: 'good',
        text: t('bulk.done', { count: reply.accepted.length, orders: reply.accepted.join(', ') }),
      });
    for (const { number, problem } of reply.refused)
      toast({ kind: 'bad', text: t('bulk.refused', { order: number, reason: say(problem) }) });
    onDone();
  }, [reply]);

  if (open.length === 0) return <span className={styles.consequence}>{t('bulk.nothing')}</span>;
  const value = sums(sumsOf(open.map((row) => ({ currency: row.currency, minor: row.valueMinor }))));
  const pieces = format.pieces(open.reduce((sum, row) => sum + row.pieces, 0));
  const busy = fetcher.state !== 'idle';
  return (
    <fetcher.Form method="post" className={styles.bulk}>
      {open.map((row) => (
        <input key={row.id} type="hidden" name="orderIds" value={row.id} />
      ))}
      <span className={styles.consequence}>
        {sentences(
          t('bulk.consequence', { count: open.length, pieces, value }),
          skipped > 0 && t('bulk.someSkipped', { count: skipped }),
        )}
      </span>
      <button type="submit" className={styles.bulkButton} aria-disabled={busy || undefined}>
        {t('bulk.accept', { count: open.length })}
      </button>
    </fetcher.Form>
  );
}
