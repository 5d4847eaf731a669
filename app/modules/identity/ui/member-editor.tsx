import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { PageHeader, Section } from '~/ui/page-header';
import { FACTORY_ROLES, type FactoryRole, PLATFORM_ROLES, type PlatformRole } from '../domain/permissions';
import type { MemberRow } from '../queries/members-page.server';
import { useRoleOptions } from './members-table';
import { Notice } from './notice';

interface MemberEditorProps {
  scope: 'factory' | 'platform';
  member: MemberRow<FactoryRole | PlatformRole>;
  /** Name of the factory or platform. */
  place: string;
}

/** One member: another role, or removal with its consequence. The last owner or admin can do neither. */
export function MemberEditor({ scope, member, place }: MemberEditorProps) {
  const { t } = useTranslation('identity');
  const { displayName: name, email, role, isLast, isSelf } = member;
  const roles = scope === 'platform' ? PLATFORM_ROLES : FACTORY_ROLES;
  const options = useRoleOptions(scope, roles);
  const { form, fields, formProps, busy } = usePortalForm<{ role: string }>({
    id: 'member-role',
    defaultValue: { role },
  });
  return (
    <>
      <PageHeader title={name} answer={email} />
      {isLast ? (
        <Notice kind="warn">
          {t(scope === 'platform' ? 'member.lastAdmin' : 'member.lastOwner', { name })}
        </Notice>
      ) : (
        <>
          <Section title={t('member.changeRole')}>
            <Form {...formProps}>
              <FormProblems problems={form.errors} />
              <input type="hidden" name="intent" value="role" />
              <FormFields>
                <SelectField
                  field={fields.role}
                  label={t('member.role')}
                  help={t('member.roleHelp')}
                  options={options}
                />
              </FormFields>
              <FormActions submit={t('member.saveRole')} busy={busy} />
            </Form>
          </Section>
          <Section title={t('member.remove', { name })}>
            <Form method="post">
              <input type="hidden" name="intent" value="remove" />
              <FormActions
                danger
                submit={t('member.remove', { name })}
                consequence={t(isSelf ? 'member.removeSelf' : 'member.removeConsequence', { name, place })}
                busy={busy}
              />
            </Form>
          </Section>
        </>
      )}
    </>
  );
}
