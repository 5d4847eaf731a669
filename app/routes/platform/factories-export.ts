import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { capacityLeft, LOAD_WEEKS } from '~/modules/capacity/queries/capacity-left.server';
import { poolExportSearch } from '~/modules/orders/pool-forms';
import { poolExport } from '~/modules/orders/queries/pool-factories.server';
import { poolSheet } from '~/modules/orders/queries/pool-sheet.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** The factory pool as CSV or XLSX: exactly the factories that the filters show, in their order. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.factories:export');
  const { format, ...search } = parseSearch(args.request, poolExportSearch).value;
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const rows = await inPlatform(
    access,
    (tx) => poolExport(tx, search, today, (ids) => capacityLeft(tx, ids, today, LOAD_WEEKS)),
    { accessMode: 'read only' },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'sourcing');
  return sheetResponse(poolSheet(rows, t), format, `factories-${today}`);
}
