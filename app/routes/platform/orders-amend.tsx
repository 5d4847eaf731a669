import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { orderNotFound, orderOf } from '~/http/order-of.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { warehouses } from '~/modules/catalog/queries/warehouses.server';
import { openSellOutClocks } from '~/modules/inventory/commands/open-sell-out-clocks.server';
import { amendOrder } from '~/modules/orders/commands/amend-order.server';
import { amendForm } from '~/modules/orders/forms';
import { amendSkus } from '~/modules/orders/queries/amend-skus.server';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { AmendPage } from '~/modules/orders/ui/amend-page';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'orders',
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.platform.orders() },
    { text: params.order!, to: paths.platform.order(params.factory!, params.order!) },
    { key: 'orders:amend.crumb', to: paths.platform.orderAmend(params.factory!, params.order!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:manage');
  const view = await inPlatform(
    access,
    async (tx) => {
      const { id } = await orderOf(tx, args.params);
      const order = await orderDetail(tx, access, id, systemClock.now());
      return {
        order,
        warehouses: await warehouses(tx),
        skus: order ? await amendSkus(tx, order) : [],
      };
    },
    { accessMode: 'read only' },
  );
  const { order } = view;
  if (!order) throw orderNotFound();
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  const title = `${t('orders:amend.title', { number: order.number })} · ${t('appName')}`;
  return { ...view, order, title };
}

/** Writes the new version. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:manage');
  const form = await parseForm(args.request, amendForm);
  const amended = await inPlatform(access, async (tx) => {
    const { id: orderId } = await orderOf(tx, args.params);
    return form.ok
      ? amendOrder(tx, access, { orderId, ...form.value }, systemClock.now(), openSellOutClocks)
      : null;
  });
  if (!form.ok) return form.reply;
  if (amended && !amended.ok) return form.refuse(amended.error);
  throw redirect(
    withSearch(paths.platform.order(args.params.factory!, args.params.order!), { done: 'amended' }),
  );
}

export default function PlatformOrderAmend() {
  const { order, warehouses: places, skus } = useLoaderData<typeof loader>();
  return (
    <AmendPage
      order={order}
      warehouses={places}
      skus={skus}
      orderHref={paths.platform.order(order.factory.slug, order.number)}
    />
  );
}
