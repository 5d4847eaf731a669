import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { NumberField, SelectField, TextField } from '~/form/fields';
import { FormActions, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { useFormat } from '~/ui/use-format';
import type { PromotionsView } from '../../queries/promotions-list.server';
import styles from '../overrides/overrides.module.css';

type Fields = {
  name: string;
  sku: string;
  category: string;
  market: string;
  from: string;
  to: string;
  discount: string;
};

/** Adds a promotion of a SKU or a category in one market. */
export function PromotionForm({ view, reply }: { view: PromotionsView; reply: FormReply | null }) {
  const { t } = useTranslation('promotions');
  const { locale } = useFormat();
  const { form, fields, busy, formProps } = usePortalForm<Fields>({
    id: 'promotion',
    lastResult: reply,
    defaultValue: {
      name: '',
      sku: '',
      category: '',
      market: view.markets[0]?.code ?? '',
      from: view.today,
      to: view.today,
      discount: '',
    },
  });
  const nameOf = (one: { nameEn: string; nameZh: string }) => (locale === 'zh' ? one.nameZh : one.nameEn);
  return (
    <Form {...formProps} preventScrollReset className={styles.form}>
      <div className={styles.wide}>
        <FormProblems id={form.errorId} problems={form.errors} />
      </div>
      <input type="hidden" name="intent" value="add" />
      <TextField field={fields.name} label={t('columns.name')} help={t('form.nameHelp')} />
      <TextField field={fields.sku} label={t('form.sku')} help={t('form.skuHelp')} />
      <SelectField
        field={fields.category}
        label={t('form.category')}
        help={t('form.categoryHelp')}
        none={t('form.noCategory')}
        options={view.categories.map((one) => ({ value: one.code, label: nameOf(one) }))}
      />
      <SelectField
        field={fields.market}
        label={t('columns.market')}
        options={view.markets.map((one) => ({ value: one.code, label: nameOf(one) }))}
      />
      <TextField field={fields.from} type="date" label={t('columns.from')} />
      <TextField field={fields.to} type="date" label={t('columns.to')} help={t('form.toHelp')} />
      <NumberField field={fields.discount} label={t('columns.discount')} suffix="%" decimals />
      <div className={styles.wide}>
        <FormActions submit={t('form.submit')} busy={busy} consequence={t('form.consequence')} />
      </div>
    </Form>
  );
}
