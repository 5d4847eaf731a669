import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { findSkus } from '~/modules/forecast/queries/search.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { findOrders } from '~/modules/orders/queries/order-needs.server';
import { paths } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import { inTenant } from '~db/tenancy.server';

/** What the search field finds besides the pages: the factory's orders and SKUs. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const text = new URL(args.request.url).searchParams.get('q') ?? '';
  const locale = await localeOf(args.request, access.user.locale);
  const { skus, orders } = await inTenant(
    access,
    async (tx) => ({
      skus: await findSkus(tx, text),
      orders: alsoMay(access, 'orders:view') ? await findOrders(tx, text) : [],
    }),
    { accessMode: 'read only' },
  );
  const found = orders.map(({ number }) => ({
    id: `order-${number}`,
    group: 'order' as const,
    text: number,
    to: paths.factory.order(access.scope.slug, number),
  }));
  return {
    items: [
      ...found,
      ...skus.map((sku) => ({
        id: `sku-${sku.code}`,
        group: 'sku' as const,
        text: locale === 'zh' ? sku.nameZh : sku.nameEn,
        detail: sku.code,
        to: paths.factory.forecastSku(access.scope.slug, sku.code),
      })),
    ],
  };
}
