import { useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { NumberField, SelectField, TextAreaField, TextField } from '~/form/fields';
import { FormActions, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { SIGNAL_KINDS, SIGNAL_UNITS } from '../../domain/candidate-import';
import type { CandidateDetail, SignalRow } from '../../queries/candidate-detail.server';
import styles from './candidates.module.css';
import { useCandidateWords } from './use-candidate-words';

/** Moves a candidate; places that it may not go to say why below. */
export function MoveForm({ detail }: { detail: CandidateDetail }) {
  const { t } = useTranslation('candidates');
  const { t: tProblem } = useTranslation('problems');
  const fetcher = useFetcher<FormReply>();
  const { form, fields, formProps } = usePortalForm<{ to: string; reason: string }>({
    id: 'move-candidate',
    lastResult: fetcher.data ?? null,
  });
  const refused = detail.moves.filter(
    ({ reason, allowed }) => !allowed && reason?.code === 'candidate_without_sku',
  );
  return (
    <fetcher.Form {...formProps}>
      <FormProblems problems={form.errors} />
      <input type="hidden" name="intent" value="move" />
      <div className={styles.grid}>
        <SelectField
          field={fields.to}
          label={t('fields.to')}
          options={detail.moves
            .filter(({ allowed }) => allowed)
            .map(({ to }) => ({ value: to, label: t(`stages.${to}`) }))}
        />
        <TextAreaField
          field={fields.reason}
          label={t('fields.reason')}
          help={t('fields.reasonHelp')}
          rows={2}
        />
      </div>
      {refused.map(({ to, reason }) => (
        <p key={to} className={styles.second}>
          {t(`stages.${to}`)}: {tProblem(reason!.code as 'candidate_without_sku')}
        </p>
      ))}
      <FormActions submit={t('detail.move')} busy={fetcher.state !== 'idle'} />
    </fetcher.Form>
  );
}

/** Adds an observation. */
export function SignalForm({ markets }: { markets: CandidateDetail['markets'] }) {
  const { t } = useTranslation('candidates');
  const { name } = useCandidateWords();
  const fetcher = useFetcher<FormReply>();
  const { form, fields, formProps } = usePortalForm<
    Record<'kind' | 'source' | 'subject' | 'marketCode' | 'unit' | 'value' | 'observedOn', string>
  >({ id: 'signal-form', lastResult: fetcher.data ?? null });
  return (
    <fetcher.Form {...formProps}>
      <FormProblems problems={form.errors} />
      <input type="hidden" name="intent" value="signal" />
      <div className={styles.grid}>
        <SelectField
          field={fields.kind}
          label={t('fields.kind')}
          options={SIGNAL_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
        <TextField field={fields.subject} label={t('fields.subject')} maxLength={160} />
        <TextField field={fields.source} label={t('fields.source')} maxLength={120} />
        <SelectField
          field={fields.marketCode}
          label={t('fields.market')}
          none={t('fields.anyMarket')}
          options={markets.map((market) => ({ value: market.code, label: name(market) }))}
        />
        <NumberField field={fields.value} label={t('fields.value')} />
        <SelectField
          field={fields.unit}
          label={t('fields.unit')}
          options={SIGNAL_UNITS.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
        />
        <TextField field={fields.observedOn} label={t('fields.observedOn')} type="date" />
      </div>
      <FormActions submit={t('detail.addSignal')} busy={fetcher.state !== 'idle'} />
    </fetcher.Form>
  );
}

/** Takes a mistaken observation away. */
export function RemoveSignal({ signal }: { signal: SignalRow }) {
  const { t } = useTranslation('candidates');
  const fetcher = useFetcher();
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value="remove" />
      <input type="hidden" name="signal" value={signal.id} />
      <button
        type="submit"
        className={styles.move}
        aria-label={t('detail.removeOf', { subject: signal.subject || signal.source })}
      >
        {t('detail.remove')}
      </button>
    </fetcher.Form>
  );
}
