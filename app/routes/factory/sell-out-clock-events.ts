import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { sellOutEvents } from '~/http/sell-out-events.server';
import { clockChange } from '~/modules/inventory/queries/sell-out-view.server';
import { inTenant } from '~db/tenancy.server';

/** Tells an open page of a clock when movements, time, a pause or new odds have changed it. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'inventory:view');
  const clock = args.params.clock ?? '';
  return sellOutEvents(args.request, clock, () =>
    inTenant(access, (tx) => clockChange(tx, access.scope.slug, clock), { accessMode: 'read only' }),
  );
}
