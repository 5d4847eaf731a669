import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { OrderDetail } from '../domain/order-views';
import styles from './order.module.css';
import { type TimelineEntry, timelineEntries } from './timeline-entries';

/** What happened, the newest first. */
export function OrderTimeline({ order, timeZone }: { order: OrderDetail; timeZone: string }) {
  const format = useFormat();
  const say = useEntryWords();
  return (
    <ol className={styles.timeline}>
      {timelineEntries(order).map((entry) => (
        <li key={`${entry.kind}-${entry.at}-${say(entry)}`}>
          <time className="muted" dateTime={new Date(entry.at).toISOString()}>
            {format.dateTime(entry.at, timeZone)}
          </time>
          <span>
            {say(entry)}
            {entry.by ? <span className="muted"> · {entry.by}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

function useEntryWords(): (entry: TimelineEntry) => string {
  const { t } = useTranslation('orders');
  const format = useFormat();
  return (entry) => {
    switch (entry.kind) {
      case 'version':
        return t('timeline.version', { no: entry.version });
      case 'answered':
        return t('timeline.answered', {
          lines: entry.lineNos.join(', '),
          pieces: format.pieces(entry.pieces),
          count: entry.lineNos.length,
        });
      case 'inspected':
        return t('timeline.inspected', { no: entry.lineNo });
      case 'shipped':
        return t('timeline.shipped', { number: entry.number, pieces: format.pieces(entry.pieces) });
      case 'received':
        return t(entry.rejected > 0 ? 'timeline.receivedRejected' : 'timeline.received', {
          no: entry.lineNo,
          warehouse: entry.warehouseCode,
          accepted: format.pieces(entry.accepted),
          rejected: format.pieces(entry.rejected),
        });
      default:
        return t(`timeline.${entry.kind}`);
    }
  };
}
