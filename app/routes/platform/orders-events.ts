import type { LoaderFunctionArgs } from '@remix-run/node';
import { orderEvents } from '~/http/order-events.server';
import { requireAccess } from '~/http/require-access.server';
import { inPlatform } from '~db/tenancy.server';

/** Tells an open page of an order when either side, or a warehouse, has changed it. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:view');
  return orderEvents(args.request, args.params, (work) =>
    inPlatform(access, work, { accessMode: 'read only' }),
  );
}
