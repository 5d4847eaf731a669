import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { orderable, type Pieces } from '~/kernel/quantity';
import { paths, withSearch } from '~/paths';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { isReasonCode } from '../../domain/commit/commit-bucket';
import type { VersionView } from '../../domain/table-view';
import type { OtherSource, ShortfallView } from '../../queries/shortfalls.server';
import { ForecastTabs } from '../forecast-tabs';
import { moneyOf } from '../money-of';
import styles from './commit-page.module.css';
import { AlternativeText } from './shortfalls-page';

interface ShortfallPageProps {
  found: { version: VersionView; row: ShortfallView; left: Record<string, number | null> } | null;
  subject: { factory: string; sku: string; week: string };
  today: string;
  mayOrder: boolean;
  timeZone: string;
}

/** Who else could make what is missing, by when and for how much, and in which other weeks? */
export function ShortfallPage({ found, subject, today, mayOrder, timeZone }: ShortfallPageProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  if (!found) {
    return (
      <>
        <ForecastTabs side="platform" />
        <PageHeader title={t('shortfalls.title')} />
        <EmptyState
          title={t('shortfalls.gone')}
          text={t('shortfalls.goneText')}
          action={<Link to={paths.platform.shortfalls()}>{t('shortfalls.back')}</Link>}
        />
      </>
    );
  }
  const { row } = found;
  const factory = format.locale === 'zh' ? row.factoryNameZh : row.factoryNameEn;
  const orderHref = (quantity: number, productionLeadDays: number) => {
    const shipBy = addDays(row.week as CalendarDate, 6 + productionLeadDays);
    return withSearch(paths.platform.placeOrder(), {
      kind: 'reorder',
      by: shipBy < today ? '' : shipBy,
      sku: row.skuCode,
      wh: '',
      q: quantity,
    });
  };
  return (
    <>
      <ForecastTabs side="platform" />
      <PageHeader
        title={t('shortfalls.one', { code: row.skuCode, week: format.week(row.week, { year: true }) })}
        answer={t('shortfalls.oneAnswer', {
          factory,
          commit: format.number(row.commitQuantity),
          asked: format.pieces(row.askedQuantity),
          missing: format.number(row.shortfallQuantity),
          value: format.money(moneyOf(row.shortfallMinor, row.currency)),
        })}
      />
      <p>
        {isReasonCode(row.reasonCode) ? t(`reasons.${row.reasonCode}`) : t('panel.noReason')}
        {row.note ? ` · “${row.note}”` : null} · {row.committedByName},{' '}
        {format.dateTime(row.committedAt, timeZone)} · {t(`zone.${row.zone}`)}
      </p>
      <p className={styles.buttons}>
        <Link to={paths.platform.forecastAgreements(row.skuCode)}>{t('agreements.link')}</Link>
        <Link
          to={withSearch(paths.platform.forecastSku(row.skuCode), {
            week: row.week,
            factory: row.factorySlug,
          })}
        >
          {t('agreements.toSku')}
        </Link>
        {mayOrder ? (
          <Link to={orderHref(row.shortfallQuantity, row.leadTimeWeeks * 7)}>
            {t('shortfalls.order', { pieces: format.pieces(row.shortfallQuantity) })}
          </Link>
        ) : null}
      </p>
      <Section title={t('shortfalls.alternatives')}>
        {row.alternatives.length === 0 ? (
          <p className="muted">{t('shortfalls.noAlternative')}</p>
        ) : (
          <ol>
            {row.alternatives.slice(0, 5).map((alternative) => (
              <li key={alternative.kind === 'week' ? alternative.week : alternative.factorySlug}>
                <AlternativeText row={row} alternative={alternative} />
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t('shortfalls.sources')}>
        <SourcesTable row={row} left={found.left} mayOrder={mayOrder} orderHref={orderHref} />
      </Section>
      <Section title={t('shortfalls.weeks')}>
        {row.otherWeeks.length === 0 ? (
          <p className="muted">{t('shortfalls.noWeeks')}</p>
        ) : (
          <ul className={styles.requests}>
            {row.otherWeeks.map(({ week, upside, spare }) => (
              <li key={week}>
                <div className={styles.requestHead}>
                  <strong>{format.week(week)}</strong>
                  <span>
                    {t('shortfalls.weekOffer', {
                      upside: format.number(upside),
                      spare: format.pieces(spare),
                    })}
                  </span>
                  <Link to={paths.platform.forecastAgreements(row.skuCode)}>{t('shortfalls.askWeek')}</Link>
                  {mayOrder ? (
                    <Link
                      to={orderHref(Math.min(row.shortfallQuantity, upside + spare), row.leadTimeWeeks * 7)}
                    >
                      {t('shortfalls.orderWeek')}
                    </Link>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <p className="small muted">
        {t('shortfalls.subject', {
          version: found.version.number,
          week: format.week(subject.week as CalendarDate, { year: true }),
        })}
      </p>
    </>
  );
}

interface SourcesTableProps {
  row: ShortfallView;
  left: Record<string, number | null>;
  mayOrder: boolean;
  orderHref: (quantity: number, productionLeadDays: number) => string;
}

function SourcesTable({ row, left, mayOrder, orderHref }: SourcesTableProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  if (row.sources.length === 0) return <p className="muted">{t('shortfalls.onlySource')}</p>;
  const pieces = (source: OtherSource) =>
    orderable(
      row.shortfallQuantity as Pieces,
      source.minimumQuantity as Pieces,
      source.orderMultiple as Pieces,
    );
  return (
    <ScrollRegion label={t('shortfalls.sources')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('shortfalls.factory')}</th>
            <th scope="col">{t('shortfalls.offers')}</th>
            <th scope="col">{t('shortfalls.capacity')}</th>
            <th scope="col">{t('shortfalls.price')}</th>
            <th scope="col">{t('shortfalls.lead')}</th>
            {mayOrder ? <th scope="col">{t('conflicts.decide')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {row.sources.map((source) => (
            <tr key={source.factoryId}>
              <th scope="row">{format.locale === 'zh' ? source.factoryNameZh : source.factoryNameEn}</th>
              <td>
                {source.isAnswered
                  ? t('shortfalls.weekOffer', {
                      upside: format.number(source.upside),
                      spare: format.pieces(source.spare),
                    })
                  : t('shortfalls.notAnswered')}
              </td>
              <td>
                {left[source.factoryId] == null
                  ? t('shortfalls.unknown')
                  : format.pieces(left[source.factoryId]!)}
              </td>
              <td>{format.money(moneyOf(source.unitCostMinor, source.currency))}</td>
              <td>
                {t('shortfalls.leadDays', {
                  production: source.productionLeadDays,
                  transit: source.transitLeadDays,
                })}
              </td>
              {mayOrder ? (
                <td>
                  <Link to={orderHref(pieces(source), source.productionLeadDays)}>
                    {t('shortfalls.order', { pieces: format.pieces(pieces(source)) })}
                  </Link>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
