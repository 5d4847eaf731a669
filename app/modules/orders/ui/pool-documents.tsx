import { Button } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FileField, SelectField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { paths } from '~/paths';
import { ACCEPTED_FILES } from '~/platform/storage/file-kinds';
import { Section } from '~/ui/page-header';
import type { PoolFactoryView } from '../queries/pool-factories.server';
import { DocumentList } from './document-list';
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
  const { view, categories, today, mayManage, reply } = props;
  const { t } = useTranslation('sourcing');
  const { slug } = view.factory;
  return (
    <Section title={t('documents.title')}>
      <DocumentList
        documents={view.documents}
        categories={categories}
        today={today}
        fileHref={(file) => paths.platform.file(slug, file)}
        actions={
          mayManage
            ? (document, name) =>
                document.isRevoked ? null : (
                  <DocumentActions
                    id={document.id}
                    name={name}
                    hasFile={document.file !== null}
                    reply={reply}
                  />
                )
            : undefined
        }
      />
      {mayManage ? <DocumentForm {...props} /> : null}
    </Section>
  );
}

interface DocumentActionsProps {
  id: string;
  name: string;
  hasFile: boolean;
  reply: FormReply | undefined;
}

/** Adds the file of a document that has none, or takes the document out of force. */
function DocumentActions({ id, name, hasFile, reply }: DocumentActionsProps) {
  const { t } = useTranslation('sourcing');
  const say = useProblemText();
  const busy = useNavigation().state === 'submitting';
  const isOwn = isReplyTo(reply, 'attach') && reply?.initialValue?.documentId === id;
  const problems = isOwn ? Object.values(reply?.error ?? {}).flatMap((list) => list ?? []) : [];
  return (
    <span className={styles.documentActions}>
      {hasFile ? null : (
        <details open={problems.length > 0 || undefined}>
          <summary aria-label={t('documents.attachTo', { document: name })}>{t('documents.attach')}</summary>
          <Form method="post" encType="multipart/form-data" preventScrollReset className={styles.attach}>
            <input type="hidden" name="intent" value="attach" />
            <input type="hidden" name="documentId" value={id} />
            <input
              type="file"
              name="file"
              accept={ACCEPTED_FILES}
              required
              aria-label={t('documents.fileOf', { document: name })}
              aria-invalid={problems.length > 0 || undefined}
              aria-describedby={problems.length > 0 ? `file-problem-${id}` : undefined}
            />
            <Button type="submit" variant="default" size="compact-md" aria-disabled={busy || undefined}>
              {t('documents.attach')}
            </Button>
            {problems.length > 0 ? (
              <span id={`file-problem-${id}`} className={styles.bad} role="alert">
                {problems.map(say).join(' ')}
              </span>
            ) : null}
          </Form>
        </details>
      )}
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="revoke" />
        <input type="hidden" name="documentId" value={id} />
        <Button
          type="submit"
          variant="default"
          size="compact-md"
          aria-disabled={busy || undefined}
          aria-label={t('documents.revokeOf', { document: name })}
        >
          {t('documents.revoke')}
        </Button>
      </Form>
    </span>
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
  file: string;
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
      <Form {...formProps} encType="multipart/form-data">
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
          <FileField field={fields.file} label={t('documents.file')} help={t('documents.fileHelp')} />
        </FormFields>
        <FormActions submit={t('documents.save')} busy={busy} consequence={t('documents.consequence')} />
      </Form>
    </details>
  );
}
