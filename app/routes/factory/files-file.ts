import type { LoaderFunctionArgs } from '@remix-run/node';
import { fileResponse } from '~/http/file-response.server';
import { requireAccess } from '~/http/require-access.server';
import { isUuid } from '~/kernel/ids';
import { storedFile } from '~/modules/orders/queries/stored-files.server';
import { inTenant } from '~db/tenancy.server';

/** A file of an order, or with `?size=thumb` the small picture of an image. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:view');
  const id = args.params.file!;
  const file = isUuid(id)
    ? await inTenant(access, (tx) => storedFile(tx, tx.factoryId, id), { accessMode: 'read only' })
    : null;
  if (!file) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return fileResponse(args.request, file);
}
