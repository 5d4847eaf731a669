import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { StatusBadge } from '~/ui/figures';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { CheckItem, CheckResult } from '../domain/publish-checks';
import styles from './runs.module.css';

const TONES = { ok: 'good', warning: 'warn', blocking: 'bad' } as const;

const NAMES = [
  'change',
  'usd',
  'previousUsd',
  'number',
  'of',
  'limit',
  'share',
  'lines',
  'previousLines',
  'days',
  'daysAgo',
  'lastDay',
  'units',
  'previousUnits',
] as const;
type Figures = Record<(typeof NAMES)[number], string>;

/** Figures of a finding as the reader's words: shares with their sign, money in US dollars. */
function useFigures() {
  const format = useFormat();
  return (params: Record<string, string | number>): Figures =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        if (typeof value === 'string') return [name, name === 'lastDay' ? format.date(value) : value];
        if (name === 'change') return [name, `${value > 0 ? '+' : ''}${format.percent(value / 100)}`];
        if (name === 'share' || name === 'limit' || name === 'lost')
          return [name, format.percent(value / 100)];
        if (name === 'usd' || name === 'previousUsd') {
          return [name, format.money({ minor: BigInt(value * 100), currency: 'USD' })];
        }
        // i18next takes "count" for itself.
        return [name === 'count' ? 'number' : name, format.number(value)];
      }),
    ) as Figures;
}

/** What was looked at before publication and what it found, the worst first within each. */
export function PublishChecks({ checks }: { checks: readonly CheckResult[] | null }) {
  const { t } = useTranslation('runs');
  const figures = useFigures();
  if (checks === null) return <p className="muted">{t('checks.none')}</p>;
  return (
    <ScrollRegion label={t('checks.caption')}>
      <table className={styles.checks}>
        <caption className="visually-hidden">{t('checks.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('checks.check')}</th>
            <th scope="col">{t('checks.level')}</th>
            <th scope="col">{t('checks.found')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.code}>
              <th scope="row">{t(`checks.${check.code}.name`)}</th>
              <td>
                <StatusBadge tone={TONES[check.level]}>{t(`checks.levels.${check.level}`)}</StatusBadge>
              </td>
              <td>
                {t(`checks.${check.code}.found`, figures(check.params))}
                {check.items.length > 0 ? (
                  <ul>
                    {check.items.map((item) => (
                      <li key={`${item.label} ${item.factory ?? ''}`}>
                        <Item check={check} item={item} words={figures(item.params)} />
                      </li>
                    ))}
                  </ul>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Item({ check: { code }, item, words }: { check: CheckResult; item: CheckItem; words: Figures }) {
  const { t } = useTranslation('runs');
  const to = item.sku
    ? paths.platform.forecastSku(item.sku)
    : item.factory && paths.platform.factoryForecast(item.factory);
  const name = to ? <Link to={to}>{item.label}</Link> : item.label;
  const hasFigures =
    code === 'factoryJump' || code === 'lineJump' || code === 'feedEnded' || code === 'marketVanished';
  return hasFigures ? (
    <>
      {name} · {t(`checks.${code}.item`, words)}
    </>
  ) : (
    name
  );
}
