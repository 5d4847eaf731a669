import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { promotionsExportSearch } from '~/modules/forecast/promotion-forms';
import { promotionsExport, promotionsSheet } from '~/modules/forecast/queries/promotions-list.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

/** Promotions as CSV or XLSX: what the filters show. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:export');
  const { value: search } = parseSearch(args.request, promotionsExportSearch);
  const rows = await inPlatform(
    access,
    (tx) => promotionsExport(tx, search, systemClock.now(), access.user.timeZone),
    { accessMode: 'read only' },
  );
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'promotions');
  return sheetResponse(promotionsSheet(rows, t), search.format, 'promotions');
}
