import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { ApiExchange } from '~/http/api-answer.server';
import { answerPage } from '~/http/api-list.server';
import { balancesParameters } from '~/http/api-schemas';
import { requireApiKey } from '~/http/require-api-key.server';
import { balancesForApi } from '~/modules/inventory/queries/api-stock-pages.server';

/** One page of the balances. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireApiKey(args, 'stock:read');
  return answerPage(args, access, balancesParameters, balancesForApi);
}

/** Balances follow from movements; nothing is written here. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireApiKey(args, 'stock:read');
  return new ApiExchange(args, access).wrongMethod('GET');
}
