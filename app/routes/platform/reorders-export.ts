import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { reorderExport } from '~/modules/orders/queries/reorder-proposals.server';
import { reorderSheet } from '~/modules/orders/queries/reorder-sheet.server';
import { reorderExportSearch } from '~/modules/orders/reorder-forms';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** The reorder proposals as CSV or XLSX: exactly the SKUs that the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.orders:export');
  const { format, ...search } = parseSearch(args.request, reorderExportSearch).value;
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const rows = await inPlatform(access, (tx) => reorderExport(tx, search, today), {
    accessMode: 'read only',
  });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'sourcing');
  return sheetResponse(reorderSheet(rows, t), format, `reorders-${today}`);
}
