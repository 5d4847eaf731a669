import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { scorecardExportSearch } from '~/modules/forecast/accuracy-forms';
import { ACCURACY_EXPORT_ROWS, scorecardSheet } from '~/modules/forecast/queries/accuracy-sheet.server';
import { scorecardPage } from '~/modules/forecast/queries/scorecard-page.server';
import { factoryBySlug } from '~/modules/identity/queries/factory-by-slug.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** One factory's scorecard by SKU, as CSV or XLSX. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { format, ...search } = parseSearch(args.request, scorecardExportSearch).value;
  const found = await inPlatform(
    access,
    async (tx) => {
      const factory = await factoryBySlug(tx, args.params.factory ?? '');
      if (!factory) return null;
      const scope = { by: 'sku' as const, factoryId: factory.id };
      const { rows } = await scorecardPage(tx, { ...search, after: undefined }, scope, ACCURACY_EXPORT_ROWS);
      return { rows, slug: factory.slug };
    },
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'accuracy');
  const sheet = scorecardSheet(found.rows, 'sku', t, locale === 'zh');
  return sheetResponse(sheet, format, `scorecard-${found.slug}`);
}
