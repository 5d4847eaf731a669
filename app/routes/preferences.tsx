import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { safeNextPath } from '~/modules/identity/domain/next-path';
import { isLocale } from '~/platform/i18n/config';
import { languageCookie } from '~/platform/i18n/i18n.server';
import { isNavigationWidth, navigationCookie, themeCookie } from '~/ui/preferences.server';
import { isColorScheme } from '~/ui/theme/color-scheme';

/**
 * Language, colour scheme and width of the navigation: kept in cookies of this browser, open to everyone.
 * A scripted page sends only the change; a plain form is led back to where it was.
 */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const headers = new Headers();
  const language = form.get('language');
  const theme = form.get('theme');
  const navigation = form.get('navigation');
  if (isLocale(language)) headers.append('Set-Cookie', await languageCookie.serialize(language));
  if (isColorScheme(theme)) headers.append('Set-Cookie', await themeCookie.serialize(theme));
  if (isNavigationWidth(navigation))
    headers.append('Set-Cookie', await navigationCookie.serialize(navigation));
  if (request.headers.get('Accept')?.includes('text/html')) {
    const returnTo = form.get('returnTo');
    return redirect(safeNextPath(typeof returnTo === 'string' ? returnTo : null), { headers });
  }
  return new Response(null, { status: 204, headers });
}
