import { Button, TextInput } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextAreaField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { useZoneName } from '~/ui/use-zone-name';
import { PAUSE_CAUSES } from '../domain/clock/pause-rules';
import type { PauseView } from '../queries/sell-out-view.server';
import styles from './sell-out.module.css';
import { useSellOutWords } from './sell-out-words';

interface SellOutPausesProps {
  pauses: readonly PauseView[];
  now: number;
  timeZone: string;
  /** Whether this person may record, end and withdraw pauses. */
  mayManage: boolean;
}

/** The pauses of a clock with their evidence; those withdrawn stay on record. */
export function SellOutPauses({ pauses, now, timeZone, mayManage }: SellOutPausesProps) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  if (pauses.length === 0) return <p className={styles.second}>{t('pauses.none')}</p>;
  return (
    <ScrollRegion label={t('pauses.caption')}>
      <table className={styles.pauses}>
        <caption className="visually-hidden">{t('pauses.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pauses.cause')}</th>
            <th scope="col">{t('pauses.from')}</th>
            <th scope="col">{t('pauses.to')}</th>
            <th scope="col">{t('pauses.time')}</th>
            <th scope="col">{t('pauses.evidence')}</th>
            <th scope="col">{t('pauses.by')}</th>
          </tr>
        </thead>
        <tbody>
          {pauses.map((pause) => (
            <tr key={pause.id} className={pause.withdrawnAt === null ? undefined : styles.withdrawn}>
              <td>{t(`cause.${pause.cause}`)}</td>
              <td>{format.dateTime(pause.from, timeZone)}</td>
              <td>{pause.to === null ? t('pauses.open') : format.dateTime(pause.to, timeZone)}</td>
              <td>{words.time((pause.to ?? now) - pause.from)}</td>
              <td>{pause.evidence}</td>
              <td>
                {pause.recordedByName}
                <div className={styles.second}>{format.dateTime(pause.createdAt, timeZone)}</div>
                {pause.withdrawnAt === null ? null : (
                  <div>
                    {t('pauses.withdrawn', {
                      at: format.dateTime(pause.withdrawnAt, timeZone),
                      name: pause.withdrawnByName ?? '',
                    })}
                  </div>
                )}
                {mayManage && pause.withdrawnAt === null ? (
                  <PauseActions pause={pause} now={now} timeZone={timeZone} />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function PauseActions({ pause, now, timeZone }: { pause: PauseView; now: number; timeZone: string }) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const say = useProblemText();
  const from = format.dateTime(pause.from, timeZone);
  const { form, fields, formProps, busy } = usePortalForm<{ to: string }>({ id: `end-${pause.id}` });
  return (
    <>
      {pause.to === null ? (
        <Form {...formProps} className={styles.act}>
          <input type="hidden" name="intent" value="end" />
          <input type="hidden" name="pause" value={pause.id} />
          <TextInput
            type="datetime-local"
            name="to"
            size="xs"
            label={t('pauses.endLabel')}
            defaultValue={localValue(now, timeZone)}
            error={[...(fields.to.errors ?? []), ...(form.errors ?? [])].map(say).join(' ') || undefined}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            aria-disabled={busy}
            aria-label={t('pauses.endAria', { from })}
          >
            {t('pauses.end')}
          </Button>
        </Form>
      ) : null}
      <Form method="post" className={styles.act}>
        <input type="hidden" name="intent" value="withdraw" />
        <input type="hidden" name="pause" value={pause.id} />
        <Button
          type="submit"
          size="xs"
          variant="default"
          title={t('pauses.withdrawConsequence')}
          aria-label={t('pauses.withdrawAria', { from })}
        >
          {t('pauses.withdraw')}
        </Button>
      </Form>
    </>
  );
}

interface PauseFields extends Record<string, unknown> {
  cause: string;
  from: string;
  to: string;
  evidence: string;
}

/** Records a pause: cause, times in the reader's zone, and what proves it. */
export function PauseForm({ now, timeZone }: { now: number; timeZone: string }) {
  const { t } = useTranslation('sellOut');
  const zoneName = useZoneName();
  const { form, fields, formProps, busy } = usePortalForm<PauseFields>({
    id: 'pause',
    defaultValue: { from: localValue(now, timeZone) },
  });
  return (
    <Form {...formProps}>
      <p className={styles.second}>{t('pauses.addHelp')}</p>
      <FormProblems problems={form.errors} />
      <input type="hidden" name="intent" value="pause" />
      <FormFields>
        <SelectField
          field={fields.cause}
          label={t('pauses.cause')}
          none={t('pauses.choose')}
          options={PAUSE_CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }))}
        />
        <TextField
          field={fields.from}
          type="datetime-local"
          label={t('pauses.from')}
          help={t('pauses.fromHelp', { zone: zoneName(timeZone) })}
        />
        <TextField
          field={fields.to}
          type="datetime-local"
          label={t('pauses.to')}
          help={t('pauses.toHelp', { zone: zoneName(timeZone) })}
        />
        <TextAreaField
          field={fields.evidence}
          label={t('pauses.evidence')}
          help={t('pauses.evidenceHelp')}
          rows={2}
        />
      </FormFields>
      <FormActions submit={t('pauses.save')} consequence={t('pauses.consequence')} busy={busy} />
    </Form>
  );
}

/** An instant as `datetime-local` inputs write it. */
function localValue(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return parts.replace(' ', 'T');
}
