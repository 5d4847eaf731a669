import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { nextOrders } from '~/modules/forecast/queries/next-orders.server';
import { factoryInventorySearch } from '~/modules/inventory/inventory-forms';
import { factoryInventory } from '~/modules/inventory/queries/inventory-of-factory.server';
import { InventoryFactoryPage } from '~/modules/inventory/ui/inventory-factory-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'inventory',
  crumb: ({ params }) => ({ key: 'areas.inventory', to: paths.factory.inventory(params.factory!) }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'inventory:view');
  const { value: search } = parseSearch(args.request, factoryInventorySearch);
  const now = systemClock.now();
  const view = await inTenant(
    access,
    (tx) => factoryInventory(tx, search, { now, expectedOrders: nextOrders }),
    { accessMode: 'read only' },
  );
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return { view, factory: access.scope.slug, title: `${t('inventory:title')} · ${t('appName')}` };
}

export default function FactoryInventory() {
  return <InventoryFactoryPage {...useLoaderData<typeof loader>()} />;
}
