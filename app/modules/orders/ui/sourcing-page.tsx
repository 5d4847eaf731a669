import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { NumberField, SelectField, TextField } from '~/form/fields';
import { FormActions, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { currencyCode } from '~/kernel/currency';
import { money, toDecimalString } from '~/kernel/money';
import type { SourceOfSku, SourceTermsView } from '~/modules/catalog/queries/source-terms.server';
import type { sourcingForm } from '~/modules/catalog/sourcing-form';
import { paths } from '~/paths';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import styles from './pool.module.css';
import { amountOf, useName } from './words';

interface SourcingPageProps {
  factory: { slug: string; nameEn: string; nameZh: string; currency: string };
  /** What was asked for, as typed. */
  code: string;
  view: SourceTermsView | null;
}

/** May this factory make this SKU, and on what terms? */
export function SourcingPage({ factory, code, view }: SourcingPageProps) {
  const { t } = useTranslation('sourcing');
  const nameOf = useName();
  const words = { factory: nameOf(factory), sku: view?.sku.code ?? '' };
  return (
    <>
      <PageHeader
        title={t(view?.own ? 'terms.titleChange' : 'terms.title', words)}
        answer={
          view
            ? t(view.own ? 'terms.answerChange' : 'terms.answer', { ...words, name: nameOf(view.sku) })
            : t('terms.choose')
        }
      />
      {view?.own ? null : <FilterBar fields={[{ kind: 'search', name: 'sku', label: t('terms.sku') }]} />}
      {code !== '' && !view ? (
        <p role="status" className={styles.notice} data-kind="warn">
          {t('terms.unknown', { code })}
        </p>
      ) : null}
      {view ? (
        <>
          <Others others={view.others} />
          <TermsForm key={view.sku.code} factory={factory} view={view} />
        </>
      ) : null}
    </>
  );
}

/** Who else makes the SKU, for comparison. */
function Others({ others }: { others: readonly SourceOfSku[] }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  return (
    <Section title={t('terms.others')}>
      {others.length === 0 ? (
        <p className={styles.help}>{t('terms.nobody')}</p>
      ) : (
        <ul className={styles.list}>
          {others.map((one) => (
            <li key={one.id} className={styles.item}>
              <span className={styles.twoLines}>
                <span>{nameOf({ nameEn: one.factoryNameEn, nameZh: one.factoryNameZh })}</span>
                <span className={styles.second}>
                  {[
                    t(`source.${one.isSuspended ? 'suspended' : one.status}`),
                    t('place.lead', { production: one.productionLeadDays, transit: one.transitLeadDays }),
                    t('terms.minimumOf', {
                      minimum: format.pieces(one.minimumQuantity),
                      multiple: format.number(one.orderMultiple),
                    }),
                  ].join(' · ')}
                </span>
              </span>
              <span className="figures">
                {format.money(amountOf(one.unitCostMinor, one.currency))} ·{' '}
                {t('terms.shareOf', { share: format.percent(one.shareBp / 10_000) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function TermsForm({ factory, view }: { factory: SourcingPageProps['factory']; view: SourceTermsView }) {
  const { t } = useTranslation('sourcing');
  const { sku, own, others } = view;
  const currency = own?.currency ?? factory.currency;
  const taken = others.filter((one) => !one.isSuspended).reduce((sum, { shareBp }) => sum + shareBp, 0);
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof sourcingForm>>({
    id: `source-${sku.code}`,
    defaultValue: own ? typed(own) : { ...fresh(others, taken), sku: sku.code },
  });
  return (
    <Section title={t('terms.form')}>
      <Form {...formProps}>
        <input type="hidden" name="sku" value={sku.code} />
        <FormProblems problems={[...(form.errors ?? []), ...(fields.sku.errors ?? [])]} />
        <div className={styles.termsGrid}>
          <SelectField
            field={fields.status}
            label={t('terms.status')}
            help={t('terms.statusHelp')}
            options={(['active', 'backup', 'suspended'] as const).map((value) => ({
              value,
              label: t(`source.${value}`),
            }))}
          />
          <NumberField field={fields.unitCost} label={t('terms.unitCost')} suffix={currency} decimals />
          <NumberField field={fields.minimumQuantity} label={t('terms.minimum')} suffix={t('pieces')} />
          <NumberField field={fields.orderMultiple} label={t('terms.multiple')} suffix={t('pieces')} />
          <NumberField
            field={fields.productionLeadDays}
            label={t('terms.production')}
            suffix={t('terms.days')}
          />
          <NumberField field={fields.transitLeadDays} label={t('terms.transit')} suffix={t('terms.days')} />
          <NumberField field={fields.share} label={t('terms.share')} help={t('terms.shareHelp')} suffix="%" />
          <NumberField field={fields.priority} label={t('terms.priority')} help={t('terms.priorityHelp')} />
          <TextField field={fields.markets} label={t('terms.markets')} help={t('documents.marketsHelp')} />
        </div>
        <FormActions
          submit={t(own ? 'terms.save' : 'terms.approve')}
          busy={busy}
          consequence={t(own ? 'terms.consequenceChange' : 'terms.consequence')}
        >
          <Link to={paths.platform.poolFactory(factory.slug)}>{t('terms.back')}</Link>
        </FormActions>
      </Form>
    </Section>
  );
}

function typed(own: SourceOfSku): Partial<z.input<typeof sourcingForm>> {
  return {
    status: own.status,
    unitCost: toDecimalString(money(BigInt(own.unitCostMinor), currencyCode(own.currency))),
    productionLeadDays: String(own.productionLeadDays),
    transitLeadDays: String(own.transitLeadDays),
    minimumQuantity: String(own.minimumQuantity),
    orderMultiple: String(own.orderMultiple),
    share: String(Math.round(own.shareBp / 100)),
    priority: String(own.priority),
    markets: own.markets.join(' '),
  };
}

/** What a new source begins with: a backup where others have the whole share, and their markets and transit. */
function fresh(others: readonly SourceOfSku[], takenBp: number): Partial<z.input<typeof sourcingForm>> {
  const like = others[0];
  return {
    status: takenBp >= 10_000 ? 'backup' : 'active',
    productionLeadDays: String(like?.productionLeadDays ?? 30),
    transitLeadDays: String(like?.transitLeadDays ?? 30),
    minimumQuantity: String(like?.minimumQuantity ?? 300),
    orderMultiple: String(like?.orderMultiple ?? 50),
    share: String(Math.floor((10_000 - Math.min(10_000, takenBp)) / 100)),
    priority: String(Math.min(99, others.length + 1)),
    markets: [...new Set(others.flatMap(({ markets }) => markets))].sort().join(' '),
  };
}
