import type { LoaderFunctionArgs } from '@remix-run/node';
import { packingListResponse } from '~/http/packing-documents.server';
import { requireAccess } from '~/http/require-access.server';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { shipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';
import { localeOf } from '~/platform/i18n/i18n.server';
import { inPlatform } from '~db/tenancy.server';

/** The packing list of a ship notice as PDF, or as CSV or XLSX with a row per carton. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  const detail = await inPlatform(
    access,
    async (tx) => {
      const factory = await factoryBySlug(tx, args.params.factory!);
      return factory && shipNoticeDetail(tx, factory.id, args.params.asn!);
    },
    { accessMode: 'read only' },
  );
  if (!detail) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return packingListResponse(args.request, detail, await localeOf(args.request, access.user.locale));
}
