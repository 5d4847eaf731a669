import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readForm } from '~/http/parse-form.server';
import { currentIdentity, requireAccess } from '~/http/require-access.server';
import { updateAccount } from '~/modules/identity/commands/update-account.server';
import { safeSitePath } from '~/modules/identity/domain/next-path';
import { isLocale } from '~/platform/i18n/config';
import { languageCookie } from '~/platform/i18n/i18n.server';
import { isNavigationWidth, navigationCookie, themeCookie } from '~/ui/preferences.server';
import { isColorScheme } from '~/ui/theme/color-scheme';

/**
 * Language, colour scheme and width of the navigation: kept in cookies of this browser, open to everyone. Language and
 * colours of somebody who is signed in are kept with the account, too: mail and other browsers follow them.
 * A scripted page sends only the change; a plain form is led back to where it was.
 */
export async function action(args: ActionFunctionArgs) {
  const { request } = args;
  const form = await readForm(request);
  const headers = new Headers();
  const language = form.get('language');
  const theme = form.get('theme');
  const navigation = form.get('navigation');
  await remember(args, {
    ...(isLocale(language) && { locale: language }),
    ...(isColorScheme(theme) && { theme }),
  });
  if (isLocale(language)) headers.append('Set-Cookie', await languageCookie.serialize(language));
  if (isColorScheme(theme)) headers.append('Set-Cookie', await themeCookie.serialize(theme));
  if (isNavigationWidth(navigation))
    headers.append('Set-Cookie', await navigationCookie.serialize(navigation));
  if (request.headers.get('Accept')?.includes('text/html')) {
    const returnTo = form.get('returnTo');
    return redirect(safeSitePath(typeof returnTo === 'string' ? returnTo : null), { headers });
  }
  return new Response(null, { status: 204, headers });
}

async function remember(
  args: ActionFunctionArgs,
  chosen: Parameters<typeof updateAccount>[1],
): Promise<void> {
  if (Object.keys(chosen).length === 0 || !(await currentIdentity(args))) return;
  const access = await requireAccess(args, 'account:manage');
  await updateAccount(access, chosen);
}
