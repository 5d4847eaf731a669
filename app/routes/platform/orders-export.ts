import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { ordersExportSearch } from '~/modules/orders/forms';
import { ordersSheet } from '~/modules/orders/queries/orders-sheet.server';
import { ordersExportRows } from '~/modules/orders/queries/orders-table.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** The orders of all factories that the filters show, in their order, as CSV or XLSX. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:export');
  const { value: search } = parseSearch(args.request, ordersExportSearch);
  const rows = await inPlatform(
    access,
    (tx) => ordersExportRows(tx, search, systemClock.now(), access.user.timeZone),
    {
      accessMode: 'read only',
    },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'orders');
  return sheetResponse(ordersSheet(rows, t), search.format, 'orders');
}
