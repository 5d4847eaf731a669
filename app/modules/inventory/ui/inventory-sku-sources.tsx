import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { currencyCode } from '~/kernel/currency';
import type { SourceOfSku } from '~/modules/catalog/queries/source-terms.server';
import { paths } from '~/paths';
import { StatusBadge } from '~/ui/figures';
import { Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import styles from './inventory.module.css';

interface SourcesTableProps {
  sources: readonly SourceOfSku[];
  /** Of the SKU. */
  code: string;
  /** Whether the reader may change the terms. */
  mayManage: boolean;
}

const TONES = { active: 'good', backup: 'active', suspended: 'bad' } as const;
const FIGURES = ['share', 'unitCost', 'leadDays', 'minimum', 'multiple'] as const;

/** Who may make the SKU, on what terms, and the way to change them. */
export function SourcesTable({ sources, code, mayManage }: SourcesTableProps) {
  const { t } = useTranslation('inventory');
  return (
    <Section title={t('sku.sources')}>
      {sources.length === 0 ? (
        <p className="muted">{t('sku.sourcesNone')}</p>
      ) : (
        <ScrollRegion label={t('sku.sources')}>
          <table className={styles.plain}>
            <caption className="visually-hidden">{t('sku.sources')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('sku.factory')}</th>
                <th scope="col">{t('sku.sourceState')}</th>
                {FIGURES.map((figure) => (
                  <th key={figure} scope="col" data-numeric>
                    {t(`sku.sourceFigures.${figure}`)}
                  </th>
                ))}
                <th scope="col">{t('sku.markets')}</th>
                {mayManage ? (
                  <th scope="col">
                    <span className="visually-hidden">{t('sku.changeTerms')}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <SourceRow key={source.id} source={source} code={code} mayManage={mayManage} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {mayManage ? (
        <p className={styles.line}>
          {t('sku.approveHelp')}{' '}
          <Link to={paths.platform.pool()} prefetch="intent">
            {t('sku.toPool')}
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

interface SourceRowProps extends Pick<SourcesTableProps, 'code' | 'mayManage'> {
  source: SourceOfSku;
}

function SourceRow({ source, code, mayManage }: SourceRowProps) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const state = source.isSuspended ? 'suspended' : source.status;
  const name = format.locale === 'zh' ? source.factoryNameZh : source.factoryNameEn;
  const cost = { minor: BigInt(source.unitCostMinor), currency: currencyCode(source.currency) };
  return (
    <tr>
      <th scope="row">
        <Link to={paths.platform.poolFactory(source.factorySlug)} prefetch="intent">
          {name}
        </Link>
      </th>
      <td>
        <StatusBadge tone={TONES[state]}>{t(`sku.sourceStates.${state}`)}</StatusBadge>
      </td>
      <td data-numeric>{format.percent(source.shareBp / 10_000)}</td>
      <td data-numeric>{format.money(cost)}</td>
      <td data-numeric>
        {format.number(source.productionLeadDays)} + {format.number(source.transitLeadDays)}
      </td>
      <td data-numeric>{format.number(source.minimumQuantity)}</td>
      <td data-numeric>{format.number(source.orderMultiple)}</td>
      <td>{source.markets.join(' ')}</td>
      {mayManage ? (
        <td>
          <Link
            to={paths.platform.sourcing(source.factorySlug, code)}
            prefetch="intent"
            aria-label={t('sku.changeTermsOf', { factory: name })}
          >
            {t('sku.changeTerms')}
          </Link>
        </td>
      ) : null}
    </tr>
  );
}
