import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAccess } from '~/http/require-access.server';
import { parseSearch } from '~/http/search-params';
import { allocationExportSearch } from '~/modules/inventory/inventory-forms';
import { allocationInstructions, instructionSheet } from '~/modules/inventory/queries/allocation-list.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { inPlatform } from '~db/tenancy.server';

/** The moves of the proposals that the filters show; of accepted ones, the instruction for the warehouses. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.inventory:export');
  const { format, ...search } = parseSearch(args.request, allocationExportSearch).value;
  const rows = await inPlatform(access, (tx) => allocationInstructions(tx, search), {
    accessMode: 'read only',
  });
  const locale = await localeOf(args.request, access.user.locale);
  const t = (await i18nFor(locale)).getFixedT(locale, 'allocation');
  return sheetResponse(instructionSheet(rows, t), format, `transfers-${search.status}`);
}
