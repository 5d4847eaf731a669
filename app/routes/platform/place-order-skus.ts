import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { placeSuggestions } from '~/modules/orders/queries/place-suggestions.server';
import { inPlatform } from '~db/tenancy.server';

/** SKUs that fit what is typed while an order is placed. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:place');
  const text = new URL(args.request.url).searchParams.get('q') ?? '';
  return { items: await inPlatform(access, (tx) => placeSuggestions(tx, text), { accessMode: 'read only' }) };
}
