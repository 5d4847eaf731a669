import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { useCallback } from 'react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { alsoMay } from '~/modules/identity/domain/access';
import { shipNoticesPage } from '~/modules/orders/queries/ship-notices-page.server';
import { shipNoticesSearch } from '~/modules/orders/ship-notice-forms';
import { ShipNoticesPage } from '~/modules/orders/ui/ship-notices-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'shipping',
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { key: 'shipping:title', to: paths.factory.shipNotices(params.factory!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const { value: search } = parseSearch(args.request, shipNoticesSearch);
  const view = await inTenant(access, (tx) => shipNoticesPage(tx, search), { accessMode: 'read only' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    filtered: Boolean(search.q ?? search.status ?? search.warehouse),
    mayExport: alsoMay(access, 'orders:export'),
    timeZone: access.user.timeZone,
    title: `${t('shipping:title')} · ${t('appName')}`,
  };
}

export default function FactoryShipNotices() {
  const { view, filtered, mayExport, timeZone } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const noticeHref = useCallback(
    ({ number }: { number: string }) => paths.factory.shipNotice(factory, number),
    [factory],
  );
  return (
    <ShipNoticesPage
      view={view}
      timeZone={timeZone}
      noticeHref={noticeHref}
      exportPath={mayExport ? paths.factory.shipNoticesExport(factory) : undefined}
      filtered={filtered}
    />
  );
}
