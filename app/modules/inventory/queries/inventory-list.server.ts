import type { TFunction } from 'i18next';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  placeFits,
  type StockListRow,
  type StockTotals,
  selectStockCategories,
  selectStockList,
  selectStockTotals,
} from '../data/stock-list.server';
import { type KeysetPage, keysetPage, placeOf } from '../domain/stock-pages';
import type { InventorySearch } from '../domain/stock-search';

export const INVENTORY_PAGE_SIZE = 50;
export const INVENTORY_EXPORT_ROWS = 50_000;

export type { StockListRow };

export interface InventoryListView {
  page: KeysetPage<StockListRow>;
  totals: StockTotals;
  categories: { code: string; nameEn: string; nameZh: string; skus: number }[];
  search: InventorySearch;
}

/** One page of all SKUs' stock under the filters, with the sums over all pages. */
export async function inventoryList(
  tx: PlatformTx,
  search: InventorySearch,
  today: string,
): Promise<InventoryListView> {
  const fits = placeFits(search.sort);
  const at = { after: placeOf(search.after, fits), before: placeOf(search.before, fits) };
  const [rows, totals, categories, names] = await Promise.all([
    selectStockList(tx, search, at, INVENTORY_PAGE_SIZE + 1, today),
    selectStockTotals(tx, search, today),
    selectStockCategories(tx),
    referenceNames(tx),
  ]);
  const byCode = new Map(names.categories.map((name) => [name.code, name]));
  return {
    page: keysetPage(rows, INVENTORY_PAGE_SIZE, at, (row) => ({ value: row.place, id: row.skuId })),
    totals,
    categories: categories.map(({ code, skus }) => ({
      code,
      skus,
      nameEn: byCode.get(code)?.nameEn ?? code,
      nameZh: byCode.get(code)?.nameZh ?? code,
    })),
    search,
  };
}

/** Every line that the filters show, in the page's order. */
export function inventoryExportRows(
  tx: PlatformTx,
  search: InventorySearch,
  today: string,
): Promise<StockListRow[]> {
  return selectStockList(tx, search, { after: null, before: null }, INVENTORY_EXPORT_ROWS, today);
}

/** The list as a sheet; figures are numbers. */
export function inventorySheet(rows: readonly StockListRow[], t: TFunction<'inventory'>): Sheet {
  const pieces = (name: string) => ({ header: `${name} (${t('columns.pieces')})`, width: 12 });
  return {
    name: t('title'),
    columns: [
      { header: t('columns.code'), width: 16 },
      { header: t('columns.nameEn'), width: 34 },
      { header: t('columns.nameZh'), width: 28 },
      { header: t('columns.category'), width: 18 },
      { header: t('columns.class'), width: 7 },
      pieces(t('columns.onHand')),
      pieces(t('columns.inTransfer')),
      pieces(t('columns.inTransit')),
      pieces(t('columns.openOrder')),
      pieces(t('columns.sold28')),
      pieces(t('columns.sold90')),
      { header: `${t('columns.cover')} (${t('columns.days')})`, width: 10 },
      { header: `${t('columns.target')} (${t('columns.days')})`, width: 10 },
      { header: t('columns.stockOut'), width: 13 },
      { header: `${t('columns.turnover')} (${t('columns.perYear')})`, width: 12 },
      { header: `${t('columns.age')} (${t('columns.days')})`, width: 10 },
      { header: `${t('columns.value')} (USD)`, width: 14 },
      { header: `${t('columns.revenue')} (USD)`, width: 14 },
      { header: t('columns.slow'), width: 8 },
    ],
    rows: rows.map((row): SheetCell[] => [
      row.code,
      row.nameEn,
      row.nameZh,
      row.categoryCode,
      row.abcClass,
      row.onHand,
      row.inTransfer,
      row.inTransit,
      row.openOrder,
      row.sold28,
      row.sold90,
      row.coverDays,
      row.targetDays,
      row.stockOutOn,
      row.turnoverHundredths === null ? null : row.turnoverHundredths / 100,
      row.meanAgeDays,
      Number(row.stockValueMinor) / 100,
      Number(row.revenueYearMinor) / 100,
      row.isSlow ? t('yes') : t('no'),
    ]),
  };
}
