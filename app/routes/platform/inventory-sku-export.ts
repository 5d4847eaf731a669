import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { movementExportSearch } from '~/modules/inventory/inventory-forms';
import { movementExportRows, movementSheet } from '~/modules/inventory/queries/inventory-sku.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** The ledger of one SKU as CSV or XLSX: what the filters show, the latest first. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:export');
  const { format, ...search } = parseSearch(args.request, movementExportSearch).value;
  const code = args.params.sku ?? '';
  const today = dateInZone(systemClock.now(), 'UTC');
  const rows = await inPlatform(access, (tx) => movementExportRows(tx, code, search, today), {
    accessMode: 'read only',
  });
  if (!rows) throw new Response(null, { status: 404, statusText: 'Not Found' });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'inventory');
  const name = `movements-${code.replaceAll(/[^\w-]/g, '_')}`;
  return sheetResponse(movementSheet(rows, code, t), format, name);
}
