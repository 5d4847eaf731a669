import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { NumberField, SelectField, TextField } from '~/form/fields';
import { FormActions, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import type { candidateSkuForm } from '../../candidate-forms';
import styles from './candidates.module.css';
import { useCandidateWords } from './use-candidate-words';

interface CandidateSkuEditorProps {
  suggestedCode: string;
  factories: readonly { id: string; nameEn: string; nameZh: string; currency: string }[];
}

/** The SKU that a candidate becomes: its code, measures and the factory that makes it. */
export function CandidateSkuEditor({ suggestedCode, factories }: CandidateSkuEditorProps) {
  const { t } = useTranslation('candidates');
  const { name } = useCandidateWords();
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof candidateSkuForm>>({
    id: 'candidate-sku',
    defaultValue: {
      code: suggestedCode,
      minimumQuantity: '300',
      orderMultiple: '50',
      productionLeadDays: '30',
      transitLeadDays: '30',
    },
  });
  return (
    <Form {...formProps}>
      <FormProblems problems={form.errors} />
      <div className={styles.grid}>
        <TextField field={fields.code} label={t('sku.code')} maxLength={31} />
        <TextField field={fields.hsCode} label={t('sku.hsCode')} maxLength={10} />
        <NumberField field={fields.grossG} label={t('sku.gross')} suffix="g" />
        <NumberField field={fields.lengthMm} label={t('sku.length')} suffix="mm" />
        <NumberField field={fields.widthMm} label={t('sku.width')} suffix="mm" />
        <NumberField field={fields.heightMm} label={t('sku.height')} suffix="mm" />
        <SelectField
          field={fields.factory}
          label={t('sku.factory')}
          options={factories.map((factory) => ({
            value: factory.id,
            label: `${name(factory)} (${factory.currency})`,
          }))}
        />
        <TextField field={fields.unitCost} label={t('sku.unitCost')} help={t('sku.unitCostHelp')} />
        <NumberField field={fields.minimumQuantity} label={t('sku.minimum')} suffix={t('sku.pieces')} />
        <NumberField field={fields.orderMultiple} label={t('sku.multiple')} suffix={t('sku.pieces')} />
        <NumberField field={fields.productionLeadDays} label={t('sku.production')} suffix={t('clock.days')} />
        <NumberField field={fields.transitLeadDays} label={t('sku.transit')} suffix={t('clock.days')} />
      </div>
      <FormActions submit={t('sku.make')} busy={busy} consequence={t('sku.consequence')} />
    </Form>
  );
}
