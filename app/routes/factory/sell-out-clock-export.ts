import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { evidenceSheet } from '~/modules/inventory/queries/sell-out-sheet.server';
import { sellOutEvidence } from '~/modules/inventory/queries/sell-out-view.server';
import { evidenceExportSearch } from '~/modules/inventory/sell-out-forms';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inTenant } from '~db/tenancy.server';

/** Every piece of a clock from receipt to sale, as CSV or XLSX. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'inventory:export');
  const { format, type } = parseSearch(args.request, evidenceExportSearch).value;
  const found = await inTenant(
    access,
    (tx) => sellOutEvidence(tx, access.scope.slug, args.params.clock ?? '', { type }),
    { accessMode: 'read only' },
  );
  if (!found) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'sellOut');
  const sheet = evidenceSheet(found.rows, found.row.rule.timeZone, t, locale);
  const name = `sell-out-${found.row.orderNumber}-${found.row.lineNo}`.replaceAll(/[^\w.-]/g, '_');
  return sheetResponse(sheet, format, name);
}
