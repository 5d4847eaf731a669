import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { EmptyState } from '~/ui/empty-state';
import { Delta, KeyFigure, KeyFigures } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { OverviewItem } from '../domain/overview-items';
import type { OverviewView } from '../queries/overview.server';
import styles from './forecast.module.css';
import { moneyOf } from './money-of';

interface OverviewPageProps {
  view: OverviewView;
  forecastHref: string;
  skuHref: (skuCode: string, factorySlug: string | undefined) => string;
  /** The order that something late belongs to. */
  orderHref: (orderNumber: string, factorySlug: string | undefined) => string;
  /** The platform names the factory of every item. */
  platform?: boolean;
  /** The exceptions of the reader's day: they stand first. */
  exceptions: ReactNode;
  /** How many of them are open. */
  attention: number;
  /** What needs the reader before anything of the forecast does. */
  first?: ReactNode;
  /** The page takes a POST that marks the changes as seen. */
  canMarkSeen?: boolean;
}

/** What changed since the version before, and what needs me today? At most ten things, by money, each with its action. */
export function OverviewPage(props: OverviewPageProps) {
  const { view, forecastHref, skuHref, orderHref, platform = false, first, canMarkSeen = false } = props;
  const { exceptions, attention } = props;
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { forecast } = view;
  if (!forecast) {
    return (
      <>
        <PageHeader title={t('title')} />
        {first}
        <EmptyState title={t('none.title')} text={t('none.text')} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={<Answer view={view} platform={platform} count={attention} />}
        action={
          <Link to={forecastHref} prefetch="intent">
            {t('allForecast')}
          </Link>
        }
      />
      <p className={styles.versionLine}>
        {t('version', {
          number: forecast.version.number,
          date: format.date(forecast.version.asOf, { year: true }),
        })}
      </p>
      {exceptions}
      {first}
      <div className={styles.figures}>
        <Figures view={view} />
      </div>
      <Section
        title={platform ? t('platform.needs') : t('needs')}
        aside={canMarkSeen ? <SeenMark isSeen={view.isSeen} /> : null}
      >
        {view.items.length === 0 ? (
          <p className="muted">{t('calm')}</p>
        ) : (
          <ol className={styles.items}>
            {view.items.map((item) => (
              <Item
                key={`${item.kind}-${item.skuCode}-${item.orderNumber}-${item.factory?.slug}-${item.dueOn}`}
                item={item}
                href={
                  item.kind === 'late' && item.orderNumber
                    ? orderHref(item.orderNumber, item.factory?.slug)
                    : skuHref(item.skuCode, item.factory?.slug)
                }
                platform={platform}
              />
            ))}
          </ol>
        )}
      </Section>
      <Section title={platform ? t('platform.due') : t('due')}>
        <Due view={view} skuHref={skuHref} />
      </Section>
    </>
  );
}

/** Puts the changes of this version aside until the next one; what is late stays. */
function SeenMark({ isSeen }: { isSeen: boolean }) {
  const { t } = useTranslation('overview');
  if (isSeen) {
    return (
      <span className="small muted">
        {t('seen.done')} <Link to="?all">{t('seen.showAgain')}</Link>
      </span>
    );
  }
  return (
    <Form method="post" action="?index" replace>
      <Button type="submit" variant="default" size="compact-sm">
        {t('seen.mark')}
      </Button>
    </Form>
  );
}

function useReadable() {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return ({ minor, currency, isApproximate }: OverviewView['value']['near']) => {
    const value = format.money(moneyOf(minor, currency));
    return isApproximate ? t('approximately', { value }) : value;
  };
}

function Answer({ view, platform, count }: { view: OverviewView; platform: boolean; count: number }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const readable = useReadable();
  const { sums } = view.forecast!;
  const words = {
    pieces: format.pieces(sums.reduce((n, row) => n + row.pieces, 0)),
    weeks: view.weeks,
    value: readable(view.value.horizon),
  };
  const attention = count === 0 ? t('calm') : t('attention', { count });
  const gap = format.locale === 'zh' ? '' : ' ';
  if (!platform) return `${t('answer', words)}${gap}${attention}`;
  const factories = sums.reduce((n, row) => n + row.factories, 0);
  return `${t('platform.answer', { ...words, factories: format.number(factories) })}${gap}${attention}`;
}

function Figures({ view }: { view: OverviewView }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const readable = useReadable();
  const { sums } = view.forecast!;
  const { orders } = view;
  const total = (pick: (row: (typeof sums)[number]) => number) => sums.reduce((n, row) => n + pick(row), 0);
  const ordered = (pick: (row: (typeof orders)[number]) => number) =>
    orders.reduce((n, row) => n + pick(row), 0);
  const change = total((row) => row.changePieces);
  const late = ordered((row) => row.overduePieces);
  return (
    <KeyFigures>
      <KeyFigure
        label={t('figures.near')}
        value={format.pieces(total((row) => row.nearPieces))}
        note={t('figures.worth', { value: readable(view.value.near) })}
      />
      <KeyFigure
        label={t('figures.horizon', { weeks: view.weeks })}
        value={format.pieces(total((row) => row.pieces))}
        note={change === 0 ? null : <Delta value={change} good="up" text={format.pieces(Math.abs(change))} />}
      />
      <KeyFigure label={t('figures.frozen')} value={format.pieces(total((row) => row.frozenPieces))} />
      <KeyFigure
        label={t('figures.open')}
        value={format.pieces(ordered((row) => row.openPieces))}
        note={t('figures.orders', { count: ordered((row) => row.orders) })}
      />
      <KeyFigure label={t('figures.transit')} value={format.pieces(ordered((row) => row.transitPieces))} />
      <KeyFigure label={t('figures.late')} value={format.pieces(late)} tone={late > 0 ? 'bad' : undefined} />
    </KeyFigures>
  );
}

function Item({ item, href, platform }: { item: OverviewItem; href: string; platform: boolean }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const zh = format.locale === 'zh';
  const words = {
    sku: `${item.skuCode} ${zh ? item.skuNameZh : item.skuNameEn}`,
    pieces: format.pieces(item.pieces),
    total: format.pieces(item.total),
    order: item.orderNumber ?? '',
    date: item.dueOn ? format.date(item.dueOn) : '',
    ago: item.dueOn ? format.relativeDay(item.dueOn, addDays(item.dueOn as CalendarDate, item.daysLate)) : '',
  };
  return (
    <li className={styles.item} data-kind={item.kind}>
      <span className={styles.itemText}>
        {platform && item.factory ? (
          <strong>
            {t('items.atFactory', { factory: zh ? item.factory.nameZh : item.factory.nameEn })}{' '}
          </strong>
        ) : null}
        {t(`items.${item.kind}`, words)}
      </span>
      <span className={styles.itemMoney}>{format.money(moneyOf(item.valueMinor, item.currency))}</span>
      <Link
        to={href}
        prefetch="intent"
        aria-label={`${t(ACTION[item.kind === 'late' ? 'late' : 'change'])}: ${item.kind === 'late' ? words.order : words.sku}`}
      >
        {t(ACTION[item.kind === 'late' ? 'late' : 'change'])}
      </Link>
    </li>
  );
}

const ACTION = { late: 'items.lateAction', change: 'items.changeAction' } as const;

function Due({ view, skuHref }: Pick<OverviewPageProps, 'view' | 'skuHref'>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { due } = view.forecast!;
  if (due.length === 0) return <p className="muted">{t('dueNone')}</p>;
  return (
    <ScrollRegion label={t('due')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('due')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dueColumns.sku')}</th>
            <th scope="col" data-numeric>
              {t('dueColumns.pieces')}
            </th>
            <th scope="col" data-numeric>
              {t('dueColumns.value')}
            </th>
            <th scope="col" data-numeric>
              {t('dueColumns.lead')}
            </th>
          </tr>
        </thead>
        <tbody>
          {due.map((row) => (
            <tr key={`${row.skuCode}-${row.pieces}-${row.valueMinor}`}>
              <th scope="row">
                <Link to={skuHref(row.skuCode, undefined)} prefetch="intent">
                  {row.skuCode} {format.locale === 'zh' ? row.skuNameZh : row.skuNameEn}
                </Link>
              </th>
              <td data-numeric>{format.number(row.pieces)}</td>
              <td data-numeric>{format.money(moneyOf(row.valueMinor, row.currency))}</td>
              <td data-numeric>{format.number(row.leadTimeWeeks)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
