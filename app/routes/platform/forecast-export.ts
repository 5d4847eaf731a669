import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { platformExportSearch } from '~/modules/forecast/forms';
import { groupSheet } from '~/modules/forecast/queries/export-sheet.server';
import { platformExportRows } from '~/modules/forecast/queries/platform-forecast-table.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** The forecast of all factories as CSV or XLSX: exactly the groups that the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { value: search } = parseSearch(args.request, platformExportSearch);
  const found = await inPlatform(access, (tx) => platformExportRows(tx, search), { accessMode: 'read only' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'forecast');
  const name = `order-forecast-by-${search.by}-v${found?.version.number ?? 0}`;
  return sheetResponse(groupSheet(found?.weeks ?? [], found?.rows ?? [], search.by, t), search.format, name);
}
