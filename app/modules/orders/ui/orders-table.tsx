import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateInZone } from '~/kernel/calendar-date';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { useFormat } from '~/ui/use-format';
import type { OrderRow, OrdersPage } from '../domain/order-views';
import type { OrdersSearch } from '../forms';
import styles from './orders.module.css';
import { amountOf, StateBadge, useName } from './words';

type Side = 'factory' | 'platform';

interface OrdersTableProps {
  side: Side;
  page: OrdersPage;
  search: OrdersSearch;
  timeZone: string;
  orderHref: (row: OrderRow) => string;
  exportPath: string | undefined;
  empty: ReactNode;
  bulk?: ((selectedIds: string[], clear: () => void) => ReactNode) | undefined;
}

/** Orders down; what each needs, when it ships, what it is worth and how much of that is at risk. */
export function OrdersTable(props: OrdersTableProps) {
  const { side, page, search, timeZone, orderHref, exportPath, empty, bulk } = props;
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { totals } = page;
  const oneMoney = totals.money.length === 1 ? totals.money[0] : undefined;
  const columns = useColumns(side, timeZone, oneMoney?.currency);
  const sum = (minor: string, currency: string) =>
    format.money(amountOf(minor, currency), { currency: false });
  return (
    <DataTable
      id={`orders-${side}`}
      caption={t('list.caption')}
      columns={columns}
      rows={page.rows}
      rowId={(row) => row.id}
      rowHref={orderHref}
      sort={{ by: search.sort, direction: search.dir }}
      pages={{ kind: 'keyset', next: page.next, previous: page.previous, total: totals.orders }}
      totals={{
        pieces: format.number(totals.pieces),
        shipped: format.number(totals.shippedPieces),
        value: oneMoney ? sum(oneMoney.valueMinor, oneMoney.currency) : null,
        risk: oneMoney ? sum(oneMoney.riskMinor, oneMoney.currency) : null,
      }}
      exportPath={exportPath}
      bulk={bulk}
      empty={empty}
    />
  );
}

function useColumns(side: Side, timeZone: string, oneCurrency: string | undefined): TableColumn<OrderRow>[] {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  return useMemo(() => {
    // Where all have one currency, the header names it.
    const money = (minor: string, row: OrderRow) =>
      format.money(amountOf(minor, row.currency), { currency: oneCurrency === undefined });
    const columns: TableColumn<OrderRow>[] = [
      {
        id: 'number',
        header: t('columns.number'),
        width: 164,
        sticky: true,
        sort: 'number',
        phone: 'title',
        cell: (row) => (
          <span className={styles.twoLines}>
            <span className={styles.code}>{row.number}</span>
            <span className={styles.second}>{t(`kind.${row.kind}`)}</span>
          </span>
        ),
      },
      {
        id: 'state',
        header: t('columns.state'),
        width: 136,
        cell: (row) => <StateBadge state={row.state} />,
      },
      {
        id: 'needs',
        header: t('columns.needs'),
        width: side === 'platform' ? 180 : 132,
        phone: 'subtitle',
        cell: (row) => <Needs row={row} side={side} />,
      },
      {
        id: 'due',
        header: t('columns.due'),
        width: 124,
        sort: 'due',
        firstDirection: 'asc',
        cell: (row) => (row.dueOn ? format.date(row.dueOn) : null),
      },
      {
        id: 'risk',
        header: t('columns.atRisk'),
        unit: oneCurrency,
        width: oneCurrency ? 120 : 152,
        numeric: true,
        sort: 'risk',
        cell: (row) =>
          row.risk === 'none' ? null : <span data-risk={row.risk}>{money(row.riskMinor, row)}</span>,
      },
      {
        id: 'value',
        header: t('columns.value'),
        unit: oneCurrency,
        width: oneCurrency ? 128 : 152,
        numeric: true,
        sort: 'value',
        phone: 'figure',
        cell: (row) => money(row.valueMinor, row),
      },
      {
        id: 'pieces',
        header: t('columns.pieces'),
        unit: t('columns.piecesUnit'),
        width: 88,
        numeric: true,
        cell: (row) => format.number(row.pieces),
      },
      { id: 'skus', header: t('columns.skus'), width: 180, cell: (row) => <Skus row={row} /> },
      {
        id: 'shipped',
        header: t('columns.shipped'),
        unit: t('columns.piecesUnit'),
        width: 88,
        numeric: true,
        cell: (row) => format.number(row.shippedPieces),
      },
      {
        id: 'created',
        header: t('columns.issued'),
        width: 124,
        sort: 'created',
        cell: (row) =>
          row.issuedAt === null
            ? t('order.facts.notIssued')
            : format.date(dateInZone(row.issuedAt, timeZone)),
      },
    ];
    if (side === 'platform') {
      columns.splice(1, 0, {
        id: 'factory',
        header: t('columns.factory'),
        width: 176,
        cell: (row) =>
          row.factory ? (
            <span className={styles.cut} title={nameOf(row.factory)}>
              {nameOf(row.factory)}
            </span>
          ) : null,
      });
    }
    return columns;
  }, [side, timeZone, oneCurrency, t, format, nameOf]);
}

/** What an order waits for, the most urgent first: who must act, or how late it is. */
function Needs({ row, side }: { row: OrderRow; side: Side }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const words: { tone: 'bad' | 'warn' | 'calm'; text: string }[] = [];
  if (row.state === 'draft') words.push({ tone: 'warn', text: t('needs.issue') });
  if (row.awaitingAnswer)
    words.push({ tone: 'warn', text: t(side === 'factory' ? 'needs.answer' : 'needs.waitsForAnswer') });
  if (row.awaitingDecision)
    words.push({ tone: 'warn', text: t(side === 'platform' ? 'needs.decide' : 'needs.waitsForBuyer') });
  if (row.risk === 'late') words.push({ tone: 'bad', text: t('needs.late', { count: row.daysLate }) });
  if (row.risk === 'at_risk') words.push({ tone: 'warn', text: t('needs.at_risk') });
  return (
    <span className={styles.needs}>
      <span className={styles.phoneOnly}>
        {t(`state.${row.state}`)}
        {row.dueOn ? ` · ${format.date(row.dueOn, { weekday: false })}` : null}
      </span>
      {words.map(({ tone, text }) => (
        <span key={text} data-tone={tone}>
          {text}
        </span>
      ))}
    </span>
  );
}

function Skus({ row }: { row: OrderRow }) {
  const nameOf = useName();
  const [first] = row.skus;
  if (!first) return null;
  const others = row.lines - 1;
  return (
    <span className={styles.twoLines} title={row.skus.map((sku) => `${sku.code} ${nameOf(sku)}`).join('\n')}>
      <span className={styles.code}>
        {first.code}
        {others > 0 ? ` +${others}` : null}
      </span>
      <span className={styles.second}>{nameOf(first)}</span>
    </span>
  );
}
