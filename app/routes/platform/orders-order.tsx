import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { orderOf } from '~/http/order-of.server';
import { orderView } from '~/http/order-view.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { dateInZone } from '~/kernel/calendar-date';
import { openSellOutClocks } from '~/modules/inventory/commands/open-sell-out-clocks.server';
import { OrderClocks } from '~/modules/inventory/ui/order-clocks';
import { manageOrder } from '~/modules/orders/commands/manage-order.server';
import { manageOrderForm } from '~/modules/orders/manage-form';
import { OrderAttachments } from '~/modules/orders/ui/order-attachments';
import { OrderPage } from '~/modules/orders/ui/order-page';
import { useLiveOrder } from '~/modules/orders/ui/use-live-order';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['orders', 'shipping', 'sellOut'],
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.platform.orders() },
    { text: params.order!, to: paths.platform.order(params.factory!, params.order!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  const now = systemClock.now();
  const view = await inPlatform(access, (tx) => orderView(tx, access, args.params, now), {
    accessMode: 'read only',
  });
  const { order } = view;
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...view,
    userId: access.user.id,
    timeZone: access.user.timeZone,
    today: dateInZone(now, order.factory.timeZone),
    title: `${order.number} · ${t('appName')}`,
  };
}

/** Issues, cancels or closes the order, or decides about counter-proposals. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:manage');
  const form = await parseForm(args.request, manageOrderForm);
  const done = await inPlatform(access, async (tx) => {
    const { id } = await orderOf(tx, args.params);
    return form.ok ? manageOrder(tx, access, id, form.value, systemClock.now(), openSellOutClocks) : null;
  });
  if (!form.ok) return form.reply;
  if (done && !done.ok) return form.refuse(done.error);
  throw redirect(
    withSearch(paths.platform.order(args.params.factory!, args.params.order!), {
      done: DONE[form.value.intent],
    }),
  );
}

const DONE = { issue: 'issued', cancel: 'cancelled', close: 'closed', review: 'reviewed' } as const;

export default function PlatformOrder() {
  const { order, change, files, notices, clocks, userId, timeZone, today } = useLoaderData<typeof loader>();
  const { number } = order;
  const { slug } = order.factory;
  useLiveOrder(paths.platform.orderEvents(slug, number), change);
  return (
    <OrderPage
      side="platform"
      order={order}
      userId={userId}
      timeZone={timeZone}
      today={today}
      actions={{
        manage: paths.platform.order(slug, number),
        amend: paths.platform.orderAmend(slug, number),
        inspection: paths.platform.orderInspection(slug, number),
        messages: paths.platform.orderMessages(slug, number),
      }}
      clocks={
        <OrderClocks
          clocks={clocks}
          clockHref={(id) => paths.platform.sellOutClock(order.factory.slug, id)}
        />
      }
      attachments={
        <OrderAttachments
          order={order}
          files={files}
          notices={notices}
          timeZone={timeZone}
          fileHref={(file, size) => paths.platform.file(slug, file, size)}
          noticeHref={(asn) => paths.platform.shipNotice(slug, asn)}
        />
      }
    />
  );
}
