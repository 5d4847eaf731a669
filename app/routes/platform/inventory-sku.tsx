import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { forecastDemand } from '~/modules/forecast/queries/forecast-demand.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { movementSearch } from '~/modules/inventory/inventory-forms';
import { inventorySku } from '~/modules/inventory/queries/inventory-sku.server';
import { InventorySkuPage } from '~/modules/inventory/ui/inventory-sku-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'inventory',
  crumb: ({ params }) => [
    { key: 'areas.inventory', to: paths.platform.inventory() },
    { text: params.sku!, to: paths.platform.inventorySku(params.sku!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const { value: search } = parseSearch(args.request, movementSearch);
  const now = systemClock.now();
  const today = dateInZone(now, 'UTC');
  const view = await inPlatform(
    access,
    (tx) => inventorySku(tx, args.params.sku ?? '', { search, today, now, demandOf: forecastDemand }),
    { accessMode: 'read only' },
  );
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    now,
    today,
    mayManageSources: alsoMay(access, 'platform.factories:manage'),
    timeZone: access.user.timeZone,
    title: `${view.sku.code} · ${t('inventory:title')} · ${t('appName')}`,
  };
}

export default function PlatformInventorySku() {
  return <InventorySkuPage {...useLoaderData<typeof loader>()} />;
}
