import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { NumberField } from '~/form/fields';
import { FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { ABC_CLASS_NAMES, type AbcClass, type InventoryRule } from '../domain/policy';
import { fieldsOfRule, type PolicyFields } from '../domain/policy-form';
import type { PolicyPreview, PolicyVersion } from '../queries/inventory-policy.server';
import styles from './inventory.module.css';

interface InventoryPolicyPageProps {
  rule: InventoryRule;
  counts: Record<AbcClass, number>;
  history: readonly PolicyVersion[];
  mayManage: boolean;
  preview: PolicyPreview | null;
  /** The action's answer: problems at fields. */
  reply: FormReply | null;
  /** What saving did; null before. */
  saved: 'changed' | 'same' | null;
  timeZone: string;
}

/** By which rule are SKUs classified, how much stock should they have, and what would another rule change? */
export function InventoryPolicyPage(props: InventoryPolicyPageProps) {
  const { rule, counts, mayManage, preview, saved } = props;
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t('policy.title')}
        answer={t('policy.answer', {
          a: format.number(counts.A),
          b: format.number(counts.B),
          c: format.number(counts.C),
          days: rule.abc.windowDays,
          ta: rule.targetDays.A,
          tb: rule.targetDays.B,
          tc: rule.targetDays.C,
        })}
      />
      {saved ? (
        <p role="status" className={styles.notice}>
          {t(saved === 'changed' ? 'policy.saved' : 'policy.same')}
        </p>
      ) : null}
      {preview ? <Preview preview={preview} /> : null}
      {mayManage ? null : <p className={styles.line}>{t('policy.readOnly')}</p>}
      <PolicyEditor key={JSON.stringify(rule)} {...props} />
      <History history={props.history} timeZone={props.timeZone} />
    </>
  );
}

function Preview({ preview }: { preview: PolicyPreview }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const changed = preview.moves.reduce((sum, { skus }) => sum + skus, 0);
  const { A, B, C } = preview.after;
  return (
    <section className={styles.notice} aria-label={t('policy.result')}>
      <p role="status">
        {changed === 0
          ? t('policy.movesNone')
          : t('policy.moves', { count: changed, total: format.number(preview.skus) })}{' '}
        {t('policy.counts', { a: format.number(A), b: format.number(B), c: format.number(C) })}
      </p>
      {changed === 0 ? null : (
        <ul className={styles.reasons}>
          {preview.moves.map(({ from, to, skus }) => (
            <li key={from + to}>{t('policy.move', { count: skus, from, to })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PolicyEditor({ rule, mayManage, reply }: InventoryPolicyPageProps) {
  const { t } = useTranslation('inventory');
  const { form, fields, formProps } = usePortalForm<Record<keyof PolicyFields, string>>({
    id: 'policy',
    lastResult: reply,
    defaultValue: Object.fromEntries(
      Object.entries(fieldsOfRule(rule)).map(([name, value]) => [name, String(value)]),
    ) as Record<keyof PolicyFields, string>,
  });
  const days = t('policy.days');
  const disabled = !mayManage;
  return (
    <Form {...formProps}>
      <FormProblems problems={form.errors} />
      <Section title={t('policy.classes')}>
        <div className={styles.fields}>
          <NumberField
            field={fields.aShare}
            label={t('policy.aShare')}
            help={t('policy.aShareHelp')}
            suffix="%"
            decimals
            disabled={disabled}
          />
          <NumberField
            field={fields.bShare}
            label={t('policy.bShare')}
            suffix="%"
            decimals
            disabled={disabled}
          />
          <NumberField
            field={fields.windowDays}
            label={t('policy.windowDays')}
            suffix={days}
            disabled={disabled}
          />
        </div>
      </Section>
      <Section title={t('policy.targets')}>
        <div className={styles.fields}>
          {ABC_CLASS_NAMES.map((name) => (
            <NumberField
              key={name}
              field={fields[`target${name}`]}
              label={t('policy.targetOf', { class: name })}
              suffix={days}
              disabled={disabled}
            />
          ))}
        </div>
      </Section>
      <Section title={t('policy.slow')}>
        <div className={styles.fields}>
          <NumberField
            field={fields.slowPercent}
            label={t('policy.slowPercent')}
            help={t('policy.slowPercentHelp')}
            suffix="%"
            disabled={disabled}
          />
          <NumberField
            field={fields.noSaleDays}
            label={t('policy.noSaleDays')}
            suffix={days}
            disabled={disabled}
          />
        </div>
      </Section>
      <Section title={t('policy.allocation')}>
        <div className={styles.fields}>
          {ABC_CLASS_NAMES.map((name, index) => (
            <NumberField
              key={name}
              field={fields[`dayPrice${name}`]}
              label={t('policy.dayPrice', { class: name })}
              help={index === 0 ? t('policy.dayPriceHelp') : undefined}
              suffix={t('policy.perPiece')}
              decimals
              disabled={disabled}
            />
          ))}
          <NumberField
            field={fields.horizonDays}
            label={t('policy.horizonDays')}
            suffix={days}
            disabled={disabled}
          />
          <NumberField
            field={fields.unmet}
            label={t('policy.unmet')}
            suffix={t('policy.perPiece')}
            decimals
            disabled={disabled}
          />
        </div>
      </Section>
      {mayManage ? (
        <>
          <p className={styles.line}>{t('policy.consequence')}</p>
          <div className={styles.buttons}>
            <Button type="submit" name="intent" value="preview" variant="default">
              {t('policy.preview')}
            </Button>
            <Button type="submit" name="intent" value="save">
              {t('policy.save')}
            </Button>
          </div>
        </>
      ) : null}
    </Form>
  );
}

function History({ history, timeZone }: { history: readonly PolicyVersion[]; timeZone: string }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  return (
    <Section title={t('policy.history')}>
      {history.length === 0 ? (
        <p className="muted">{t('policy.historyNone')}</p>
      ) : (
        <ScrollRegion label={t('policy.history')}>
          <table className={styles.plain}>
            <caption className="visually-hidden">{t('policy.history')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('policy.since')}</th>
                <th scope="col">{t('policy.by')}</th>
                <th scope="col">{t('policy.historyClasses')}</th>
                <th scope="col">{t('policy.historyTargets')}</th>
              </tr>
            </thead>
            <tbody>
              {history.map(({ id, validFrom, changedByName, rule: { abc, targetDays } }) => (
                <tr key={id}>
                  <th scope="row">{format.dateTime(validFrom, timeZone, { year: true })}</th>
                  <td>{changedByName}</td>
                  <td>
                    {abc.aShareBp / 100} % / {abc.bShareBp / 100} %
                  </td>
                  <td>
                    {targetDays.A} / {targetDays.B} / {targetDays.C}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Section>
  );
}
