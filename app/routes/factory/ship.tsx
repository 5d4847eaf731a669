import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { saveShipNotice } from '~/modules/orders/commands/save-ship-notice.server';
import { orderKey } from '~/modules/orders/queries/order-key.server';
import { shipForm } from '~/modules/orders/queries/ship-form.server';
import { shipNoticeForm, shipSearch } from '~/modules/orders/ship-notice-forms';
import { ShipFormPage } from '~/modules/orders/ui/ship-form';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'shipping',
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { text: params.order!, to: paths.factory.order(params.factory!, params.order!) },
    { key: 'shipping:list.make', to: paths.factory.ship(params.factory!, params.order!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const notFound = () => new Response(null, { status: 404, statusText: 'Not Found' });

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:ship');
  const { value: search } = parseSearch(args.request, shipSearch);
  const view = await inTenant(
    access,
    async (tx) => {
      const order = await orderKey(tx, args.params.order!);
      return order && shipForm(tx, order, search);
    },
    { accessMode: 'read only' },
  );
  if (!view) throw notFound();
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return { view, title: `${t('shipping:form.title', { number: view.order.number })} · ${t('appName')}` };
}

/** Saves the cartons as a draft. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:ship');
  const { notice } = parseSearch(args.request, shipSearch).value;
  const form = await parseForm(args.request, shipNoticeForm);
  if (!form.ok) return form.reply;
  const saved = await inTenant(access, async (tx) => {
    const order = await orderKey(tx, args.params.order!);
    return (
      order && saveShipNotice(tx, access, { ...form.value, orderId: order.id, notice }, systemClock.now())
    );
  });
  if (!saved) throw notFound();
  if (!saved.ok) return form.refuseAll(saved.error);
  throw redirect(paths.factory.shipNotice(access.scope.slug, saved.value.number));
}

export default function FactoryShip() {
  const { view } = useLoaderData<typeof loader>();
  const { factory, order } = useParams() as { factory: string; order: string };
  return (
    <ShipFormPage
      view={view}
      orderHref={paths.factory.order(factory, order)}
      warehouseHref={(warehouse) => withSearch(paths.factory.ship(factory, order), { warehouse })}
    />
  );
}
