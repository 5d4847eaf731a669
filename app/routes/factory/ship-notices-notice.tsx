import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { cancelShipNotice, shipShipNotice } from '~/modules/orders/commands/ship-ship-notice.server';
import { shipNoticePageView } from '~/modules/orders/queries/ship-notice-page.server';
import { shipNoticeActionForm } from '~/modules/orders/ship-notice-forms';
import { ShipNoticePage } from '~/modules/orders/ui/ship-notice-page';
import { paths, withSearch } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inTenant } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'shipping',
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.factory.orders(params.factory!) },
    { key: 'shipping:title', to: paths.factory.shipNotices(params.factory!) },
    { text: params.asn!, to: paths.factory.shipNotice(params.factory!, params.asn!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const found = await inTenant(access, (tx) => shipNoticePageView(tx, tx.factoryId, args.params.asn!), {
    accessMode: 'read only',
  });
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...found,
    mayShip: alsoMay(access, 'orders:ship'),
    timeZone: access.user.timeZone,
    title: `${found.view.notice.number} · ${t('appName')}`,
  };
}

/** Ships a draft, or gives it up. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'orders:ship');
  const number = args.params.asn!;
  const form = await parseForm(args.request, shipNoticeActionForm);
  if (!form.ok) return form.reply;
  const input = form.value;
  const done = await inTenant(access, async (tx) =>
    input.intent === 'ship'
      ? shipShipNotice(tx, access, { ...input, number }, systemClock.now())
      : cancelShipNotice(tx, access, number),
  );
  if (!done.ok) return form.refuse(done.error);
  throw redirect(paths.factory.shipNotice(access.scope.slug, number));
}

export default function FactoryShipNotice() {
  const { view, labels, notYet, mayShip, timeZone } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const { number, orderNumber, status } = view.notice;
  return (
    <ShipNoticePage
      view={view}
      timeZone={timeZone}
      orderHref={paths.factory.order(factory, orderNumber)}
      packingListHref={(format) => paths.factory.packingList(factory, number, format)}
      labels={labels.map((range) => ({ ...range, href: paths.factory.cartonLabels(factory, number, range) }))}
      changeHref={
        mayShip && status === 'draft'
          ? withSearch(paths.factory.ship(factory, orderNumber), { notice: number })
          : undefined
      }
      notYet={notYet}
    />
  );
}
