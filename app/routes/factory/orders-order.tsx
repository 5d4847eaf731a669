import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { orderView } from '~/http/order-view.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { alsoMay } from '~/modules/identity/domain/access';
import { OrderClocks } from '~/modules/inventory/ui/order-clocks';
import { OrderAttachments } from '~/modules/orders/ui/order-attachments';
import { OrderPage } from '~/modules/orders/ui/order-page';
import { useLiveOrder } from '~/modules/orders/ui/use-live-order';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['orders', 'shipping', 'sellOut'],
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { text: params.order!, to: paths.factory.order(params.factory!, params.order!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const now = systemClock.now();
  const view = await inTenant(access, (tx) => orderView(tx, access, args.params, now), {
    accessMode: 'read only',
  });
  const { order } = view;
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...view,
    mayAttach: alsoMay(access, 'orders:progress'),
    userId: access.user.id,
    timeZone: access.user.timeZone,
    today: dateInZone(now, order.factory.timeZone),
    title: `${order.number} · ${t('appName')}`,
  };
}

export default function FactoryOrder() {
  const { order, change, files, notices, clocks, mayAttach, userId, timeZone, today } =
    useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const { number } = order;
  useLiveOrder(paths.factory.orderEvents(factory, number), change);
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
        ship: paths.factory.ship(factory, number),
      }}
      clocks={<OrderClocks clocks={clocks} clockHref={(id) => paths.factory.sellOutClock(factory, id)} />}
      attachments={
        <OrderAttachments
          order={order}
          files={files}
          notices={notices}
          timeZone={timeZone}
          fileHref={(file, size) => paths.factory.file(factory, file, size)}
          noticeHref={(asn) => paths.factory.shipNotice(factory, asn)}
          shipHref={paths.factory.ship(factory, number)}
          uploadPath={mayAttach ? paths.factory.orderFiles(factory, number) : undefined}
          removePath={mayAttach ? (file) => paths.factory.removeFile(factory, file) : undefined}
        />
      }
    />
  );
}
