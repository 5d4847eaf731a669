import { Button } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { PoolFactoryView } from '../queries/pool-factories.server';
import styles from './pool.module.css';
import { isReplyTo } from './pool-replies';
import { useName } from './words';

interface PoolDocumentsProps {
  view: PoolFactoryView;
  categories: readonly { code: string; nameEn: string; nameZh: string }[];
  today: string;
  mayManage: boolean;
  reply: FormReply | undefined;
}

/** A factory's certificates and test reports, those that end first at the top. */
export function PoolDocuments(props: PoolDocumentsProps) {
  const { view, categories, today, mayManage } = props;
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const categoryName = (code: string | null) => {
    const category = categories.find((one) => one.code === code);
    return category ? nameOf(category) : code;
  };
  const busy = useNavigation().state === 'submitting';
  return (
    <Section title={t('documents.title')}>
      {view.documents.length === 0 ? (
        <p className={styles.help}>{t('documents.none')}</p>
      ) : (
        <ul className={styles.list}>
          {view.documents.map((document) => {
            const { id, documentKind, number, issuer, skuCode, categoryCode, markets, validTo } = document;
            const isOver = validTo !== null && validTo < today;
            return (
              <li key={id} className={styles.item}>
                <span className={styles.twoLines}>
                  <span>
                    <span className={styles.code}>{documentKind}</span> {number} · {issuer}
                  </span>
                  <span className={styles.second}>
                    {skuCode ?? categoryName(categoryCode)} · {markets.join(' ')}
                  </span>
                </span>
                <span className={document.isRevoked || isOver ? styles.bad : undefined}>
                  {document.isRevoked
                    ? t('documents.revoked')
                    : validTo === null
                      ? t('documents.noEnd')
                      : t(isOver ? 'documents.ended' : 'documents.until', {
                          date: format.date(validTo, { year: true, weekday: false }),
                        })}
                </span>
                {mayManage && !document.isRevoked ? (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="intent" value="revoke" />
                    <input type="hidden" name="documentId" value={id} />
                    <Button
                      type="submit"
                      variant="default"
                      size="compact-md"
                      aria-disabled={busy || undefined}
                      aria-label={t('documents.revokeOf', { document: `${documentKind} ${number}` })}
                    >
                      {t('documents.revoke')}
                    </Button>
                  </Form>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      {mayManage ? <DocumentForm {...props} /> : null}
    </Section>
  );
}

type DocumentFields = {
  documentKind: string;
  number: string;
  issuer: string;
  sku: string;
  category: string;
  markets: string;
  validFrom: string;
  validTo: string;
};

function DocumentForm({ categories, today, reply }: PoolDocumentsProps) {
  const { t } = useTranslation('sourcing');
  const nameOf = useName();
  const { form, fields, formProps, busy } = usePortalForm<DocumentFields>({
    id: 'compliance-document',
    defaultValue: { validFrom: today },
    lastResult: isReplyTo(reply, 'document') ? reply : undefined,
  });
  return (
    <details open={isReplyTo(reply, 'document') || undefined}>
      <summary>{t('documents.record')}</summary>
      <Form {...formProps}>
        <input type="hidden" name="intent" value="document" />
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField field={fields.documentKind} label={t('documents.kind')} help={t('documents.kindHelp')} />
          <TextField field={fields.number} label={t('documents.number')} />
          <TextField field={fields.issuer} label={t('documents.issuer')} />
          <SelectField
            field={fields.category}
            label={t('documents.category')}
            none={t('documents.oneSku')}
            options={categories.map((category) => ({ value: category.code, label: nameOf(category) }))}
          />
          <TextField field={fields.sku} label={t('documents.sku')} help={t('documents.skuHelp')} />
          <TextField
            field={fields.markets}
            label={t('documents.markets')}
            help={t('documents.marketsHelp')}
          />
          <TextField field={fields.validFrom} type="date" label={t('documents.validFrom')} />
          <TextField
            field={fields.validTo}
            type="date"
            label={t('documents.validTo')}
            help={t('documents.validToHelp')}
          />
        </FormFields>
        <FormActions submit={t('documents.save')} busy={busy} consequence={t('documents.consequence')} />
      </Form>
    </details>
  );
}
