import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { dateInZone } from '~/kernel/calendar-date';
import { candidateSearch } from '~/modules/orders/candidate-forms';
import { candidateRows, candidateSheet } from '~/modules/orders/queries/candidate-sheet.server';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';

const exportSearch = candidateSearch.extend({ format: z.enum(['csv', 'xlsx']).catch('csv').default('csv') });

/** The candidates that the board shows, in the columns of the import. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.candidates:export');
  const { value: search } = parseSearch(args.request, exportSearch);
  const today = dateInZone(systemClock.now(), access.user.timeZone);
  const found = await inPlatform(access, (tx) => candidateRows(tx, search, `${today.slice(0, 7)}-01`), {
    accessMode: 'read only',
  });
  const t = await translatorFor(await localeOf(args.request, access.user.locale));
  return sheetResponse(
    candidateSheet(found, t('candidates:export.sheet')),
    search.format,
    `candidates-${today}`,
  );
}
