import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { useCallback } from 'react';
import { ordersView } from '~/http/orders-view.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { alsoMay } from '~/modules/identity/domain/access';
import { acceptOrders } from '~/modules/orders/commands/accept-orders.server';
import type { OrderRow } from '~/modules/orders/domain/order-views';
import { acceptOrdersForm, ordersSearch } from '~/modules/orders/forms';
import type { BulkReply } from '~/modules/orders/ui/bulk-accept';
import { OrdersPage } from '~/modules/orders/ui/orders-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'orders',
  crumb: ({ params }) => ({ key: 'areas.orders', to: paths.factory.orders(params.factory!) }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const { value: search } = parseSearch(args.request, ordersSearch);
  const now = systemClock.now();
  const { timeZone } = access.scope;
  const view = await inTenant(access, (tx) => ordersView(tx, search, now, timeZone), {
    accessMode: 'read only',
  });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...view,
    mayAnswer: alsoMay(access, 'orders:answer'),
    mayExport: alsoMay(access, 'orders:export'),
    title: `${t('orders:title')} · ${t('appName')}`,
  };
}

/** Accepts the selected orders as requested. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:answer');
  const form = await parseForm(args.request, acceptOrdersForm);
  if (!form.ok) return form.reply;
  const done = await inTenant(access, (tx) => acceptOrders(tx, access, form.value, systemClock.now()));
  if (!done.ok) return form.refuse(done.error);
  return data<BulkReply>({
    accepted: done.value.accepted.map(({ number }) => number),
    refused: done.value.refused.map(({ number, problem }) => ({ number: number ?? '', problem })),
  });
}

export default function FactoryOrders() {
  const { page, needs, search, weeks, categories, timeZone, mayAnswer, mayExport } =
    useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const orderHref = useCallback((row: OrderRow) => paths.factory.order(factory, row.number), [factory]);
  return (
    <OrdersPage
      side="factory"
      page={page}
      needs={needs}
      search={search}
      weeks={weeks}
      categories={categories}
      timeZone={timeZone}
      orderHref={orderHref}
      exportPath={mayExport ? paths.factory.ordersExport(factory) : undefined}
      mayAnswer={mayAnswer}
      shipNoticesHref={paths.factory.shipNotices(factory)}
      documentsHref={paths.factory.documents(factory)}
    />
  );
}
