import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { takeBatch } from '~/http/api-batch.server';
import { answerPage } from '~/http/api-list.server';
import { movementsParameters } from '~/http/api-schemas';
import { requireApiKey } from '~/http/require-api-key.server';
import { recordMovements } from '~/modules/inventory/commands/record-movements.server';
import { readMovement } from '~/modules/inventory/forms';
import { movementsForApi } from '~/modules/inventory/queries/api-stock-pages.server';

/** Takes a batch of movements of all types. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireApiKey(args, 'stock:write');
  return takeBatch(args, access, { read: readMovement, take: recordMovements });
}

/** One page of the ledger. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireApiKey(args, 'stock:read');
  return answerPage(args, access, movementsParameters, movementsForApi);
}
