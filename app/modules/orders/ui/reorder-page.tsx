import { Button } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import type { Problem } from '~/kernel/problem';
import { paths, withSearch } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { DUE_WITHIN_DAYS, URGENCIES } from '../domain/reorder';
import type { ReorderProposal, ReorderView } from '../queries/reorder-proposals.server';
import styles from './pool.module.css';
import { amountOf, useName } from './words';

interface ReorderPageProps {
  view: ReorderView;
  categories: readonly { code: string; nameEn: string; nameZh: string }[];
  problems: readonly Problem[] | undefined;
  /** Drafts that were just made. */
  drafted: readonly { factory: string; number: string }[];
  mayPlace: boolean;
}

const TONES = { late: 'bad', due: 'warn', soon: 'neutral' } as const;

/** What must be ordered again, how soon, and what is lost if it is not? */
export function ReorderPage({ view, categories, problems, drafted, mayPlace }: ReorderPageProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const { totals } = view;
  const risk = format.money(amountOf(totals.riskMinor, 'USD'));
  return (
    <>
      <PageHeader
        title={t('reorders.title')}
        answer={
          totals.skus === 0
            ? t('reorders.answerNone')
            : t('reorders.answer', { count: totals.skus, late: format.number(totals.late), risk })
        }
        action={
          mayPlace ? (
            <Button component={Link} to={paths.platform.placeOrder()} variant="default">
              {t('place.title')}
            </Button>
          ) : undefined
        }
      />
      <FormProblems problems={problems ? [...problems] : undefined} />
      {drafted.length > 0 ? (
        <p role="status" className={styles.notice}>
          {t('place.drafted', { count: drafted.length })}{' '}
          {drafted.map(({ factory, number }, i) => (
            <span key={number}>
              {i > 0 ? ', ' : null}
              <Link to={paths.platform.order(factory, number)}>{number}</Link>
            </span>
          ))}
        </p>
      ) : null}
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'urgency',
            label: t('reorders.urgency'),
            all: t('all'),
            options: URGENCIES.map((value) => ({ value, label: t(`urgency.${value}`) })),
          },
          {
            kind: 'select',
            name: 'abc',
            label: t('reorders.abc'),
            all: t('all'),
            options: ['A', 'B', 'C'].map((value) => ({ value, label: value })),
          },
          {
            kind: 'select',
            name: 'category',
            label: t('reorders.category'),
            all: t('all'),
            options: categories.map((category) => ({ value: category.code, label: nameOf(category) })),
          },
          {
            kind: 'select',
            name: 'draft',
            label: t('reorders.draft'),
            all: t('all'),
            options: [
              { value: 'without', label: t('reorders.withoutDraft') },
              { value: 'with', label: t('reorders.withDraft') },
            ],
          },
          { kind: 'search', name: 'q', label: t('reorders.search') },
        ]}
      />
      <p className={styles.help}>{t('reorders.how')}</p>
      <Legend />
      <ReorderTable view={view} mayPlace={mayPlace} />
    </>
  );
}

/** What the words of the table mean. */
function Legend() {
  const { t } = useTranslation('sourcing');
  return (
    <dl className={styles.legend}>
      {URGENCIES.map((urgency) => (
        <div key={urgency}>
          <dt>
            <StatusBadge tone={TONES[urgency]}>{t(`urgency.${urgency}`)}</StatusBadge>
          </dt>
          <dd>{t(`urgencyHelp.${urgency}`, { days: DUE_WITHIN_DAYS })}</dd>
        </div>
      ))}
      <div>
        <dt>{t('reorders.gap')}</dt>
        <dd>{t('urgencyHelp.gap')}</dd>
      </div>
    </dl>
  );
}

const rowId = (row: ReorderProposal) => row.skuId;

function ReorderTable({ view, mayPlace }: { view: ReorderView; mayPlace: boolean }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const columns = useColumns(mayPlace);
  const { search, totals } = view;
  return (
    <DataTable
      id="reorders"
      caption={t('reorders.caption')}
      columns={columns}
      rows={view.rows}
      rowId={rowId}
      sort={{
        by: search.sort,
        direction: search.dir ?? (search.sort === 'urgency' || search.sort === 'code' ? 'asc' : 'desc'),
      }}
      pages={{ kind: 'keyset', next: view.next, previous: view.previous, total: totals.skus }}
      totals={{
        need: format.number(totals.pieces),
        risk: format.money(amountOf(totals.riskMinor, 'USD'), { currency: false }),
      }}
      exportPath={paths.platform.reordersExport()}
      {...(mayPlace ? { bulk: (ids: string[]) => <BulkDraft ids={ids} /> } : {})}
      empty={<EmptyState title={t('reorders.none')} text={t('reorders.noneText')} />}
    />
  );
}

function BulkDraft({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('sourcing');
  const busy = useNavigation().state === 'submitting';
  return (
    <Form method="post" className={styles.inline}>
      {ids.map((id) => (
        <input key={id} type="hidden" name="sku" value={id} />
      ))}
      <Button type="submit" size="compact-md" aria-disabled={busy || undefined}>
        {t('reorders.draftMany', { count: ids.length })}
      </Button>
    </Form>
  );
}

function useColumns(mayPlace: boolean): TableColumn<ReorderProposal>[] {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  return useMemo(() => {
    const figures: TableColumn<ReorderProposal>[] = [
      {
        id: 'stock',
        header: t('reorders.columns.stock'),
        unit: t('pieces'),
        width: 132,
        numeric: true,
        cell: (row) => (
          <span className={styles.twoLines} title={t('reorders.stockTitle')}>
            {format.number(row.onHand)}
            <span className={styles.second}>+{format.number(row.inTransit + row.openOrder)}</span>
          </span>
        ),
      },
      {
        id: 'rate',
        header: t('reorders.columns.rate'),
        unit: t('reorders.perDay'),
        title: t('reorders.rateTitle'),
        width: 88,
        numeric: true,
        cell: (row) => format.number(row.rate, { maxDigits: 1 }),
      },
      {
        id: 'lead',
        header: t('reorders.columns.lead'),
        unit: t('days'),
        width: 124,
        numeric: true,
        cell: (row) => (row.leadDays === null ? t('reorders.noLead') : `${row.leadDays} + ${row.targetDays}`),
        title: t('reorders.leadTitle'),
      },
      {
        id: 'need',
        header: t('reorders.columns.need'),
        unit: t('pieces'),
        width: 92,
        numeric: true,
        sort: 'quantity',
        cell: (row) => format.number(row.need),
      },
    ];
    return [
      {
        id: 'sku',
        header: t('reorders.columns.sku'),
        width: 230,
        sticky: true,
        sort: 'code',
        firstDirection: 'asc',
        phone: 'title',
        cell: (row) => (
          <Link
            to={paths.platform.forecastSku(row.skuCode)}
            prefetch="intent"
            data-row-link
            className={styles.twoLines}
          >
            <span className={styles.code}>
              {row.skuCode} · {row.abcClass}
            </span>
            <span className={`${styles.second} ${styles.cut}`}>
              {nameOf({ nameEn: row.skuNameEn, nameZh: row.skuNameZh })}
            </span>
          </Link>
        ),
      },
      {
        id: 'risk',
        header: t('reorders.columns.risk'),
        unit: 'USD',
        title: t('reorders.riskTitle'),
        width: 124,
        numeric: true,
        sort: 'risk',
        phone: 'figure',
        cell: (row) => format.money(amountOf(row.riskMinor, 'USD'), { currency: false }),
      },
      {
        id: 'out',
        header: t('reorders.columns.out'),
        title: t('reorders.outTitle'),
        width: 236,
        sort: 'urgency',
        firstDirection: 'asc',
        phone: 'subtitle',
        cell: (row) => <StockOut row={row} />,
      },
      {
        id: 'order',
        header: t('reorders.columns.order'),
        width: 124,
        cell: (row) => <OrderBy row={row} />,
      },
      {
        id: 'proposal',
        header: t('reorders.columns.proposal'),
        width: 236,
        cell: (row) => <Parts row={row} />,
      },
      ...(mayPlace
        ? [
            {
              id: 'action',
              header: t('reorders.columns.action'),
              width: 132,
              hideable: false,
              cell: (row: ReorderProposal) => <DraftAction row={row} />,
            },
          ]
        : []),
      ...figures,
    ];
  }, [t, format, nameOf, mayPlace]);
}

function StockOut({ row }: { row: ReorderProposal }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  return (
    <span className={styles.twoLines}>
      <span>{row.stockOutOn ? format.date(row.stockOutOn, { year: true }) : t('reorders.never')}</span>
      <span className={styles.second}>
        {row.isGap ? t('reorders.gap') : t('reorders.cover', { count: row.coverDays })}
      </span>
    </span>
  );
}

function OrderBy({ row }: { row: ReorderProposal }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  return (
    <span className={styles.twoLines}>
      <span>
        <StatusBadge tone={TONES[row.urgency]}>{t(`urgency.${row.urgency}`)}</StatusBadge>
      </span>
      <span className={styles.second}>{t('reorders.orderBy', { date: format.date(row.orderBy) })}</span>
    </span>
  );
}

function Parts({ row }: { row: ReorderProposal }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  if (row.parts.length === 0) return <span className={styles.bad}>{t('reorders.noFactory')}</span>;
  return (
    <span className={styles.twoLines}>
      {row.parts.map(({ factory, quantity }) => (
        <span key={factory.id} className={styles.cut} title={nameOf(factory)}>
          {format.number(quantity)} · {nameOf(factory)}
        </span>
      ))}
      {row.costUsdMinor ? (
        <span className={styles.second}>
          {format.money(amountOf(row.costUsdMinor, 'USD'))} → {row.warehouseCode}
        </span>
      ) : null}
    </span>
  );
}

function DraftAction({ row }: { row: ReorderProposal }) {
  const { t } = useTranslation('sourcing');
  const busy = useNavigation().state === 'submitting';
  if (row.draftNumbers.length > 0) {
    return (
      <span className={styles.twoLines}>
        <span>{t('reorders.onDraft', { pieces: row.draftPieces })}</span>
        <span className={styles.second}>{row.draftNumbers.join(', ')}</span>
      </span>
    );
  }
  if (row.parts.length === 0) {
    const search = { kind: 'reorder', sku: row.skuCode, wh: row.warehouseCode, q: row.need };
    return (
      <Link to={withSearch(paths.platform.placeOrder(), search)} prefetch="intent">
        {t('reorders.byHand')}
      </Link>
    );
  }
  return (
    <Form method="post">
      <input type="hidden" name="sku" value={row.skuId} />
      <Button
        type="submit"
        variant="default"
        size="compact-md"
        aria-disabled={busy || undefined}
        aria-label={t('reorders.draftOf', { sku: row.skuCode })}
      >
        {t('reorders.makeDraft')}
      </Button>
    </Form>
  );
}
