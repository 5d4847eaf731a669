import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { ABC_CLASS_NAMES } from '../domain/policy';
import type { AllocationListItem, AllocationListView } from '../queries/allocation-list.server';
import styles from './inventory.module.css';
import { SkuCell, Usd } from './inventory-cells';
import { moneyText } from './money-text';

interface AllocationListPageProps {
  view: AllocationListView;
  horizonDays: number;
  mayManage: boolean;
  requested: boolean;
  timeZone: string;
}

/** Which stock should be moved where, and what does it save? */
export function AllocationListPage(props: AllocationListPageProps) {
  const { view, horizonDays, mayManage, requested, timeZone } = props;
  const { t } = useTranslation('allocation');
  const format = useFormat();
  const { totals, page, search } = view;
  const columns = useColumns(timeZone);
  const words = {
    proposals: format.number(totals.proposals),
    pieces: format.pieces(totals.pieces),
    saving: moneyText(format, totals.savingMinor),
    days: horizonDays,
  };
  const states = ['proposed', 'accepted', 'rejected'] as const;
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={search.status === 'proposed' ? t('answer', words) : t('answerDecided', words)}
        action={
          mayManage ? (
            <Form method="post" preventScrollReset>
              <Button type="submit" variant="default" size="compact-md">
                {t('run')}
              </Button>
            </Form>
          ) : undefined
        }
      />
      {requested ? (
        <p role="status" className={styles.notice}>
          {t('running')}
        </p>
      ) : null}
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'status',
            label: t('filters.status'),
            defaultValue: 'proposed',
            options: states.map((value) => ({ value, label: t(`states.${value}`) })),
          },
          {
            kind: 'select',
            name: 'class',
            label: t('filters.class'),
            all: t('filters.all'),
            options: ABC_CLASS_NAMES.map((value) => ({ value, label: value })),
          },
          { kind: 'search', name: 'q', label: t('filters.search') },
        ]}
      />
      <DataTable
        id="allocation"
        caption={t('caption')}
        columns={columns}
        rows={page.rows}
        rowId={rowId}
        rowHref={rowHref}
        pages={{ kind: 'keyset', next: page.next, previous: page.previous, total: totals.proposals }}
        totals={{ saving: <Usd cents={totals.savingMinor} />, pieces: format.number(totals.pieces) }}
        exportPath={paths.platform.allocationExport()}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </>
  );
}

const rowId = (row: AllocationListItem) => row.id;
const rowHref = (row: AllocationListItem) => paths.platform.inventoryAllocation(row.skuCode);

function useColumns(timeZone: string): TableColumn<AllocationListItem>[] {
  const { t } = useTranslation('allocation');
  const format = useFormat();
  return useMemo(
    (): TableColumn<AllocationListItem>[] => [
      {
        id: 'code',
        header: t('columns.code'),
        width: 230,
        sticky: true,
        phone: 'title',
        cell: (row) => <SkuCell sku={{ ...row, code: row.skuCode }} />,
      },
      { id: 'class', header: t('columns.class'), width: 64, cell: (row) => row.abcClass },
      {
        id: 'saving',
        header: t('columns.saving'),
        width: 140,
        numeric: true,
        phone: 'figure',
        cell: (row) => <Usd cents={row.savingMinor} />,
      },
      {
        id: 'asIs',
        header: t('columns.asIs'),
        width: 140,
        numeric: true,
        cell: (row) => <Usd cents={row.costAsIsMinor} />,
      },
      {
        id: 'cost',
        header: t('columns.cost'),
        width: 140,
        numeric: true,
        cell: (row) => <Usd cents={row.costMinor} />,
      },
      {
        id: 'moves',
        header: t('columns.moves'),
        width: 90,
        numeric: true,
        cell: (row) => format.number(row.moves),
      },
      {
        id: 'pieces',
        header: t('columns.quantity'),
        unit: t('pieces'),
        width: 90,
        numeric: true,
        cell: (row) => format.number(row.pieces),
      },
      {
        id: 'created',
        header: t('columns.created'),
        width: 170,
        phone: 'subtitle',
        cell: (row) => format.dateTime(row.createdAt, timeZone, { weekday: false, year: true }),
      },
      {
        id: 'decided',
        header: t('columns.decided'),
        width: 200,
        cell: (row) =>
          row.decidedAt === null
            ? ''
            : `${row.decidedByName ?? ''} · ${format.dateTime(row.decidedAt, timeZone, { weekday: false })}`,
      },
    ],
    [t, format, timeZone],
  );
}
