import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '~/form/form-parts';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { currentIdentity, isSecure, originOf, requireAccess } from '~/http/require-access.server';
import {
  acceptWithAccount,
  acceptWithNewAccount,
} from '~/modules/identity/commands/accept-invitation.server';
import { acceptInvitationForm, joinForm } from '~/modules/identity/forms';
import { viewInvitation } from '~/modules/identity/queries/view-invitation.server';
import { NewAccountForm } from '~/modules/identity/ui/new-account-form';
import { PublicPage } from '~/modules/identity/ui/public-page';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths } from '~/paths';

export const handle = { i18n: ['identity'] };
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** What the invitation is to, and who is looking: nobody yet, the invited account, or another one. */
export async function loader(args: LoaderFunctionArgs) {
  const identity = await currentIdentity(args);
  const invitation = await viewInvitation(args.params.token ?? '', Date.now());
  return {
    title: await pageTitle(args.request, identity?.user.locale, (t) => t('audit.entities.invitation')),
    path: new URL(args.request.url).pathname,
    invitation,
    current: identity?.user.email ?? null,
  };
}

/** Joins with the account that is signed in, or makes one for the invited address. */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args;
  const token = params.token ?? '';
  const now = Date.now();
  if (await currentIdentity(args)) {
    const access = await requireAccess(args, 'account:manage');
    const form = await parseForm(request, joinForm);
    if (!form.ok) return form.reply;
    const joined = await acceptWithAccount(access, token, now);
    if (!joined.ok) return form.refuse(joined.error);
    throw redirect(joined.value.path);
  }
  const form = await parseForm(request, acceptInvitationForm, { hide: ['password'] });
  if (!form.ok) return form.reply;
  const context = { origin: originOf(args), secure: isSecure(request), now };
  const joined = await acceptWithNewAccount({ token, ...form.value }, context);
  if (!joined.ok) return form.refuse(joined.error);
  const headers = new Headers();
  for (const cookie of joined.value.cookies) headers.append('Set-Cookie', cookie);
  throw redirect(joined.value.path, { headers });
}

export default function InvitationPage() {
  const { invitation, current, path } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const placeName = usePlaceName();
  if (!invitation) {
    return (
      <PublicPage
        title={t('invitation.unusableTitle')}
        lead={t('invitation.unusable')}
        foot={<Link to={paths.signIn()}>{t('invitation.toSignIn')}</Link>}
      />
    );
  }
  const place = placeName(invitation.factory);
  const { email, invitedByName: invitedBy, locale, hasAccount } = invitation;
  const lead = t('invitation.lead', { invitedBy, email, place, role: t(`roles.${invitation.role}`) });
  return (
    <PublicPage title={t('invitation.title', { place })} lead={lead}>
      {current === email ? (
        <Form method="post">
          <FormActions
            submit={t('invitation.join', { place })}
            consequence={t('invitation.joinHelp', { email })}
          />
        </Form>
      ) : current ? (
        <Form method="post" action={paths.signOut()}>
          <FormActions
            submit={t('signOut.submit')}
            consequence={t('invitation.otherAccount', { current, email })}
          />
        </Form>
      ) : hasAccount ? (
        <>
          <p>{t('invitation.signInFirst')}</p>
          <p>
            <Link to={paths.signIn(path)}>{t('signIn.submit')}</Link>
          </p>
        </>
      ) : (
        <NewAccountForm locale={locale} />
      )}
    </PublicPage>
  );
}
