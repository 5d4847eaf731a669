import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { inventoryExportSearch } from '~/modules/inventory/inventory-forms';
import { inventoryExportRows, inventorySheet } from '~/modules/inventory/queries/inventory-list.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** The stock of all SKUs as CSV or XLSX: exactly what the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:export');
  const { format, ...search } = parseSearch(args.request, inventoryExportSearch).value;
  const today = dateInZone(systemClock.now(), 'UTC');
  const rows = await inPlatform(access, (tx) => inventoryExportRows(tx, search, today), {
    accessMode: 'read only',
  });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'inventory');
  return sheetResponse(inventorySheet(rows, t), format, `inventory-${today}`);
}
