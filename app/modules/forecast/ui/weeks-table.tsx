import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchLink } from '~/table/use-search-link';
import { Delta } from '~/ui/figures';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { ForecastSkuView, SourceView } from '../queries/forecast-sku.server';
import styles from './forecast.module.css';

interface WeeksTableProps {
  view: ForecastSkuView;
  factoryHref?: ((slug: string) => string) | undefined;
}

/** Weeks across; each source's figure leads to its trace. On the platform a last row sums the sources. */
export function WeeksTable({ view, factoryHref }: WeeksTableProps) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const weeks = view.sources[0]?.weeks ?? [];
  return (
    <ScrollRegion label={t('sku.weeks')}>
      <table className={styles.weeks}>
        <caption className="visually-hidden">{t('sku.weeks')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sku.releaseWeek')}</th>
            {weeks.map((week) => (
              <th scope="col" key={week.monday}>
                {format.week(week.monday)}
                <br />
                {format.date(week.monday, { weekday: false })}
              </th>
            ))}
            <th scope="col">{t('columns.total')}</th>
          </tr>
        </thead>
        <tbody>
          {view.sources.map((source, index) => (
            <SourceRows
              key={source.lineId}
              view={view}
              source={source}
              index={index}
              factoryHref={factoryHref}
            />
          ))}
          {view.sources.length > 1 ? <SumRow view={view} /> : null}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function SourceRows({
  view,
  source,
  index,
  factoryHref,
}: WeeksTableProps & { source: SourceView; index: number }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const link = useSearchLink();
  const quantities = source.quantities[view.quantile];
  const previous = source.previous[view.quantile];
  const name = source.factory && (format.locale === 'zh' ? source.factory.nameZh : source.factory.nameEn);
  return (
    <Fragment>
      <tr>
        <th scope="row">
          {source.factory && factoryHref ? (
            <Link to={factoryHref(source.factory.slug)}>{name}</Link>
          ) : (
            t('sku.quantity')
          )}
        </th>
        {source.weeks.map((week, w) => {
          const open = view.open.source === index && view.open.week === w;
          return (
            <td key={week.monday} data-zone={week.zone ?? undefined}>
              <Link
                to={link({ week: week.monday, factory: source.factory?.slug })}
                className={styles.weekLink}
                aria-current={open ? 'true' : undefined}
                title={t('sku.chooseWeek', { week: format.week(week.monday) })}
                preventScrollReset
                replace
              >
                {format.number(quantities[w] ?? 0)}
              </Link>
              {previous[w] === null || previous[w] === undefined ? null : (
                <Delta value={(quantities[w] ?? 0) - previous[w]!} good="up" />
              )}
            </td>
          );
        })}
        <td>{format.number(quantities.reduce((a, b) => a + b, 0))}</td>
      </tr>
      <tr>
        <th scope="row">{t('sku.zone')}</th>
        {source.weeks.map((week) => (
          <td key={week.monday} data-zone={week.zone ?? undefined} className="small muted">
            {week.zone ? <span title={t(`zoneMeaning.${week.zone}`)}>{t(`zone.${week.zone}`)}</span> : null}
          </td>
        ))}
        <td />
      </tr>
    </Fragment>
  );
}

function SumRow({ view }: { view: ForecastSkuView }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const weeks = view.sources[0]?.weeks ?? [];
  const sum = (w: number) =>
    view.sources.reduce((total, source) => total + (source.quantities[view.quantile][w] ?? 0), 0);
  return (
    <tr>
      <th scope="row">{t('columns.total')}</th>
      {weeks.map((week, w) => (
        <td key={week.monday}>
          <strong>{format.number(sum(w))}</strong>
        </td>
      ))}
      <td>
        <strong>{format.number(weeks.reduce((total, _, w) => total + sum(w), 0))}</strong>
      </td>
    </tr>
  );
}
