import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths, withSearch } from '~/paths';
import { StatusBadge } from '~/ui/figures';
import { Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { type Ageing, ageInDays } from '../domain/ageing';
import type { OpenOrderLine, StockBalanceRow, StockLotView } from '../queries/inventory-sku.server';
import styles from './inventory.module.css';

/** Pieces per warehouse; those that are booked below nothing say so. */
export function BalancesTable({ balances }: { balances: readonly StockBalanceRow[] }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const sum = (pick: (row: StockBalanceRow) => number) =>
    format.number(balances.reduce((total, row) => total + pick(row), 0));
  return (
    <Section title={t('sku.balances')}>
      {balances.length === 0 ? (
        <p className="muted">{t('sku.balancesNone')}</p>
      ) : (
        <ScrollRegion label={t('sku.balances')}>
          <table className={styles.plain}>
            <caption className="visually-hidden">{t('sku.balances')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('sku.warehouse')}</th>
                <th scope="col" data-numeric>
                  {t('columns.onHand')} ({t('columns.pieces')})
                </th>
                <th scope="col" data-numeric>
                  {t('sku.sellable')}
                </th>
                <th scope="col" data-numeric>
                  {t('columns.inTransfer')}
                </th>
              </tr>
            </thead>
            <tbody>
              {balances.map((row) => (
                <tr key={row.warehouse}>
                  <th scope="row">
                    {row.warehouse}{' '}
                    <span className="small muted">
                      {format.locale === 'zh' ? row.nameZh : row.nameEn} · {t(`sku.kinds.${row.kind}`)}
                    </span>{' '}
                    {row.isFlagged ? <StatusBadge tone="bad">{t('stockFlagged')}</StatusBadge> : null}
                  </th>
                  <td data-numeric>{format.number(row.onHand)}</td>
                  <td data-numeric>{format.number(row.sellable)}</td>
                  <td data-numeric>{format.number(row.inTransfer)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('sku.total')}</th>
                <td data-numeric>{sum((row) => row.onHand)}</td>
                <td data-numeric>{sum((row) => row.sellable)}</td>
                <td data-numeric>{sum((row) => row.inTransfer)}</td>
              </tr>
            </tfoot>
          </table>
        </ScrollRegion>
      )}
    </Section>
  );
}

/** How old the stock is, in buckets. */
export function AgeingTable({ ageing }: { ageing: Ageing }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const total = ageing.buckets.reduce((sum, { pieces }) => sum + pieces, 0);
  return (
    <Section title={t('sku.ageing')}>
      {ageing.meanDays === null ? (
        <p className="muted">{t('sku.lotsNone')}</p>
      ) : (
        <>
          <ScrollRegion label={t('sku.ageing')}>
            <table className={styles.plain}>
              <caption className="visually-hidden">{t('sku.ageing')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('columns.age')}</th>
                  <th scope="col" data-numeric>
                    {t('columns.pieces')}
                  </th>
                  <th scope="col" data-numeric>
                    {t('sku.share')}
                  </th>
                  <td className={styles.barRoom} />
                </tr>
              </thead>
              <tbody>
                {ageing.buckets.map(({ fromDay, toDay, pieces }) => (
                  <tr key={fromDay}>
                    <th scope="row">
                      {toDay === null
                        ? t('sku.ageOver', { from: fromDay - 1 })
                        : t('sku.ageRange', { from: fromDay, to: toDay })}
                    </th>
                    <td data-numeric>{format.number(pieces)}</td>
                    <td data-numeric>{format.percent(pieces / total)}</td>
                    <td>
                      {pieces > 0 ? (
                        <span
                          className={styles.bar}
                          style={{ width: `${Math.round((pieces / total) * 100)}%` }}
                          aria-hidden
                        />
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="small muted">{t('sku.ageMean', { days: format.number(ageing.meanDays) })}</p>
        </>
      )}
    </Section>
  );
}

/** What is on order or on its way, by expected arrival. */
export function OrdersTable({ lines, today }: { lines: readonly OpenOrderLine[]; today: string }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  if (lines.length === 0) return null;
  return (
    <Section title={t('sku.orders')}>
      <ScrollRegion label={t('sku.orders')}>
        <table className={styles.plain}>
          <caption className="visually-hidden">{t('sku.orders')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sku.lotOrder')}</th>
              <th scope="col">{t('sku.warehouse')}</th>
              <th scope="col" data-numeric>
                {t('columns.openOrder')} ({t('columns.pieces')})
              </th>
              <th scope="col" data-numeric>
                {t('columns.inTransit')}
              </th>
              <th scope="col">{t('sku.arriving')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr
                key={`${line.orderNumber} ${line.warehouseCode} ${line.expectedArrivalOn} ${line.quantity}`}
              >
                <th scope="row">{line.orderNumber}</th>
                <td>{line.warehouseCode}</td>
                <td data-numeric>
                  {format.number(
                    Math.max(0, line.quantity - Math.max(line.shippedQuantity, line.receivedQuantity)),
                  )}
                </td>
                <td data-numeric>
                  {format.number(Math.max(0, line.shippedQuantity - line.receivedQuantity))}
                </td>
                <td className={line.expectedArrivalOn < today ? styles.bad : undefined}>
                  {format.date(line.expectedArrivalOn)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Section>
  );
}

interface LotsTableProps {
  lots: readonly StockLotView[];
  code: string;
  timeZone: string;
  now: number;
}

/** Lots in the order in which they will be sold, each with the order line that it came from. */
export function LotsTable({ lots, code, timeZone, now }: LotsTableProps) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return (
    <Section title={t('sku.lots')}>
      {lots.length === 0 ? (
        <p className="muted">{t('sku.lotsNone')}</p>
      ) : (
        <ScrollRegion label={t('sku.lots')}>
          <table className={styles.plain}>
            <caption className="visually-hidden">{t('sku.lots')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('sku.warehouse')}</th>
                <th scope="col">{t('sku.lotReceived')}</th>
                <th scope="col" data-numeric>
                  {t('columns.age')} ({t('columns.days')})
                </th>
                <th scope="col" data-numeric>
                  {t('sku.lotRemaining')} ({t('columns.pieces')})
                </th>
                <th scope="col" data-numeric>
                  {t('sku.lotOf')}
                </th>
                <th scope="col">{t('sku.lotOrder')}</th>
                <th scope="col">{t('sku.lotFactory')}</th>
                <th scope="col">{t('sku.lotKind')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {lots.map((lot) => (
                <tr key={lot.id}>
                  <th scope="row">{lot.warehouse}</th>
                  <td>{format.dateTime(lot.receivedAt, timeZone, { year: true, weekday: false })}</td>
                  <td data-numeric>{format.number(ageInDays(lot.firstArrivedAt, now))}</td>
                  <td data-numeric>{format.number(lot.remaining)}</td>
                  <td data-numeric>{format.number(lot.received)}</td>
                  <td>
                    {lot.orderNumber === null ? (
                      <span className="muted">{t('sku.notOrder')}</span>
                    ) : (
                      t('traceOrder', { order: lot.orderNumber, line: lot.lineNo })
                    )}
                  </td>
                  <td>{format.locale === 'zh' ? lot.factoryNameZh : lot.factoryNameEn}</td>
                  <td>{t(`sku.lotKinds.${lot.kind}` as 'sku.lotKinds.receipt')}</td>
                  <td>
                    <Link
                      to={`${withSearch(paths.platform.inventorySku(code), { lot: lot.id })}#movements`}
                      aria-label={t('sku.lotMovementsOf', {
                        date: format.dateTime(lot.receivedAt, timeZone, { year: true, weekday: false }),
                        warehouse: lot.warehouse,
                      })}
                    >
                      {t('sku.lotMovements')}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Section>
  );
}
