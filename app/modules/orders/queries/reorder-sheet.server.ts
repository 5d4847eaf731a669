import type { TFunction } from 'i18next';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { ReorderProposal } from './reorder-proposals.server';

/** The reorder proposals as a sheet; money in US dollars. */
export function reorderSheet(rows: readonly ReorderProposal[], t: TFunction<'sourcing'>): Sheet {
  const column = (name: string, width = 12) => ({
    header: t(`reorders.sheet.${name}` as 'reorders.sheet.sku'),
    width,
  });
  return {
    name: t('reorders.title'),
    columns: [
      column('sku', 16),
      column('nameEn', 34),
      column('nameZh', 28),
      column('category', 18),
      column('abc', 6),
      column('onHand'),
      column('inTransit'),
      column('openOrder'),
      column('sold28'),
      column('sold90'),
      column('rate'),
      column('stockOut'),
      column('lead'),
      column('target'),
      column('orderBy'),
      column('urgency'),
      column('need'),
      column('risk'),
      column('quantity'),
      column('cost'),
      column('warehouse'),
      column('factories', 40),
      column('drafts', 24),
    ],
    rows: rows.map((row): SheetCell[] => [
      row.skuCode,
      row.skuNameEn,
      row.skuNameZh,
      row.categoryCode,
      row.abcClass,
      row.onHand,
      row.inTransit,
      row.openOrder,
      row.sold28,
      row.sold90,
      Math.round(row.rate * 100) / 100,
      row.stockOutOn,
      row.leadDays,
      row.targetDays,
      row.orderBy,
      t(`urgency.${row.urgency}`),
      row.need,
      Number(row.riskMinor) / 100,
      row.quantity,
      row.costUsdMinor === null ? null : Number(row.costUsdMinor) / 100,
      row.warehouseCode,
      row.parts.map(({ factory, quantity }) => `${factory.slug} ${quantity}`).join('; '),
      row.draftNumbers.join(' '),
    ]),
  };
}
