import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { overridesExportSearch } from '~/modules/forecast/override-forms';
import { overridesExport, overridesSheet } from '~/modules/forecast/queries/overrides-list.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** Demand adjustments as CSV or XLSX: what the filters show, a row per week. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { value: search } = parseSearch(args.request, overridesExportSearch);
  const rows = await inPlatform(access, (tx) => overridesExport(tx, search), { accessMode: 'read only' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'changes');
  return sheetResponse(overridesSheet(rows, t), search.format, 'demand-adjustments');
}
