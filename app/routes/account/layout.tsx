import type { LoaderFunctionArgs } from '@remix-run/node';
import { NavLink, Outlet, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { StandaloneErrorPage } from '~/http/error-boundary';
import { placesOf } from '~/http/places.server';
import { currentIdentity, requireAccess } from '~/http/require-access.server';
import styles from '~/modules/identity/ui/identity.module.css';
import { paths } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import { PageHeader } from '~/ui/page-header';
import type { ShellPlace } from '~/ui/shell/areas';
import { Shell } from '~/ui/shell/shell';

export const handle = { i18n: ['identity'] };

/** The frame of one's own account: outside any factory, with the way to each of one's places. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'account:view');
  const identity = await currentIdentity(args);
  const { displayName, email, locale } = access.user;
  const places = identity ? placesOf(identity, await localeOf(args.request, locale), '') : [];
  return { person: { displayName, email }, places };
}

export default function AccountLayout() {
  const { person, places } = useLoaderData<typeof loader>();
  const { t } = useTranslation('identity');
  const here: ShellPlace = {
    kind: 'factory',
    to: paths.account(),
    name: t('account.title'),
    current: true,
  };
  return (
    <Shell areas={[]} places={[here, ...places]} person={person}>
      <PageHeader title={t('account.title')} answer={t('account.signedInAs', { email: person.email })} />
      <nav className={styles.tabs} aria-label={t('account.title')}>
        <NavLink to={paths.account()} end>
          {t('account.profile')}
        </NavLink>
        <NavLink to={paths.accountSecurity()}>{t('account.security')}</NavLink>
      </nav>
      <Outlet />
    </Shell>
  );
}

export function ErrorBoundary() {
  return <StandaloneErrorPage />;
}
