import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { commitExportSearch } from '~/modules/forecast/commit-forms';
import { commitFileRows } from '~/modules/forecast/queries/commit-file.server';
import { commitSheet, commitWorkbook } from '~/modules/forecast/queries/commit-workbook.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse, workbookResponse } from '~/platform/spreadsheet.server';
import { inTenant } from '~db/tenancy.server';

/** The grid as a file that can be filled in and imported again. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'forecast:export');
  const { value: search } = parseSearch(args.request, commitExportSearch);
  const found = await inTenant(access, (tx) => commitFileRows(tx, search), { accessMode: 'read only' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'commit');
  const name = `answers-${access.scope.slug}-v${found.version}`;
  if (search.format === 'csv') return sheetResponse(commitSheet(found.rows, t, locale), 'csv', name);
  return workbookResponse(await commitWorkbook(found.rows, t, locale), name);
}
