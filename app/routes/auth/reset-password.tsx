import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { PasswordField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { originOf } from '~/http/require-access.server';
import { resetPassword } from '~/modules/identity/commands/reset-password.server';
import { PASSWORD_MIN_LENGTH } from '~/modules/identity/domain/password-rules';
import { newPasswordForm } from '~/modules/identity/forms';
import { canResetPassword } from '~/modules/identity/queries/can-reset-password.server';
import { PublicPage } from '~/modules/identity/ui/public-page';
import { paths } from '~/paths';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return {
    title: await pageTitle(request, null, (t) => t('reset.title')),
    usable: await canResetPassword(params.token ?? '', Date.now()),
  };
}

/** Sets the new password; then the person signs in with it, which also shows them that it works. */
export async function action(args: ActionFunctionArgs) {
  const form = await parseForm(args.request, newPasswordForm, { hide: ['password'] });
  if (!form.ok) return form.reply;
  const input = { token: args.params.token ?? '', password: form.value.password };
  const reset = await resetPassword(input, originOf(args), Date.now());
  if (!reset.ok) return form.refuse(reset.error);
  throw redirect(`${paths.signIn()}?done=reset`);
}

export default function ResetPasswordPage() {
  const { usable } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof newPasswordForm>>({
    id: 'reset-password',
  });
  if (!usable) {
    return (
      <PublicPage
        title={t('reset.unusableTitle')}
        lead={t('reset.unusable')}
        foot={<Link to={paths.forgotPassword()}>{t('reset.again')}</Link>}
      />
    );
  }
  return (
    <PublicPage title={t('reset.title')} lead={t('reset.lead')}>
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <FormFields>
          <PasswordField
            field={fields.password}
            label={t('fields.newPassword')}
            help={t('fields.passwordHelp', { count: PASSWORD_MIN_LENGTH })}
            autoComplete="new-password"
          />
        </FormFields>
        <FormActions submit={t('reset.submit')} busy={busy} />
      </Form>
    </PublicPage>
  );
}
