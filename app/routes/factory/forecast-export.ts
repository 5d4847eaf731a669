import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { exportSearch } from '~/modules/forecast/forms';
import { forecastSheet } from '~/modules/forecast/queries/export-sheet.server';
import { forecastExportRows } from '~/modules/forecast/queries/forecast-table.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inTenant } from '~db/tenancy.server';

/** The order forecast as CSV or XLSX: exactly the rows that the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:export');
  const { value: search } = parseSearch(args.request, exportSearch);
  const found = await inTenant(access, (tx) => forecastExportRows(tx, search), { accessMode: 'read only' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'forecast');
  const name = `order-forecast-${access.scope.slug}-v${found?.version.number ?? 0}`;
  return sheetResponse(forecastSheet(found?.weeks ?? [], found?.rows ?? [], t), search.format, name);
}
