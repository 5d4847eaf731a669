import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useCallback } from 'react';
import { ordersView } from '~/http/orders-view.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { alsoMay } from '~/modules/identity/domain/access';
import { factoryNames } from '~/modules/identity/queries/factory-names.server';
import type { OrderRow } from '~/modules/orders/domain/order-views';
import { ordersSearch } from '~/modules/orders/forms';
import { OrdersPage } from '~/modules/orders/ui/orders-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'orders',
  crumb: () => ({ key: 'areas.orders', to: paths.platform.orders() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  const { value: search } = parseSearch(args.request, ordersSearch);
  const now = systemClock.now();
  const { timeZone } = access.user;
  const view = await inPlatform(
    access,
    async (tx) => {
      const [list, factories] = await Promise.all([ordersView(tx, search, now, timeZone), factoryNames(tx)]);
      return { ...list, factories };
    },
    { accessMode: 'read only' },
  );
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...view,
    mayExport: alsoMay(access, 'platform.orders:export'),
    mayPlace: alsoMay(access, 'platform.orders:place'),
    title: `${t('orders:platformTitle')} · ${t('appName')}`,
  };
}

export default function PlatformOrders() {
  const { page, needs, search, weeks, categories, factories, timeZone, mayExport, mayPlace } =
    useLoaderData<typeof loader>();
  const orderHref = useCallback(
    (row: OrderRow) => paths.platform.order(row.factory?.slug ?? '', row.number),
    [],
  );
  return (
    <OrdersPage
      side="platform"
      page={page}
      needs={needs}
      search={search}
      weeks={weeks}
      categories={categories}
      factories={factories}
      timeZone={timeZone}
      orderHref={orderHref}
      exportPath={mayExport ? paths.platform.ordersExport() : undefined}
      placeHref={mayPlace ? paths.platform.placeOrder() : undefined}
    />
  );
}
