import type { LoaderFunctionArgs } from '@remix-run/node';
import { fileResponse } from '~/http/file-response.server';
import { requireAccess } from '~/http/require-access.server';
import { isUuid } from '~/kernel/ids';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { storedFile } from '~/modules/orders/queries/stored-files.server';
import { inPlatform } from '~db/tenancy.server';

/** A file of one factory, or with `?size=thumb` the small picture of an image. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  const { factory: slug = '', file: id = '' } = args.params;
  const file = isUuid(id)
    ? await inPlatform(
        access,
        async (tx) => {
          const factory = await factoryBySlug(tx, slug);
          return factory && storedFile(tx, factory.id, id);
        },
        { accessMode: 'read only' },
      )
    : null;
  if (!file) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return fileResponse(args.request, file);
}
