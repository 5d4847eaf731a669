import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { clockSheet } from '~/modules/inventory/queries/sell-out-sheet.server';
import { CLOCK_EXPORT_ROWS, sellOutTable } from '~/modules/inventory/queries/sell-out-table.server';
import { sellOutExportSearch } from '~/modules/inventory/sell-out-forms';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** The clocks that the filters show, as CSV or XLSX. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:export');
  const { format, ...search } = parseSearch(args.request, sellOutExportSearch).value;
  const { rows } = await inPlatform(
    access,
    (tx) => sellOutTable(tx, { ...search, after: undefined }, systemClock.now(), CLOCK_EXPORT_ROWS),
    { accessMode: 'read only' },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'sellOut');
  return sheetResponse(clockSheet(rows, t, locale), format, 'sell-out');
}
