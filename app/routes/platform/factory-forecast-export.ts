import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { exportSearch } from '~/modules/forecast/forms';
import { forecastSheet } from '~/modules/forecast/queries/export-sheet.server';
import { forecastExportRows } from '~/modules/forecast/queries/forecast-table.server';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** One factory's order forecast as CSV or XLSX, in the platform's scope. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { value: search } = parseSearch(args.request, exportSearch);
  const found = await inPlatform(
    access,
    async (tx) => {
      const factory = await factoryBySlug(tx, args.params.factory ?? '');
      return factory && { factory, sheet: await forecastExportRows(tx, search, factory.id) };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'forecast');
  const { sheet, factory } = found;
  const name = `order-forecast-${factory.slug}-v${sheet?.version.number ?? 0}`;
  return sheetResponse(forecastSheet(sheet?.weeks ?? [], sheet?.rows ?? [], t), search.format, name);
}
