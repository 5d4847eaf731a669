import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { findSkus } from '~/modules/forecast/queries/search.server';
import { paths } from '~/paths';
import { localeOf } from '~/platform/i18n/i18n.server';
import { inTenant } from '~db/tenancy.server';

/** What the search field finds besides the pages: the factory's SKUs. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:view');
  const text = new URL(args.request.url).searchParams.get('q') ?? '';
  const locale = await localeOf(args.request, access.user.locale);
  const skus = await inTenant(access, (tx) => findSkus(tx, text), { accessMode: 'read only' });
  return {
    items: skus.map((sku) => ({
      id: `sku-${sku.code}`,
      group: 'sku' as const,
      text: locale === 'zh' ? sku.nameZh : sku.nameEn,
      detail: sku.code,
      to: paths.factory.forecastSku(access.scope.slug, sku.code),
    })),
  };
}
