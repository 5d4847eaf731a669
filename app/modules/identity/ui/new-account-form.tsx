import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { PasswordField, SelectField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import type { Locale } from '../domain/access';
import { PASSWORD_MIN_LENGTH } from '../domain/password-rules';
import type { acceptInvitationForm } from '../forms';

/** Name, password and language of somebody who is invited and has no account yet. */
export function NewAccountForm({ locale }: { locale: Locale }) {
  const { t } = useTranslation('identity');
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof acceptInvitationForm>>({
    id: 'new-account',
    defaultValue: { locale },
  });
  return (
    <Form {...formProps}>
      <FormProblems problems={form.errors} />
      <FormFields>
        <TextField
          field={fields.displayName}
          label={t('fields.name')}
          help={t('fields.nameHelp')}
          autoComplete="name"
        />
        <PasswordField
          field={fields.password}
          label={t('fields.newPassword')}
          help={t('fields.passwordHelp', { count: PASSWORD_MIN_LENGTH })}
          autoComplete="new-password"
        />
        <SelectField field={fields.locale} label={t('fields.language')} options={useLanguages()} />
      </FormFields>
      <FormActions submit={t('invitation.submitNew')} busy={busy} />
    </Form>
  );
}

/** The portal's languages, each in its own name. */
export function useLanguages(): { value: string; label: string }[] {
  const { t } = useTranslation('identity');
  return (['zh', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }));
}
