import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { useFormat } from '~/ui/use-format';
import type { EvidenceRow, SellOutView } from '../queries/sell-out-view.server';
import styles from './sell-out.module.css';

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
type EvidenceType = (typeof TYPES)[number];

interface SellOutEvidenceProps {
  evidence: SellOutView['evidence'];
  timeZone: string;
  exportPath: string;
  narrowed: boolean;
}

/** Every piece of the order from receipt to sale: the movements, newest first, each with the receipt it came by. */
export function SellOutEvidence({ evidence, timeZone, exportPath, narrowed }: SellOutEvidenceProps) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const sum = (type: EvidenceType) => format.number(evidence.totals[type] ?? 0);
  return (
    <>
      <p className={styles.line}>
        {t('evidence.summary', {
          received: sum('receipt'),
          shelved: sum('put_away'),
          sold: sum('sale'),
          returned: sum('return'),
        })}
      </p>
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'type',
            label: t('filters.type'),
            all: t('filters.all'),
            options: TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
          },
        ]}
      />
      <DataTable
        id="sell-out-evidence"
        caption={t('evidence.caption')}
        columns={useColumns(timeZone)}
        rows={evidence.rows}
        rowId={(row) => row.id}
        pages={{ kind: 'keyset', next: evidence.next }}
        exportPath={exportPath}
        empty={
          narrowed ? (
            <EmptyState title={t('evidence.noMatch')} text={t('evidence.noMatchText')} />
          ) : (
            <EmptyState title={t('evidence.empty')} text={t('evidence.emptyText')} />
          )
        }
      />
    </>
  );
}

function useColumns(timeZone: string): TableColumn<EvidenceRow>[] {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  return useMemo<TableColumn<EvidenceRow>[]>(
    () => [
      {
        id: 'when',
        header: t('evidence.when'),
        width: 190,
        sticky: true,
        phone: 'subtitle',
        cell: (row) => format.dateTime(row.at, timeZone, { seconds: true, weekday: false }),
      },
      {
        id: 'type',
        header: t('evidence.type'),
        width: 150,
        phone: 'title',
        cell: (row) => t(`type.${row.type as EvidenceType}`),
      },
      {
        id: 'quantity',
        header: t('evidence.quantity'),
        width: 80,
        numeric: true,
        phone: 'figure',
        cell: (row) => format.number(row.quantity),
      },
      { id: 'warehouse', header: t('evidence.warehouse'), width: 120, cell: (row) => row.warehouseCode },
      { id: 'market', header: t('evidence.market'), width: 80, cell: (row) => row.marketCode },
      {
        id: 'lot',
        header: t('evidence.lot'),
        width: 200,
        cell: (row) =>
          row.lotAt === null ? (
            <span className={styles.second}>{t('evidence.lotAgain')}</span>
          ) : (
            `${row.lotWarehouse} · ${format.dateTime(row.lotAt, timeZone, { weekday: false })}`
          ),
      },
      { id: 'source', header: t('evidence.source'), width: 110, cell: (row) => row.source },
      { id: 'ref', header: t('evidence.ref'), width: 220, cell: (row) => row.sourceRef },
    ],
    [t, format, timeZone],
  );
}
