import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { sellOutTable } from '~/modules/inventory/queries/sell-out-table.server';
import { isSellOutFiltered, sellOutSearch } from '~/modules/inventory/sell-out-forms';
import { SellOutList } from '~/modules/inventory/ui/sell-out-list';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'sellOut',
  crumb: () => ({ key: 'shell:areas.sellOut', to: paths.platform.sellOut() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const { value: search } = parseSearch(args.request, sellOutSearch);
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('sellOut:title')),
    table: await inPlatform(access, (tx) => sellOutTable(tx, search, systemClock.now()), {
      accessMode: 'read only',
    }),
    narrowed: isSellOutFiltered(search) || search.after !== undefined,
  };
}

export default function PlatformSellOut() {
  const { table, narrowed } = useLoaderData<typeof loader>();
  return (
    <SellOutList
      table={table}
      narrowed={narrowed}
      clockHref={(clock) => paths.platform.sellOutClock(clock.slug, clock.id)}
      exportPath={paths.platform.sellOutExport()}
    />
  );
}
