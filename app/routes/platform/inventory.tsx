import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { alsoMay } from '~/modules/identity/domain/access';
import { requestStockSummary } from '~/modules/inventory/commands/request-stock-summary.server';
import { inventorySearch } from '~/modules/inventory/inventory-forms';
import { inventoryList } from '~/modules/inventory/queries/inventory-list.server';
import { InventoryPage } from '~/modules/inventory/ui/inventory-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'inventory',
  crumb: () => ({ key: 'areas.inventory', to: paths.platform.inventory() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const { value: search } = parseSearch(args.request, inventorySearch);
  const today = dateInZone(systemClock.now(), 'UTC');
  const view = await inPlatform(access, (tx) => inventoryList(tx, search, today), {
    accessMode: 'read only',
  });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    mayManage: alsoMay(access, 'platform.inventory:manage'),
    timeZone: access.user.timeZone,
    title: `${t('inventory:title')} · ${t('appName')}`,
  };
}

/** Asks for the list to be made again. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:manage');
  await inPlatform(access, (tx) => requestStockSummary(tx, access));
  return { requested: true };
}

export default function PlatformInventory() {
  const data = useLoaderData<typeof loader>();
  const requested = useActionData<typeof action>()?.requested ?? false;
  return <InventoryPage {...data} requested={requested} />;
}
