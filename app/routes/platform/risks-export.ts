import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { riskSheet } from '~/modules/orders/queries/pool-sheet.server';
import { riskExport } from '~/modules/orders/queries/risk-notices.server';
import { riskExportSearch } from '~/modules/orders/risk-forms';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** Risk notices as CSV or XLSX: exactly those that the filters show. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.risk:view');
  const { format, ...search } = parseSearch(args.request, riskExportSearch).value;
  const rows = await inPlatform(access, (tx) => riskExport(tx, search), { accessMode: 'read only' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'sourcing');
  return sheetResponse(riskSheet(rows, t), format, 'risk-notices');
}
