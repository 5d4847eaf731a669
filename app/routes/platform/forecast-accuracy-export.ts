import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { accuracyExportSearch } from '~/modules/forecast/accuracy-forms';
import { accuracyPage } from '~/modules/forecast/queries/accuracy-page.server';
import { ACCURACY_EXPORT_ROWS, accuracySheet } from '~/modules/forecast/queries/accuracy-sheet.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** The rows that the filters show, as CSV or XLSX. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { format, ...search } = parseSearch(args.request, accuracyExportSearch).value;
  const view = await inPlatform(
    access,
    (tx) => accuracyPage(tx, { ...search, after: undefined }, ACCURACY_EXPORT_ROWS),
    { accessMode: 'read only' },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'accuracy');
  const sheet = accuracySheet(view.rows, search.by, t, locale === 'zh');
  return sheetResponse(sheet, format, `forecast-accuracy-by-${search.by}`);
}
