import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { alsoMay } from '~/modules/identity/domain/access';
import { requestAllocation } from '~/modules/inventory/commands/propose-allocation.server';
import { allocationSearch } from '~/modules/inventory/inventory-forms';
import { allocationList } from '~/modules/inventory/queries/allocation-list.server';
import { currentPolicy } from '~/modules/inventory/queries/inventory-policy.server';
import { AllocationListPage } from '~/modules/inventory/ui/allocation-list-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['allocation', 'inventory'],
  crumb: () => [
    { key: 'areas.inventory', to: paths.platform.inventory() },
    { key: 'allocation:title', to: paths.platform.allocation() },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:view');
  const { value: search } = parseSearch(args.request, allocationSearch);
  const { view, policy } = await inPlatform(
    access,
    async (tx) => ({ view: await allocationList(tx, search), policy: await currentPolicy(tx) }),
    { accessMode: 'read only' },
  );
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    view,
    horizonDays: policy.rule.allocation.horizonDays,
    mayManage: alsoMay(access, 'platform.inventory:manage'),
    timeZone: access.user.timeZone,
    title: `${t('allocation:title')} · ${t('appName')}`,
  };
}

/** Asks for proposals for all fast movers. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:manage');
  await inPlatform(access, (tx) => requestAllocation(tx, access));
  return { requested: true };
}

export default function PlatformAllocation() {
  const data = useLoaderData<typeof loader>();
  const requested = useActionData<typeof action>()?.requested ?? false;
  return <AllocationListPage {...data} requested={requested} />;
}
