import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { parseForm } from '~/http/parse-form.server';
import { isSecure, requireAccess } from '~/http/require-access.server';
import {
  endOneSession,
  endOtherSessions,
  signOutEverywhere,
} from '~/modules/identity/commands/end-sessions.server';
import { signOut } from '~/modules/identity/commands/sign-out.server';
import { endSessionsForm } from '~/modules/identity/forms';
import { paths, withSearch } from '~/paths';

/** Ends one other session, all others, or every one with this one. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'account:manage');
  const { request } = args;
  const form = await parseForm(request, endSessionsForm);
  if (!form.ok) throw redirect(paths.accountSecurity());
  const { end } = form.value;
  if (end === 'others') {
    const count = await endOtherSessions(access);
    throw redirect(withSearch(paths.accountSecurity(), { done: 'others', count }));
  }
  if (end === 'everywhere') {
    await signOutEverywhere(access);
    const cookie = await signOut(null, isSecure(request));
    throw redirect(`${paths.signIn()}?done=everywhere`, { headers: { 'Set-Cookie': cookie } });
  }
  await endOneSession(access, end);
  throw redirect(withSearch(paths.accountSecurity(), { done: 'ended' }));
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  await requireAccess(args, 'account:view');
  return redirect(paths.accountSecurity());
}
