import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { scorecardExportSearch } from '~/modules/forecast/accuracy-forms';
import { ACCURACY_EXPORT_ROWS, scorecardSheet } from '~/modules/forecast/queries/accuracy-sheet.server';
import { scorecardPage } from '~/modules/forecast/queries/scorecard-page.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** The scorecards of all factories, as CSV or XLSX. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { format, ...search } = parseSearch(args.request, scorecardExportSearch).value;
  const view = await inPlatform(
    access,
    (tx) => scorecardPage(tx, { ...search, after: undefined }, { by: 'factory' }, ACCURACY_EXPORT_ROWS),
    { accessMode: 'read only' },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'accuracy');
  return sheetResponse(scorecardSheet(view.rows, 'factory', t, locale === 'zh'), format, 'scorecards');
}
