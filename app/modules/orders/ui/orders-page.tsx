import { Button } from '@mantine/core';
import { Link, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { changeSearch } from '~/table/use-search-link';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { NeedSums } from '../domain/order-needs';
import { ORDER_KINDS, ORDER_STATES } from '../domain/order-states';
import type { FactoryView, OrderRow, OrdersPage as OrdersPageView } from '../domain/order-views';
import type { OrdersSearch } from '../forms';
import { BulkAccept } from './bulk-accept';
import styles from './orders.module.css';
import { OrdersTable } from './orders-table';
import { amountOf, useName, useSentences } from './words';

type Side = 'factory' | 'platform';

interface OrdersPageProps {
  side: Side;
  page: OrdersPageView;
  needs: NeedSums;
  search: OrdersSearch;
  timeZone: string;
  categories: readonly { code: string; nameEn: string; nameZh: string }[];
  /** Platform: the factories to filter by. */
  factories?: readonly Pick<FactoryView, 'slug' | 'nameEn' | 'nameZh'>[];
  /** Mondays of the weeks to filter by, YYYY-MM-DD. */
  weeks: readonly string[];
  orderHref: (row: OrderRow) => string;
  exportPath: string | undefined;
  /** The reader may answer orders. */
  mayAnswer?: boolean;
  /** Factory: where its ship notices are. */
  shipNoticesHref?: string;
  /** Factory: where its certificates are. */
  documentsHref?: string;
  /** Platform: where orders are placed, for those who may. */
  placeHref?: string;
}

/** Which orders wait for me, which are late or at risk, and what was promised? */
export function OrdersPage(props: OrdersPageProps) {
  const { side, page, needs, search, timeZone, orderHref, exportPath, mayAnswer = false } = props;
  const { t } = useTranslation('orders');
  return (
    <>
      <PageHeader
        title={t(side === 'platform' ? 'platformTitle' : 'title')}
        answer={<ListAnswer side={side} needs={needs} />}
        action={<ListAction {...props} />}
      />
      <NeedTabs side={side} needs={needs} search={search} />
      <OrderFilters {...props} />
      <OrdersTable
        side={side}
        page={page}
        search={search}
        timeZone={timeZone}
        orderHref={orderHref}
        exportPath={exportPath}
        empty={<NoOrders side={side} search={search} />}
        bulk={
          mayAnswer
            ? (ids, clear) => (
                <BulkAccept rows={page.rows.filter((row) => ids.includes(row.id))} onDone={clear} />
              )
            : undefined
        }
      />
    </>
  );
}

function ListAction({ shipNoticesHref, documentsHref, placeHref }: OrdersPageProps) {
  const { t } = useTranslation('orders');
  return (
    <>
      {shipNoticesHref ? (
        <Link to={shipNoticesHref} prefetch="intent">
          {t('list.shipNotices')}
        </Link>
      ) : null}
      {documentsHref ? (
        <Link to={documentsHref} prefetch="intent">
          {t('list.documents')}
        </Link>
      ) : null}
      {placeHref ? (
        <Button component={Link} to={placeHref} prefetch="intent">
          {t('list.place')}
        </Button>
      ) : null}
    </>
  );
}

function ListAnswer({ side, needs }: { side: Side; needs: NeedSums }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const worth = ({ minor, currency, isApproximate }: NeedSums['answer']['value']) => {
    const value = format.money(amountOf(minor, currency));
    return isApproximate ? t('list.approximately', { value }) : value;
  };
  const sentences = useSentences();
  const { answer, decision, late, at_risk: atRisk } = needs;
  const waiting = { count: answer.orders, value: worth(answer.value) };
  const first =
    side === 'factory'
      ? answer.orders > 0
        ? t('list.answer.waiting', waiting)
        : t('list.answer.calm')
      : answer.orders > 0
        ? t('list.answer.platformWaiting', waiting)
        : t('list.answer.platformCalm');
  return sentences(
    first,
    side === 'platform' && decision.orders > 0 && t('list.answer.platformReview', { count: decision.orders }),
    late.orders > 0 && t('list.answer.late', { count: late.orders, value: worth(late.value) }),
    atRisk.orders > 0 && t('list.answer.risk', { count: atRisk.orders, value: worth(atRisk.value) }),
    late.orders + atRisk.orders === 0 && t('list.answer.onTime'),
  );
}

/** What each tab orders by: what is due first, or the money at risk. */
const TAB_SORT = {
  answer: { sort: 'due', dir: 'asc' },
  decision: { sort: 'value', dir: null },
  late: { sort: 'risk', dir: null },
  at_risk: { sort: 'risk', dir: null },
} as const;

/** Which orders: the question of the page as links that live in the URL, each with its count. */
function NeedTabs({ side, needs, search }: { side: Side; needs: NeedSums; search: OrdersSearch }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const location = useLocation();
  const to = (changes: Record<string, string | null>) => ({
    pathname: location.pathname,
    search: changeSearch(location.search, { after: null, before: null, ...changes }),
  });
  // Counter-proposals are decided on the platform's side alone.
  const own = (['answer', 'decision', 'late', 'at_risk'] as const).filter(
    (need) => side === 'platform' || need !== 'decision',
  );
  const tabs = own.map((need) => ({
    need,
    label: need === 'answer' && side === 'platform' ? t('list.tabs.platformAnswer') : t(`list.tabs.${need}`),
    count: needs[need].orders,
  }));
  return (
    <nav aria-label={t('list.tabs.label')} className={`${styles.tabs} no-print`}>
      <Link
        to={to({ needs: null, sort: null, dir: null })}
        className={styles.tab}
        aria-current={search.needs === undefined ? 'true' : undefined}
        preventScrollReset
      >
        {t('list.tabs.all')}
      </Link>
      {tabs.map(({ need, label, count }) => (
        <Link
          key={need}
          to={to({ needs: need, ...TAB_SORT[need] })}
          prefetch="intent"
          className={styles.tab}
          aria-current={search.needs === need ? 'true' : undefined}
          preventScrollReset
        >
          {label} <span className={styles.count}>{format.number(count)}</span>
        </Link>
      ))}
    </nav>
  );
}

function OrderFilters({ side, factories = [], categories, weeks }: OrdersPageProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const nameOf = useName();
  const all = t('filters.all');
  const fields: FilterField[] = [
    { kind: 'search', name: 'q', label: t('filters.search') },
    {
      kind: 'select',
      name: 'state',
      label: t('filters.state'),
      all,
      options: ORDER_STATES.filter((state) => side === 'platform' || state !== 'draft').map((value) => ({
        value,
        label: t(`state.${value}`),
      })),
    },
    {
      kind: 'select',
      name: 'kind',
      label: t('filters.kind'),
      all,
      options: ORDER_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      kind: 'select',
      name: 'category',
      label: t('filters.category'),
      all,
      options: categories.map((one) => ({ value: one.code, label: nameOf(one) })),
    },
    {
      kind: 'select',
      name: 'due',
      label: t('filters.dueWeek'),
      all,
      options: weeks.map((value) => ({
        value,
        label: `${format.week(value)} · ${format.date(value, { weekday: false })}`,
      })),
    },
  ];
  if (side === 'platform') {
    fields.splice(1, 0, {
      kind: 'select',
      name: 'factory',
      label: t('filters.factory'),
      all,
      options: factories.map((one) => ({ value: one.slug, label: nameOf(one) })),
    });
  }
  return <FilterBar fields={fields} />;
}

const CALM = {
  answer: ['list.calmAnswer', 'list.calmAnswerText'],
  decision: ['list.calmDecision', 'list.calmDecisionText'],
  late: ['list.calmLate', 'list.calmLateText'],
  at_risk: ['list.calmRisk', 'list.calmRiskText'],
} as const;

/** Why the list is empty: nothing needs anybody, nothing fits, or there is nothing yet. */
function NoOrders({ side, search }: { side: Side; search: OrdersSearch }) {
  const { t } = useTranslation('orders');
  const { pathname } = useLocation();
  const { state, kind, factory, category, q, due, needs } = search;
  const narrowed = [state, kind, factory, category, q, due].some((value) => value !== undefined);
  const all = <Link to={pathname}>{t('list.showAll')}</Link>;
  if (narrowed) return <EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={all} />;
  if (needs === undefined) {
    const text = t(side === 'platform' ? 'list.platformNoneText' : 'list.noneText');
    return <EmptyState title={t('list.noneTitle')} text={text} />;
  }
  if (side === 'platform' && needs === 'answer')
    return <EmptyState title={t('list.answer.platformCalm')} action={all} />;
  const [title, text] = CALM[needs];
  return <EmptyState title={t(title)} text={t(text)} action={all} />;
}
