import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ForecastBandChart } from '~/charts/forecast-band-chart';
import type { FormReply } from '~/form/use-portal-form';
import { paths, withSearch } from '~/paths';
import { Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { ALL_MARKETS } from '../../domain/sku-demand';
import type { MarketDemand, SkuOverridesView } from '../../queries/sku-overrides.server';
import styles from '../forecast.module.css';
import { OverrideForm } from './override-form';
import { OverrideHistory } from './override-history';
import own from './overrides.module.css';
import { useMarketName } from './use-market-name';

interface SkuOverridesProps {
  view: SkuOverridesView;
  skuCode: string;
  mayOverride: boolean;
  timeZone: string;
  /** What the action answered: problems at fields, or what was done. */
  reply: FormReply | null;
  done: 'set' | 'ended' | null;
}

/** A SKU's demand week by week, the model's beside the planners', where it is changed and who changed it. */
export function SkuOverrides({ view, skuCode, mayOverride, timeZone, reply, done }: SkuOverridesProps) {
  const { t } = useTranslation('changes');
  const weeks = view.rows.reduce(
    (sum, row) => sum + row.overrides.filter((units) => units !== null).length,
    0,
  );
  return (
    <div id="overrides">
      <Section
        title={t('overrides.title')}
        aside={
          <Link to={withSearch(paths.platform.overrides(), { q: skuCode, state: 'all' })} prefetch="intent">
            {t('overrides.all')}
          </Link>
        }
      >
        {done ? (
          <p role="status" className={own.notice}>
            {t(done === 'set' ? 'overrides.done' : 'overrides.ended')}
          </p>
        ) : null}
        <p>
          {weeks > 0 ? t('overrides.answer', { weeks }) : t('overrides.answerNone')}{' '}
          {view.waiting > 0 ? t('overrides.waiting', { count: view.waiting }) : null}
        </p>
        <Grid view={view} />
        <Chart view={view} />
        <OverrideForm view={view} mayOverride={mayOverride} reply={reply} />
        <h3 className={own.head}>{t('overrides.history')}</h3>
        <OverrideHistory
          rows={view.history}
          mayOverride={mayOverride}
          timeZone={timeZone}
          firstWeek={view.weeks[0] ?? ''}
        />
      </Section>
    </div>
  );
}

const differs = (a: number, b: number) => Math.abs(a - b) > 0.01;

function Grid({ view }: { view: SkuOverridesView }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const nameOf = useMarketName(view.markets);
  const units = (value: number) => format.number(value, { maxDigits: 1 });
  const isAdjusted = (row: MarketDemand) => row.overrides.some((value) => value !== null);
  const isInForce = (row: MarketDemand) => row.inForce.some((value, w) => differs(value, row.model[w]!));
  return (
    <ScrollRegion label={t('overrides.caption')}>
      <table className={styles.weeks}>
        <caption className="visually-hidden">
          {t('overrides.caption')} ({t('overrides.unitsPerWeek')})
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('overrides.unitsPerWeek')}</th>
            {view.weeks.map((week) => (
              <th scope="col" key={week}>
                {format.week(week)}
                <br />
                {format.date(week, { weekday: false })}
              </th>
            ))}
          </tr>
        </thead>
        {view.rows.map((row) => (
          <tbody key={row.code}>
            <tr>
              <th scope="row">
                {nameOf(row.code)} · {t('overrides.model')}
              </th>
              {row.model.map((value, w) => (
                <td key={view.weeks[w]}>{units(value)}</td>
              ))}
            </tr>
            {isAdjusted(row) ? (
              <tr>
                <th scope="row">
                  {nameOf(row.code)} · {t('overrides.override')}
                </th>
                {row.overrides.map((value, w) => (
                  <td key={view.weeks[w]}>{value === null ? '' : <strong>{units(value)}</strong>}</td>
                ))}
              </tr>
            ) : null}
            {isAdjusted(row) || isInForce(row) ? (
              <tr>
                <th scope="row">
                  {nameOf(row.code)} · {t('overrides.inForce')}
                </th>
                {row.inForce.map((value, w) => (
                  <td key={view.weeks[w]}>
                    {differs(value, row.model[w]!) ? <strong>{units(value)}</strong> : units(value)}
                  </td>
                ))}
              </tr>
            ) : null}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  );
}

/** Model and what holds, one market at a time. What is adjusted and waits for the next version is drawn as it will hold. */
function Chart({ view }: { view: SkuOverridesView }) {
  const { t } = useTranslation('changes');
  const nameOf = useMarketName(view.markets);
  const [code, choose] = useState<string>(ALL_MARKETS);
  const row = view.rows.find((one) => one.code === code) ?? view.rows[0];
  if (!row) return null;
  const held = view.weeks.map((_, w) => row.overrides[w] ?? row.inForce[w] ?? null);
  // Two lines that are one would only hide each other's names.
  const isChanged = held.some((value, w) => value !== null && differs(value, row.model[w] ?? 0));
  return (
    <>
      <label className={own.pick}>
        {t('overrides.market')}
        <select value={row.code} onChange={(event) => choose(event.currentTarget.value)}>
          {view.rows.map((one) => (
            <option key={one.code} value={one.code}>
              {nameOf(one.code)}
            </option>
          ))}
        </select>
      </label>
      <ForecastBandChart
        title={t('overrides.chart', { market: nameOf(row.code) })}
        unit={t('overrides.unitsPerWeek')}
        today={view.weeks[0] ?? ''}
        points={view.weeks.map((week, w) => ({
          week,
          history: isChanged ? (row.model[w] ?? null) : null,
          middle: held[w] ?? null,
          low: row.low[w] ?? null,
          high: row.high[w] ?? null,
        }))}
        names={{
          history: t('overrides.model'),
          middle: t('overrides.inForce'),
          band: t('overrides.band'),
        }}
      />
    </>
  );
}
