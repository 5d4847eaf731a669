import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { findFactories, findSkus } from '~/modules/forecast/queries/search.server';
import { alsoMay } from '~/modules/identity/domain/access';
import { findOrders } from '~/modules/orders/queries/order-needs.server';
import { paths } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import { inPlatform } from '~db/tenancy.server';

/** What the search field finds besides the pages: orders, SKUs, and factories. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const text = new URL(args.request.url).searchParams.get('q') ?? '';
  const zh = (await localeOf(args.request, access.user.locale)) === 'zh';
  const found = await inPlatform(
    access,
    async (tx) => ({
      skus: await findSkus(tx, text),
      factories: await findFactories(tx, text),
      orders: alsoMay(access, 'platform.orders:view') ? await findOrders(tx, text) : [],
    }),
    { accessMode: 'read only' },
  );
  const orders = found.orders.map((order) => ({
    id: `order-${order.number}`,
    group: 'order' as const,
    text: order.number,
    detail: zh ? order.factoryNameZh : order.factoryNameEn,
    to: paths.platform.order(order.factorySlug, order.number),
  }));
  const factories = found.factories.map((factory) => ({
    id: `factory-${factory.slug}`,
    group: 'factory' as const,
    text: zh ? factory.nameZh : factory.nameEn,
    to: paths.platform.factoryForecast(factory.slug),
  }));
  const skus = found.skus.map((sku) => ({
    id: `sku-${sku.code}`,
    group: 'sku' as const,
    text: zh ? sku.nameZh : sku.nameEn,
    detail: sku.code,
    to: paths.platform.forecastSku(sku.code),
  }));
  return { items: [...orders, ...skus, ...factories] };
}
