import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { ApiExchange } from '~/http/api-answer.server';
import { takeBatch } from '~/http/api-batch.server';
import { requireApiKey } from '~/http/require-api-key.server';
import { recordListingEvents } from '~/modules/inventory/commands/record-movements.server';
import { readListing } from '~/modules/inventory/forms';

/** Takes a batch of listings going on and off. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireApiKey(args, 'listings:write');
  return takeBatch(args, access, { read: readListing, take: recordListingEvents });
}

/** Nothing is read here. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireApiKey(args, 'listings:write');
  return new ApiExchange(args, access).wrongMethod('POST');
}
