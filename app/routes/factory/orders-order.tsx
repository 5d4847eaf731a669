import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { orderNotFound, orderOf } from '~/http/order-of.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { OrderPage } from '~/modules/orders/ui/order-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['orders', 'shipping'],
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { text: params.order!, to: paths.factory.order(params.factory!, params.order!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const now = systemClock.now();
  const order = await inTenant(
    access,
    async (tx) => orderDetail(tx, access, (await orderOf(tx, args.params)).id, now),
    { accessMode: 'read only' },
  );
  if (!order) throw orderNotFound();
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    order,
    userId: access.user.id,
    timeZone: access.user.timeZone,
    today: dateInZone(now, order.factory.timeZone),
    title: `${order.number} · ${t('appName')}`,
  };
}

export default function FactoryOrder() {
  const { order, userId, timeZone, today } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const { number } = order;
  return (
    <OrderPage
      side="factory"
      order={order}
      userId={userId}
      timeZone={timeZone}
      today={today}
      actions={{
        answer: paths.factory.orderAnswer(factory, number),
        progress: paths.factory.orderProgress(factory, number),
        inspection: paths.factory.orderInspection(factory, number),
        messages: paths.factory.orderMessages(factory, number),
      }}
    />
  );
}
