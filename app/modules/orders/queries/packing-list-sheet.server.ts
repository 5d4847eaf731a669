import type { Translate } from '~/platform/i18n/i18n.server';
import type { Sheet } from '~/platform/spreadsheet.server';
import type { ShipNoticeDetail } from './ship-notice.server';

/** The packing list as a sheet: one row per carton with its serial number, for warehouses that read it by machine. */
export function packingListSheet({ notice, cartons, to }: ShipNoticeDetail, t: Translate): Sheet {
  const kg = t('shipping:units.kg');
  const mm = t('shipping:units.mm');
  return {
    name: notice.number,
    columns: [
      { header: t('shipping:columns.number'), width: 26 },
      { header: t('shipping:columns.order'), width: 22 },
      { header: t('shipping:columns.warehouse') },
      { header: t('shipping:document.carton') },
      { header: t('shipping:document.sscc'), width: 22 },
      { header: t('shipping:document.line') },
      { header: t('shipping:document.sku'), width: 16 },
      { header: t('shipping:document.nameZh'), width: 28 },
      { header: t('shipping:document.nameEn'), width: 28 },
      { header: t('shipping:columns.pieces') },
      { header: `${t('shipping:columns.net')} (${kg})` },
      { header: `${t('shipping:columns.gross')} (${kg})` },
      { header: `${t('shipping:form.length')} (${mm})` },
      { header: `${t('shipping:form.width')} (${mm})` },
      { header: `${t('shipping:form.height')} (${mm})` },
    ],
    rows: cartons.map((carton) => [
      notice.number,
      notice.orderNumber,
      to.code,
      carton.cartonNo,
      carton.sscc,
      carton.lineNo,
      carton.skuCode,
      carton.skuNameZh,
      carton.skuNameEn,
      carton.pieces,
      carton.netG === null ? null : carton.netG / 1000,
      carton.grossG / 1000,
      carton.lengthMm,
      carton.widthMm,
      carton.heightMm,
    ]),
  };
}
