import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { NumberField, SelectField, TextAreaField, TextField } from '~/form/fields';
import { FormActions, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { useFormat } from '~/ui/use-format';
import { OVERRIDE_MODES } from '../../domain/plan-override';
import { ALL_MARKETS } from '../../domain/sku-demand';
import type { SkuOverridesView } from '../../queries/sku-overrides.server';
import { OverrideEffect } from './override-effect';
import own from './overrides.module.css';
import { useMarketName } from './use-market-name';

interface OverrideFormProps {
  view: SkuOverridesView;
  mayOverride: boolean;
  reply: FormReply | null;
}

type Fields = {
  market: string;
  from: string;
  to: string;
  mode: string;
  value: string;
  comment: string;
};

/** Changes the demand of one market over a range of weeks, with the reason. */
export function OverrideForm({ view, mayOverride, reply }: OverrideFormProps) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const nameOf = useMarketName(view.markets);
  const first = view.weeks[0] ?? '';
  const { form, fields, busy, formProps } = usePortalForm<Fields>({
    id: 'override',
    lastResult: reply,
    defaultValue: { market: ALL_MARKETS, from: first, to: first, mode: 'units', value: '', comment: '' },
  });
  if (!mayOverride) return <p className="small muted">{t('overrides.form.readOnly')}</p>;
  const codes = [ALL_MARKETS, ...view.markets.map(({ code }) => code)];
  return (
    <>
      <h3 className={own.head}>{t('overrides.form.title')}</h3>
      <Form {...formProps} preventScrollReset className={own.form}>
        <div className={own.wide}>
          <FormProblems id={form.errorId} problems={form.errors} />
        </div>
        <input type="hidden" name="intent" value="set" />
        <SelectField
          field={fields.market}
          label={t('overrides.market')}
          options={codes.map((value) => ({ value, label: nameOf(value) }))}
        />
        <TextField
          field={fields.from}
          type="date"
          label={t('overrides.form.from')}
          help={t('overrides.form.fromHelp')}
        />
        <TextField
          field={fields.to}
          type="date"
          label={t('overrides.form.to')}
          help={t('overrides.form.toHelp', { week: format.week(view.lastWeek, { year: true }) })}
        />
        <SelectField
          field={fields.mode}
          label={t('overrides.form.mode')}
          options={OVERRIDE_MODES.map((value) => ({ value, label: t(`overrides.form.modes.${value}`) }))}
        />
        <NumberField
          field={fields.value}
          label={t('overrides.form.value')}
          help={t('overrides.form.valueHelp')}
          decimals
        />
        <div className={own.wide}>
          <OverrideEffect
            view={view}
            typed={{
              market: fields.market.value,
              from: fields.from.value,
              to: fields.to.value,
              mode: fields.mode.value,
              value: fields.value.value,
            }}
          />
        </div>
        <div className={own.wide}>
          <TextAreaField
            field={fields.comment}
            label={t('overrides.form.comment')}
            help={t('overrides.form.commentHelp')}
            rows={2}
          />
        </div>
        <div className={own.wide}>
          <FormActions
            submit={t('overrides.form.submit')}
            busy={busy}
            consequence={t('overrides.form.consequence')}
          />
        </div>
      </Form>
    </>
  );
}
