import type { LoaderFunctionArgs } from '@remix-run/node';
import { cartonLabelsResponse } from '~/http/packing-documents.server';
import { requireAccess } from '~/http/require-access.server';
import { shipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';
import { inTenant } from '~db/tenancy.server';

/** The carton labels of a ship notice as PDF. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const detail = await inTenant(access, (tx) => shipNoticeDetail(tx, tx.factoryId, args.params.asn!), {
    accessMode: 'read only',
  });
  if (!detail) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return cartonLabelsResponse(args.request, detail);
}
