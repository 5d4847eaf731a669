import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import { requireAccess } from '~/http/require-access.server';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { shipNoticePageView } from '~/modules/orders/queries/ship-notice-page.server';
import { ShipNoticePage } from '~/modules/orders/ui/ship-notice-page';
import { paths } from '~/paths';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: 'shipping',
  crumb: ({ params }) => [
    { key: 'areas.orders', to: paths.platform.orders() },
    { text: params.asn!, to: paths.platform.shipNotice(params.factory!, params.asn!) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  const found = await inPlatform(
    access,
    async (tx) => {
      const factory = await factoryBySlug(tx, args.params.factory!);
      return factory && shipNoticePageView(tx, factory.id, args.params.asn!);
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return {
    ...found,
    timeZone: access.user.timeZone,
    title: `${found.view.notice.number} · ${t('appName')}`,
  };
}

export default function PlatformShipNotice() {
  const { view, labels, timeZone } = useLoaderData<typeof loader>();
  const factory = useParams().factory!;
  const { number, orderNumber } = view.notice;
  return (
    <ShipNoticePage
      view={view}
      timeZone={timeZone}
      orderHref={paths.platform.order(factory, orderNumber)}
      packingListHref={(format) => paths.platform.packingList(factory, number, format)}
      labels={labels.map((range) => ({
        ...range,
        href: paths.platform.cartonLabels(factory, number, range),
      }))}
    />
  );
}
