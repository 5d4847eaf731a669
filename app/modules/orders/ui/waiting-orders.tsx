import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { WaitingOrder } from '../queries/order-needs.server';
import styles from './orders.module.css';
import { amountOf, useName } from './words';

interface WaitingOrdersProps {
  orders: readonly WaitingOrder[];
  listHref: string;
  answerHref: (number: string) => string;
}

/** The orders that wait for the factory's answer, by money, each with its action. Nothing where none waits. */
export function WaitingOrders({ orders, listHref, answerHref }: WaitingOrdersProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  if (orders.length === 0) return null;
  return (
    <Section title={t('overview.title')} aside={<Link to={listHref}>{t('overview.all')}</Link>}>
      <ol className={styles.waiting}>
        {orders.map((order) => {
          const words = {
            order: order.number,
            pieces: format.pieces(order.pieces),
            sku: `${order.skuCode} ${nameOf({ nameEn: order.skuNameEn, nameZh: order.skuNameZh })}`,
            date: order.dueOn ? format.date(order.dueOn) : '',
            count: order.otherSkus,
          };
          return (
            <li key={order.number}>
              <span>{t(order.otherSkus > 0 ? 'overview.itemMore' : 'overview.item', words)}</span>
              <span className={styles.waitingMoney}>
                {format.money(amountOf(order.valueMinor, order.currency))}
              </span>
              <Link
                to={answerHref(order.number)}
                prefetch="intent"
                aria-label={`${t('overview.answer')}: ${order.number}`}
              >
                {t('overview.answer')}
              </Link>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
