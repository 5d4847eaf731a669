import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { StatusBadge } from '~/ui/figures';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { ShipNoticeState } from '../domain/ship-notice';
import type { ShipNoticeView } from '../queries/ship-notices.server';
import styles from './ship-notices.module.css';

export const NOTICE_TONES: Record<ShipNoticeState, 'neutral' | 'active' | 'good' | 'warn'> = {
  draft: 'warn',
  shipped: 'active',
  received: 'good',
  cancelled: 'neutral',
};

interface ShipNoticeListProps {
  notices: readonly ShipNoticeView[];
  noticeHref: (number: string) => string;
  timeZone: string;
  /** Where a new one is made; absent where the reader may not, or nothing is left. Packing may begin before leaving is allowed. */
  shipHref?: string | undefined;
  /** Why nothing can leave now. */
  shipReason?: Problem | null | undefined;
}

/** The ship notices of an order: what left, in how many cartons, when it arrives. */
export function ShipNoticeList({ notices, noticeHref, timeZone, shipHref, shipReason }: ShipNoticeListProps) {
  const { t } = useTranslation('shipping');
  const say = useProblemText();
  const format = useFormat();
  return (
    <div>
      {notices.length === 0 ? (
        <p className="muted">{t('list.none')}</p>
      ) : (
        <ScrollRegion label={t('title')}>
          <table className={styles.plain}>
            <caption className="visually-hidden">{t('title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('columns.number')}</th>
                <th scope="col">{t('columns.status')}</th>
                <th scope="col">{t('columns.warehouse')}</th>
                <th scope="col" data-numeric>
                  {t('columns.cartons')}
                </th>
                <th scope="col" data-numeric>
                  {t('columns.pieces')}
                </th>
                <th scope="col" data-numeric>
                  {t('columns.gross')} ({t('units.kg')})
                </th>
                <th scope="col">{t('columns.shipped')}</th>
                <th scope="col">{t('columns.arrives')}</th>
              </tr>
            </thead>
            <tbody>
              {notices.map((notice) => (
                <tr key={notice.id}>
                  <th scope="row">
                    <Link to={noticeHref(notice.number)} prefetch="intent">
                      {notice.number}
                    </Link>
                  </th>
                  <td>
                    <StatusBadge tone={NOTICE_TONES[notice.status]}>
                      {t(`states.${notice.status}`)}
                    </StatusBadge>
                  </td>
                  <td>{notice.warehouseCode}</td>
                  <td data-numeric>{format.number(notice.cartons)}</td>
                  <td data-numeric>{format.number(notice.pieces)}</td>
                  <td data-numeric>{format.number(notice.grossG / 1000, { minDigits: 1, maxDigits: 1 })}</td>
                  <td>{notice.shippedAt === null ? null : format.dateTime(notice.shippedAt, timeZone)}</td>
                  <td>{notice.expectedArrivalOn === null ? null : format.date(notice.expectedArrivalOn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {shipReason ? <p className="muted">{say(shipReason)}</p> : null}
      {shipHref === undefined ? null : (
        <p>
          <Link to={shipHref} prefetch="intent">
            {t('list.make')}
          </Link>
        </p>
      )}
    </div>
  );
}
