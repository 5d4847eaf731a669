import { Checkbox, Stack } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { Section } from '~/ui/page-header';
import { API_SCOPES } from '../domain/api-key';
import { useScopeName } from './api-keys-table';
import styles from './identity.module.css';

interface ApiKeyFormProps {
  /** What the action said of the form that was sent; absent before, and after a key was made. */
  reply: FormReply | undefined;
}

/** Makes a key: name, system, scopes, life. */
export function ApiKeyForm({ reply }: ApiKeyFormProps) {
  const { t } = useTranslation('keys');
  const scopeName = useScopeName();
  const say = useProblemText();
  const { form, fields, formProps, busy } = usePortalForm<{
    name: string;
    source: string;
    scopes: string[];
    days: string;
  }>({ id: 'api-key-form', lastResult: reply, defaultValue: { days: '365', scopes: [] } });
  const chosen = [fields.scopes.value ?? fields.scopes.initialValue ?? []].flat() as string[];
  const lives = [
    { value: '90', label: t('form.daysOptions.d90') },
    { value: '365', label: t('form.daysOptions.d365') },
    { value: '730', label: t('form.daysOptions.d730') },
    { value: 'none', label: t('form.daysOptions.none') },
  ];
  return (
    <Section title={t('form.title')}>
      <p className={styles.help}>{t('form.lead')}</p>
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField
            field={fields.name}
            label={t('form.name')}
            help={t('form.nameHelp')}
            autoComplete="off"
          />
          <TextField
            field={fields.source}
            label={t('form.source')}
            help={t('form.sourceHelp')}
            autoComplete="off"
          />
          <Checkbox.Group
            key={`${fields.scopes.key}`}
            id={fields.scopes.id}
            label={t('form.scopes')}
            error={fields.scopes.errors?.map(say).join(' ')}
            defaultValue={chosen}
            withAsterisk={false}
          >
            <Stack gap="xs">
              {API_SCOPES.map((scope) => (
                <Checkbox
                  key={scope}
                  name={fields.scopes.name}
                  value={scope}
                  label={scopeName(scope)}
                  description={scope}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <SelectField field={fields.days} label={t('form.days')} options={lives} />
        </FormFields>
        <FormActions submit={t('form.submit')} busy={busy} />
      </Form>
    </Section>
  );
}
