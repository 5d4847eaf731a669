import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { capacityLeft, LOAD_WEEKS } from '~/modules/capacity/queries/capacity-left.server';
import { poolSearch } from '~/modules/orders/pool-forms';
import { poolFactories } from '~/modules/orders/queries/pool-factories.server';
import { PoolPage } from '~/modules/orders/ui/pool-page';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['sourcing'],
  crumb: () => ({ key: 'areas.factories', to: paths.platform.pool() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.factories:view');
  const { value: search } = parseSearch(args.request, poolSearch);
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const view = await inPlatform(
    access,
    (tx) => poolFactories(tx, search, today, (ids) => capacityLeft(tx, ids, today, LOAD_WEEKS)),
    { accessMode: 'read only' },
  );
  return { view, title: await pageTitle(args.request, access.user.locale, (t) => t('sourcing:pool.title')) };
}

export default function Factories() {
  return <PoolPage view={useLoaderData<typeof loader>().view} />;
}
