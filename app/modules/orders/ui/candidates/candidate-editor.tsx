import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextAreaField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import type { CandidateDetail, CandidateRow } from '../../queries/candidate-detail.server';
import styles from './candidates.module.css';
import { useCandidateWords } from './use-candidate-words';

export type CandidateFormFields = {
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  targetMarkets: string[];
  currency: string;
  expectedPrice: string;
  expectedCost: string;
  note: string;
};

interface CandidateEditorProps {
  candidate?: CandidateRow & { expectedPrice: string; expectedCost: string };
  categories: CandidateDetail['categories'];
  markets: CandidateDetail['markets'];
  currencies: readonly string[];
}

/** What is known of an idea. */
export function CandidateEditor({ candidate, categories, markets, currencies }: CandidateEditorProps) {
  const { t } = useTranslation('candidates');
  const say = useProblemText();
  const { name } = useCandidateWords();
  const { form, fields, formProps, busy } = usePortalForm<CandidateFormFields>({
    id: 'candidate-form',
    defaultValue: (candidate
      ? {
          nameEn: candidate.nameEn,
          nameZh: candidate.nameZh,
          categoryCode: candidate.categoryCode,
          targetMarkets: candidate.targetMarkets,
          currency: candidate.currency ?? 'USD',
          expectedPrice: candidate.expectedPrice,
          expectedCost: candidate.expectedCost,
          note: candidate.note ?? '',
        }
      : { currency: 'USD' }) as Partial<CandidateFormFields>,
  });
  const chosen = fields.targetMarkets.initialValue;
  const picked = new Set(Array.isArray(chosen) ? chosen.map(String) : chosen ? [String(chosen)] : []);
  const marketProblems = fields.targetMarkets.errors;
  return (
    <Form {...formProps}>
      <FormProblems problems={form.errors} />
      <FormFields>
        <TextField field={fields.nameEn} label={t('fields.nameEn')} maxLength={160} autoFocus={!candidate} />
        <TextField
          field={fields.nameZh}
          label={t('fields.nameZh')}
          help={t('fields.nameZhHelp')}
          maxLength={160}
        />
        <SelectField
          field={fields.categoryCode}
          label={t('fields.category')}
          options={categories
            .filter(({ code }) => code.includes('.'))
            .map((entry) => ({ value: entry.code, label: name(entry) }))}
        />
        <SelectField
          field={fields.currency}
          label={t('fields.currency')}
          options={currencies.map((code) => ({ value: code, label: code }))}
        />
        <TextField
          field={fields.expectedPrice}
          label={t('fields.expectedPrice')}
          help={t('fields.priceHelp')}
        />
        <TextField field={fields.expectedCost} label={t('fields.expectedCost')} help={t('fields.costHelp')} />
        <TextAreaField field={fields.note} label={t('fields.note')} rows={3} />
      </FormFields>
      <fieldset
        className={styles.markets}
        aria-describedby={marketProblems?.length ? 'markets-error' : undefined}
        aria-invalid={marketProblems?.length ? true : undefined}
      >
        <legend>{t('fields.markets')}</legend>
        {markets.map((market) => (
          <label key={`${market.code} ${picked.has(market.code)}`}>
            <input
              type="checkbox"
              name={fields.targetMarkets.name}
              value={market.code}
              defaultChecked={picked.has(market.code)}
            />
            {name(market)}
          </label>
        ))}
      </fieldset>
      {marketProblems?.length ? (
        <p id="markets-error" className={styles.error}>
          {marketProblems.map(say).join(' ')}
        </p>
      ) : null}
      <FormActions submit={t(candidate ? 'save' : 'enter')} busy={busy} />
    </Form>
  );
}
