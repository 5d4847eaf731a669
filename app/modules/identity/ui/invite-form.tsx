import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { SelectField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { Section } from '~/ui/page-header';
import { useLocale } from '~/ui/use-format';
import { INVITATION_DAYS } from '../domain/invitation-state';
import { FACTORY_ROLES, PLATFORM_ROLES } from '../domain/permissions';
import type { inviteMemberForm } from '../forms';
import styles from './identity.module.css';
import { useRoleOptions } from './members-table';
import { useLanguages } from './new-account-form';
import { usePlaceName } from './use-place-name';

/** Invites a colleague into the factory. */
export function InviteForm() {
  const { t } = useTranslation('identity');
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof inviteMemberForm>>({
    id: 'invite-form',
    defaultValue: { role: 'viewer', locale: useLocale() },
  });
  return (
    <Section title={t('members.inviteTitle')}>
      <p className={styles.help}>{t('members.inviteHelp', { days: INVITATION_DAYS })}</p>
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField field={fields.email} label={t('fields.email')} type="email" autoComplete="off" />
          <SelectField
            field={fields.role}
            label={t('fields.role')}
            options={useRoleOptions('factory', FACTORY_ROLES)}
          />
          <SelectField field={fields.locale} label={t('fields.mailLanguage')} options={useLanguages()} />
        </FormFields>
        <FormActions submit={t('members.send')} busy={busy} />
      </Form>
    </Section>
  );
}

interface PlatformInviteFormProps {
  factories: { id: string; nameEn: string; nameZh: string }[];
}

/** Invites somebody to the platform, or into any factory; the role says which it must be. */
export function PlatformInviteForm({ factories }: PlatformInviteFormProps) {
  const { t } = useTranslation('identity');
  const placeName = usePlaceName();
  const { form, fields, formProps, busy } = usePortalForm<Record<'email' | 'to' | 'role' | 'locale', string>>(
    {
      id: 'invite-form',
      defaultValue: { to: 'platform', role: 'platform.buyer', locale: useLocale() },
    },
  );
  const places = [
    { value: 'platform', label: placeName(null) },
    ...factories.map((factory) => ({ value: factory.id, label: placeName(factory) })),
  ];
  const inFactory = t('members.inFactory');
  const roles = [
    ...useRoleOptions('platform', PLATFORM_ROLES, 'platform.').map(({ value, label }) => ({
      value,
      label: `${placeName(null)}: ${label}`,
    })),
    ...useRoleOptions('factory', FACTORY_ROLES, 'factory.').map(({ value, label }) => ({
      value,
      label: `${inFactory}: ${label}`,
    })),
  ];
  return (
    <Section title={t('members.inviteTitle')}>
      <p className={styles.help}>{t('members.inviteHelp', { days: INVITATION_DAYS })}</p>
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField field={fields.email} label={t('fields.email')} type="email" autoComplete="off" />
          <SelectField field={fields.to} label={t('members.to')} options={places} />
          <SelectField
            field={fields.role}
            label={t('fields.role')}
            help={t('members.roleFits')}
            options={roles}
          />
          <SelectField field={fields.locale} label={t('fields.mailLanguage')} options={useLanguages()} />
        </FormFields>
        <FormActions submit={t('members.send')} busy={busy} />
      </Form>
    </Section>
  );
}
