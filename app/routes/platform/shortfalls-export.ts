import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { shortfallExportSearch } from '~/modules/forecast/commit-forms';
import { shortfallSheet } from '~/modules/forecast/queries/shortfall-sheet.server';
import { shortfalls } from '~/modules/forecast/queries/shortfalls.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** Rows of one file. */
const MOST = 5_000;

/** The shortfalls as CSV or XLSX: what the filters show, from its beginning. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { value: search } = parseSearch(args.request, shortfallExportSearch);
  const all = { ...search, after: undefined };
  const view = await inPlatform(access, (tx) => shortfalls(tx, all, MOST), { accessMode: 'read only' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'commit');
  return sheetResponse(shortfallSheet(view?.rows ?? [], t, locale), search.format, 'shortfalls');
}
