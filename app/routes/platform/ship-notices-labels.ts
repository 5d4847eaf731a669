import type { LoaderFunctionArgs } from '@remix-run/node';
import { cartonLabelsResponse } from '~/http/packing-documents.server';
import { requireAccess } from '~/http/require-access.server';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { shipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';
import { inPlatform } from '~db/tenancy.server';

/** The carton labels of a ship notice as PDF. */
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
  return cartonLabelsResponse(args.request, detail);
}
