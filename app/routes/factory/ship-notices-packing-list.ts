import type { LoaderFunctionArgs } from '@remix-run/node';
import { packingListResponse } from '~/http/packing-documents.server';
import { requireAccess } from '~/http/require-access.server';
import { shipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';
import { localeOf } from '~/platform/i18n/i18n.server';
import { inTenant } from '~db/tenancy.server';

/** The packing list of a ship notice as PDF, or as CSV or XLSX with a row per carton. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const detail = await inTenant(access, (tx) => shipNoticeDetail(tx, tx.factoryId, args.params.asn!), {
    accessMode: 'read only',
  });
  if (!detail) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return packingListResponse(args.request, detail, await localeOf(args.request, access.user.locale));
}
