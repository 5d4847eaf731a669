import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { auditExportSearch } from '~/modules/identity/forms';
import { auditPage } from '~/modules/identity/queries/audit-page.server';
import { AUDIT_EXPORT_ROWS, auditSheet } from '~/modules/identity/queries/audit-sheet.server';
import { localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';

/** The factory's audit log as CSV or XLSX: what the filters show, from the newest on. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'audit:export');
  const { format, ...search } = parseSearch(args.request, auditExportSearch).value;
  const { events } = await auditPage(access, { search, limit: AUDIT_EXPORT_ROWS });
  const locale = await localeOf(args.request, access.user.locale);
  return sheetResponse(
    await auditSheet(events, locale, access.user.timeZone),
    format,
    `audit-${access.scope.slug}`,
  );
}
