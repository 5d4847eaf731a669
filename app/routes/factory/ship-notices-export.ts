import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { shipNoticesExport, shipNoticesSheet } from '~/modules/orders/queries/ship-notices-page.server';
import { shipNoticesExportSearch } from '~/modules/orders/ship-notice-forms';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inTenant } from '~db/tenancy.server';

/** The ship notices as CSV or XLSX: exactly those that the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'orders:export');
  const { value: search } = parseSearch(args.request, shipNoticesExportSearch);
  const rows = await inTenant(access, (tx) => shipNoticesExport(tx, search), { accessMode: 'read only' });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return sheetResponse(shipNoticesSheet(rows, t), search.format, `ship-notices-${access.scope.slug}`);
}
