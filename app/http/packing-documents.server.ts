import { cartonLabelsPdf } from '~/modules/orders/queries/carton-labels-pdf.server';
import { packingListPdf } from '~/modules/orders/queries/packing-list-pdf.server';
import { packingListSheet } from '~/modules/orders/queries/packing-list-sheet.server';
import type { ShipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';
import { labelsSearch, packingListSearch } from '~/modules/orders/ship-notice-forms';
import { translatorFor } from '~/platform/i18n/i18n.server';
import { sheetResponse } from '~/platform/spreadsheet.server';
import { parseSearch } from './search-params';

/** The packing list of a ship notice in the format that the address names. */
export async function packingListResponse(
  request: Request,
  detail: ShipNoticeDetail,
  locale: 'en' | 'zh',
): Promise<Response> {
  const { format } = parseSearch(request, packingListSearch).value;
  const name = fileName('packing-list', detail);
  if (format !== 'pdf')
    return sheetResponse(packingListSheet(detail, await translatorFor(locale)), format, name);
  return pdfResponse(await packingListPdf(detail), name);
}

/** The labels of a ship notice's cartons, or of those from one number to another. */
export async function cartonLabelsResponse(request: Request, detail: ShipNoticeDetail): Promise<Response> {
  const { value: only } = parseSearch(request, labelsSearch);
  return pdfResponse(await cartonLabelsPdf(detail, only), fileName('labels', detail));
}

const fileName = (what: string, { notice }: ShipNoticeDetail) =>
  `${what}-${notice.number.replace(/[^\w.-]/g, '_')}`;

function pdfResponse(pdf: Buffer, name: string): Response {
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(pdf.length),
      'Content-Disposition': `attachment; filename="${name}.pdf"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
