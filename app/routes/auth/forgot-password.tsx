import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requestPasswordReset } from '~/modules/identity/commands/request-password-reset.server';
import { PASSWORD_RESET_MINUTES } from '~/modules/identity/domain/invitation-state';
import { forgotPasswordForm } from '~/modules/identity/forms';
import { PublicPage } from '~/modules/identity/ui/public-page';
import { paths } from '~/paths';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  return { title: await pageTitle(request, null, (t) => t('forgot.title')) };
}

/** Answers the same, after the same time, whether or not the address belongs to an account. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await parseForm(request, forgotPasswordForm);
  if (!form.ok) return form.reply;
  await requestPasswordReset(form.value.email, Date.now());
  return { sentTo: form.value.email };
}

export default function ForgotPasswordPage() {
  const { t } = useTranslation('identity');
  const answer = useActionData<typeof action>();
  const sentTo = answer && 'sentTo' in answer ? answer.sentTo : undefined;
  const lastResult = sentTo ? null : (answer as FormReply | undefined);
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof forgotPasswordForm>>({
    id: 'forgot-password',
    lastResult,
  });
  const back = <Link to={paths.signIn()}>{t('forgot.back')}</Link>;
  if (sentTo) {
    return (
      <PublicPage
        title={t('forgot.sentTitle')}
        lead={t('forgot.sent', { email: sentTo, minutes: PASSWORD_RESET_MINUTES })}
        foot={back}
      >
        <p>{t('forgot.nothing')}</p>
      </PublicPage>
    );
  }
  return (
    <PublicPage title={t('forgot.title')} lead={t('forgot.lead')} foot={back}>
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <FormFields>
          <TextField field={fields.email} label={t('fields.email')} type="email" autoComplete="username" />
        </FormFields>
        <FormActions submit={t('forgot.submit')} busy={busy} />
      </Form>
    </PublicPage>
  );
}
