import type { LoaderFunctionArgs, SerializeFrom } from '@remix-run/node';
import {
  Outlet,
  type ShouldRevalidateFunctionArgs,
  useLoaderData,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { RouteErrorPage, StandaloneErrorPage } from '~/http/error-boundary';
import { placesOf } from '~/http/places.server';
import { currentIdentity, requireAccess } from '~/http/require-access.server';
import { type Access, alsoMay } from '~/modules/identity/domain/access';
import { waitingCount } from '~/modules/orders/queries/order-needs.server';
import { paths } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import { Shell } from '~/ui/shell/shell';
import { inTenant } from '~db/tenancy.server';
import { areasFor } from './areas';

/** The frame of a factory's pages: what the person may open here and where else they may go. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'overview:view');
  const identity = await currentIdentity(args);
  const locale = await localeOf(args.request, access.user.locale);
  const { slug, timeZone, role } = access.scope;
  return {
    areas: areasFor(access, { orders: await owedAnswers(access) }),
    places: identity ? placesOf(identity, locale, slug) : [],
    person: { displayName: access.user.displayName, email: access.user.email },
    factory: { slug, timeZone, role },
  };
}

/** How many orders wait for an answer, for those who may give it. */
async function owedAnswers(access: Access<'overview:view'>): Promise<number> {
  if (!alsoMay(access, 'orders:answer')) return 0;
  return inTenant(access, waitingCount, { accessMode: 'read only' });
}

/** The frame stays while the factory does; a submission may have changed anything. */
export function shouldRevalidate({ currentParams, nextParams, formMethod }: ShouldRevalidateFunctionArgs) {
  return currentParams.factory !== nextParams.factory || (formMethod ?? 'GET').toUpperCase() !== 'GET';
}

function Frame({ data, children }: { data: SerializeFrom<typeof loader>; children: ReactNode }) {
  return (
    <Shell
      areas={data.areas}
      places={data.places}
      person={data.person}
      searchPath={paths.factory.search(data.factory.slug)}
    >
      {children}
    </Shell>
  );
}

export default function FactoryLayout() {
  return (
    <Frame data={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** A page that fails, fails inside the frame; only when the frame has no data itself does the error stand alone. */
export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>('routes/factory/layout');
  if (!data) return <StandaloneErrorPage />;
  return (
    <Frame data={data}>
      <RouteErrorPage />
    </Frame>
  );
}
