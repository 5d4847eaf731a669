import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { historySearch } from '~/modules/forecast/commit-forms';
import type { BucketHistoryView } from '~/modules/forecast/domain/commit/bucket-history';
import { bucketHistory } from '~/modules/forecast/queries/bucket-history.server';
import { inTenant } from '~db/tenancy.server';

/** All answers to one bucket; nothing for a bucket that there is not. */
export async function loader(args: LoaderFunctionArgs): Promise<BucketHistoryView> {
  const access = await requireAccess(args, 'forecast:view');
  const { sku, week } = parseSearch(args.request, historySearch).value;
  if (!sku || !week) return { answers: [], asked: [] };
  return inTenant(access, (tx) => bucketHistory(tx, { sku, week }), { accessMode: 'read only' });
}
