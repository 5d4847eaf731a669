import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { OpenOrderLine } from '../queries/forecast-sku.server';
import styles from './forecast.module.css';
import { STATUS_KEYS } from './status-keys';

/** What is on order or on its way, by expected arrival; late ones say so. */
export function OpenOrders({ lines, today }: { lines: readonly OpenOrderLine[]; today: string }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  if (lines.length === 0) return <p className="muted">{t('sku.openOrdersNone')}</p>;
  return (
    <ScrollRegion label={t('sku.openOrders')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('sku.openOrders')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('orders.number')}</th>
            <th scope="col">{t('orders.status')}</th>
            <th scope="col">{t('orders.warehouse')}</th>
            <th scope="col" data-numeric>
              {t('orders.open')} ({t('columns.pieces')})
            </th>
            <th scope="col" data-numeric>
              {t('orders.transit')} ({t('columns.pieces')})
            </th>
            <th scope="col">{t('orders.shipOn')}</th>
            <th scope="col">{t('orders.arrives')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const shipOn = line.promisedShipOn ?? line.requestedShipOn;
            const late = line.expectedArrivalOn < today;
            return (
              <tr
                key={`${line.orderNumber}-${line.warehouseCode}-${line.expectedArrivalOn}-${line.quantity}`}
              >
                <th scope="row">{line.orderNumber}</th>
                <td>{STATUS_KEYS[line.status] ? t(STATUS_KEYS[line.status]!) : line.status}</td>
                <td>{line.warehouseCode}</td>
                <td data-numeric>
                  {format.number(
                    Math.max(0, line.quantity - Math.max(line.shippedQuantity, line.receivedQuantity)),
                  )}
                </td>
                <td data-numeric>
                  {format.number(Math.max(0, line.shippedQuantity - line.receivedQuantity))}
                </td>
                <td>{format.date(shipOn)}</td>
                <td className={late ? styles.late : undefined}>
                  {format.date(line.expectedArrivalOn)} {late ? t('orders.late') : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
