import { Link } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { OPENING_REASON } from '../domain/ledger/apply-movement';
import type { InventorySkuView, MovementTrace, MovementView } from '../queries/inventory-sku.server';
import styles from './inventory.module.css';

const TYPES = [
  'receipt',
  'put_away',
  'transfer_out',
  'transfer_in',
  'sale',
  'return',
  'adjustment',
  'write_off',
] as const;
/** Types whose pieces leave the warehouse. */
const OUT: readonly string[] = ['transfer_out', 'sale', 'write_off'];

/** The ledger of one SKU, the latest first; each row tells the lots and orders that its pieces belong to. */
export function InventoryMovements({ view, timeZone }: { view: InventorySkuView; timeZone: string }) {
  const { t } = useTranslation('inventory');
  const { sku, movements, search, balances } = view;
  const columns = useColumns(sku.code, timeZone);
  return (
    <div id="movements">
      <Section title={t('sku.movements')}>
        <FilterBar
          fields={[
            {
              kind: 'select',
              name: 'warehouse',
              label: t('filters.warehouse'),
              all: t('filters.all'),
              options: balances.map(({ warehouse }) => ({ value: warehouse, label: warehouse })),
            },
            {
              kind: 'select',
              name: 'type',
              label: t('filters.type'),
              all: t('filters.all'),
              options: TYPES.map((value) => ({ value, label: t(`types.${value}`) })),
            },
          ]}
        />
        {search.lot ? (
          <p className={styles.line}>
            {t('sku.ofLot')} <Link to={paths.platform.inventorySku(sku.code)}>{t('sku.allMovements')}</Link>
          </p>
        ) : null}
        <DataTable
          id="sku-movements"
          caption={t('sku.movementsCaption')}
          columns={columns}
          rows={movements.rows}
          rowId={rowId}
          pages={{ kind: 'keyset', next: movements.next, previous: movements.previous }}
          exportPath={paths.platform.inventorySkuExport(sku.code)}
          empty={<EmptyState title={t('sku.movementsEmpty')} text={t('sku.movementsEmptyText')} />}
        />
      </Section>
    </div>
  );
}

const rowId = (row: MovementView) => row.id;

function useColumns(code: string, timeZone: string): TableColumn<MovementView>[] {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return useMemo(
    (): TableColumn<MovementView>[] => [
      {
        id: 'at',
        header: t('movement.at'),
        width: 216,
        sticky: true,
        phone: 'subtitle',
        cell: (row) =>
          format.dateTime(row.occurredAt, timeZone, { year: true, weekday: false, seconds: true }),
      },
      {
        id: 'type',
        header: t('movement.type'),
        width: 120,
        phone: 'title',
        cell: (row) =>
          `${t(`types.${row.type}` as 'types.sale')}${row.isDamaged ? ` (${t('damaged')})` : ''}`,
      },
      {
        id: 'quantity',
        header: t('movement.quantity'),
        unit: t('columns.pieces'),
        width: 92,
        numeric: true,
        phone: 'figure',
        cell: (row) => format.number(OUT.includes(row.type) ? -row.quantity : row.quantity),
      },
      { id: 'warehouse', header: t('movement.warehouse'), width: 96, cell: (row) => row.warehouse },
      { id: 'market', header: t('movement.market'), width: 76, cell: (row) => row.market ?? '' },
      {
        id: 'trace',
        header: t('movement.trace'),
        width: 240,
        cell: (row) => <Traces code={code} traces={row.traces} quantity={row.quantity} />,
      },
      {
        id: 'reference',
        header: t('movement.reference'),
        width: 220,
        cell: (row) => (
          <span className={styles.reference} title={`${row.source} · ${row.sourceRef}`}>
            {row.source} · {row.sourceRef}
          </span>
        ),
      },
      {
        id: 'reason',
        header: t('movement.reason'),
        width: 130,
        cell: (row) => (
          <span className={styles.reference} title={row.reason ?? undefined}>
            {row.reason === OPENING_REASON ? t('movement.opening') : (row.reason ?? '')}
          </span>
        ),
      },
    ],
    [t, format, code, timeZone],
  );
}

/** The orders behind a movement; each leads to all movements of its lot. */
function Traces({
  code,
  traces,
  quantity,
}: {
  code: string;
  traces: readonly MovementTrace[];
  quantity: number;
}) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return (
    <span className={styles.trace}>
      {traces.map((trace) => {
        const order =
          trace.orderNumber === null
            ? t('sku.notOrder')
            : t('traceOrder', { order: trace.orderNumber, line: trace.lineNo });
        const text =
          trace.quantity === quantity && traces.length === 1
            ? order
            : t('traceMany', { pieces: format.number(trace.quantity), order });
        return (
          <Link
            key={trace.lotId}
            to={`${paths.platform.inventorySku(code)}?lot=${trace.lotId}#movements`}
            preventScrollReset
          >
            {text}
          </Link>
        );
      })}
    </span>
  );
}
