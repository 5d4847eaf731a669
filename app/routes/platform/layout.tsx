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
import { inPlatform } from '~db/tenancy.server';
import { areasFor } from './areas';

/** The frame of the platform's pages. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.overview:view');
  const identity = await currentIdentity(args);
  const locale = await localeOf(args.request, access.user.locale);
  return {
    areas: areasFor(access, { orders: await owedDecisions(access) }),
    places: identity ? placesOf(identity, locale, 'platform') : [],
    person: { displayName: access.user.displayName, email: access.user.email },
  };
}

/** How many orders wait for the buyer's decision, for those who may make it. */
async function owedDecisions(access: Access<'platform.overview:view'>): Promise<number> {
  if (!alsoMay(access, 'platform.orders:manage')) return 0;
  return inPlatform(access, waitingCount, { accessMode: 'read only' });
}

/** The frame stays; a submission may have changed anything. */
export function shouldRevalidate({ formMethod }: ShouldRevalidateFunctionArgs) {
  return (formMethod ?? 'GET').toUpperCase() !== 'GET';
}

function Frame({ data, children }: { data: SerializeFrom<typeof loader>; children: ReactNode }) {
  return (
    <Shell areas={data.areas} places={data.places} person={data.person} searchPath={paths.platform.search()}>
      {children}
    </Shell>
  );
}

export default function PlatformLayout() {
  return (
    <Frame data={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** A page that fails, fails inside the frame; only when the frame has no data itself does the error stand alone. */
export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>('routes/platform/layout');
  if (!data) return <StandaloneErrorPage />;
  return (
    <Frame data={data}>
      <RouteErrorPage />
    </Frame>
  );
}
