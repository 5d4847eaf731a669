import {
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { PasswordField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { currentIdentity, isSecure, originOf } from '~/http/require-access.server';
import { signIn } from '~/modules/identity/commands/sign-in.server';
import { safeNextPath } from '~/modules/identity/domain/next-path';
import { signInForm } from '~/modules/identity/forms';
import { Notice } from '~/modules/identity/ui/notice';
import { PublicPage } from '~/modules/identity/ui/public-page';
import { paths } from '~/paths';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Lets the document carry what the action says beside its page: how long to wait. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

const NOTICES = {
  reset: 'signIn.resetDone',
  out: 'signIn.signedOut',
  everywhere: 'signIn.signedOutEverywhere',
} as const;

/** The sign-in page; whoever is signed in already goes on to where they were headed. */
export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const next = safeNextPath(search.get('next'));
  if (await currentIdentity(args)) throw redirect(next);
  const done = search.get('done');
  return {
    title: await pageTitle(args.request, null, (t) => t('signIn.title')),
    next,
    notice: done && Object.hasOwn(NOTICES, done) ? NOTICES[done as keyof typeof NOTICES] : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { request } = args;
  const form = await parseForm(request, signInForm, { hide: ['password'] });
  if (!form.ok) return form.reply;
  const { email, password, next } = form.value;
  const cookieHeader = request.headers.get('Cookie');
  const context = { origin: originOf(args), secure: isSecure(request), cookieHeader, now: Date.now() };
  const signedIn = await signIn({ email, password }, context);
  if (!signedIn.ok) {
    const { error } = signedIn;
    const answer = form.refuse(error);
    const seconds = error.params?.seconds;
    if (seconds !== undefined) answer.init = { ...answer.init, headers: { 'Retry-After': String(seconds) } };
    return answer;
  }
  const headers = new Headers();
  for (const cookie of signedIn.value.cookies) headers.append('Set-Cookie', cookie);
  throw redirect(safeNextPath(next), { headers });
}

export default function SignInPage() {
  const { next, notice } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const { form, fields, formProps, busy } = usePortalForm<z.input<typeof signInForm>>({ id: 'sign-in' });
  return (
    <PublicPage
      title={t('signIn.title')}
      lead={t('signIn.lead')}
      foot={
        <>
          <Link to={paths.forgotPassword()}>{t('signIn.forgot')}</Link>
          <span>{t('signIn.noAccount')}</span>
        </>
      }
    >
      {notice && form.status === undefined ? <Notice>{t(notice)}</Notice> : null}
      <Form {...formProps}>
        <FormProblems problems={form.errors} />
        <input type="hidden" name="next" value={next} />
        <FormFields>
          <TextField field={fields.email} label={t('fields.email')} type="email" autoComplete="username" />
          <PasswordField
            field={fields.password}
            label={t('fields.password')}
            autoComplete="current-password"
          />
        </FormFields>
        <FormActions submit={t('signIn.submit')} busy={busy} />
      </Form>
    </PublicPage>
  );
}
