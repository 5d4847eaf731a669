import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { auditExportSearch } from '~/modules/identity/forms';
import { platformAuditPage } from '~/modules/identity/queries/audit-page.server';
import { AUDIT_EXPORT_ROWS, auditSheet } from '~/modules/identity/queries/audit-sheet.server';
import { localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';

/** The audit log of the platform and of all factories as CSV or XLSX: what the filters show, from the newest on. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.audit:export');
  const { format, ...search } = parseSearch(args.request, auditExportSearch).value;
  const { events } = await platformAuditPage(access, { search, limit: AUDIT_EXPORT_ROWS });
  const locale = await localeOf(args.request, access.user.locale);
  return sheetResponse(await auditSheet(events, locale, access.user.timeZone), format, 'audit');
}
