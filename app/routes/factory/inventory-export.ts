import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { nextOrders } from '~/modules/forecast/queries/next-orders.server';
import { factoryInventoryExportSearch } from '~/modules/inventory/inventory-forms';
import {
  factoryInventoryExportRows,
  factoryInventorySheet,
} from '~/modules/inventory/queries/inventory-of-factory.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inTenant } from '~db/tenancy.server';

/** The factory's SKUs at the platform as CSV or XLSX: what the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'inventory:export');
  const { format, ...search } = parseSearch(args.request, factoryInventoryExportSearch).value;
  const now = systemClock.now();
  const rows = await inTenant(
    access,
    (tx) => factoryInventoryExportRows(tx, search, { now, expectedOrders: nextOrders }),
    { accessMode: 'read only' },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'inventory');
  return sheetResponse(factoryInventorySheet(rows, t), format, `inventory-${access.scope.slug}`);
}
