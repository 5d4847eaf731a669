import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { PasswordField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { changePassword } from '~/modules/identity/commands/change-password.server';
import { PASSWORD_MIN_LENGTH } from '~/modules/identity/domain/password-rules';
import { changePasswordForm } from '~/modules/identity/forms';
import { mySessions } from '~/modules/identity/queries/account-page.server';
import styles from '~/modules/identity/ui/identity.module.css';
import { Notice } from '~/modules/identity/ui/notice';
import { SessionList } from '~/modules/identity/ui/session-list';
import { paths, withSearch } from '~/paths';
import { Section } from '~/ui/page-header';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'account:view');
  const search = new URL(args.request.url).searchParams;
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('account.security')),
    sessions: await mySessions(access, Date.now()),
    timeZone: access.user.timeZone,
    done: search.get('done'),
    count: Number(search.get('count')) || 0,
  };
}

export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'account:manage');
  const form = await parseForm(args.request, changePasswordForm, { hide: ['current', 'password'] });
  if (!form.ok) return form.reply;
  const changed = await changePassword(access, form.value, Date.now());
  if (!changed.ok) return form.refuse(changed.error);
  throw redirect(
    withSearch(paths.accountSecurity(), { done: 'password', count: changed.value.endedSessions || null }),
  );
}

export default function SecurityPage() {
  const { sessions, timeZone, done, count } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof changePasswordForm>>({
    id: 'change-password',
  });
  const notices: Record<string, string> = {
    password: count > 0 ? t('account.passwordChangedOthers', { count }) : t('account.passwordChanged'),
    ended: t('account.ended'),
    others: t('account.endedOthers', { count }),
  };
  const notice = done && Object.hasOwn(notices, done) && !form.status ? notices[done] : null;
  return (
    <>
      {notice ? <Notice>{notice}</Notice> : null}
      <Section title={t('account.changePassword')}>
        <Form {...formProps}>
          <FormProblems problems={form.errors} />
          <FormFields>
            <PasswordField
              field={fields.current}
              label={t('fields.currentPassword')}
              autoComplete="current-password"
            />
            <PasswordField
              field={fields.password}
              label={t('fields.newPassword')}
              help={t('fields.passwordHelp', { count: PASSWORD_MIN_LENGTH })}
              autoComplete="new-password"
            />
          </FormFields>
          <FormActions
            submit={t('account.changePassword')}
            consequence={t('account.changePasswordHelp')}
            busy={busy}
          />
        </Form>
      </Section>
      <Section title={t('account.sessions')}>
        <p className={styles.help}>{t('account.sessionsHelp')}</p>
        <SessionList sessions={sessions} timeZone={timeZone} />
      </Section>
    </>
  );
}
