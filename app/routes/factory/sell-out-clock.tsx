import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { sellOutView } from '~/modules/inventory/queries/sell-out-view.server';
import { evidenceSearch } from '~/modules/inventory/sell-out-forms';
import { SellOutClockPage } from '~/modules/inventory/ui/sell-out-clock-page';
import { useLiveClock } from '~/modules/inventory/ui/use-live-clock';
import { paths } from '~/paths';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'sellOut',
  crumb: ({ params, data }) => [
    { key: 'areas.sellOut', to: paths.factory.sellOut(params.factory ?? '') },
    {
      text: (data as { code?: string } | undefined)?.code ?? '',
      to: paths.factory.sellOutClock(params.factory ?? '', params.clock ?? ''),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'inventory:view');
  const { value: search } = parseSearch(args.request, evidenceSearch);
  const now = systemClock.now();
  const view = await inTenant(
    access,
    (tx) => sellOutView(tx, access.scope.slug, args.params.clock ?? '', search, now),
    { accessMode: 'read only' },
  );
  if (!view) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return {
    title: await pageTitle(
      args.request,
      access.user.locale,
      (t) => `${view.row.skuCode} · ${t('sellOut:title')}`,
    ),
    code: view.row.skuCode,
    view,
    now,
    narrowed: search.type !== undefined || search.after !== undefined,
  };
}

export default function FactorySellOutClock() {
  const { view, now, narrowed } = useLoaderData<typeof loader>();
  const { factory = '', clock = '' } = useParams();
  useLiveClock(paths.factory.sellOutEvents(factory, clock), `${view.row.updatedAt} ${view.row.oddsAt ?? ''}`);
  return (
    <SellOutClockPage
      view={view}
      now={now}
      orderHref={paths.factory.order(factory, view.row.orderNumber)}
      exportPath={paths.factory.sellOutEvidenceExport(factory, clock)}
      evidenceNarrowed={narrowed}
    />
  );
}
