import type { TFunction } from 'i18next';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { TenantTx } from '~db/tenancy.server';
import {
  type FactoryStockRow,
  type FactoryStockTotals,
  factoryPlaceFits,
  selectFactoryStock,
  selectFactoryStockTotals,
} from '../data/stock-of-factory.server';
import { type KeysetPage, keysetPage, placeOf } from '../domain/stock-pages';
import type { FactoryInventorySearch } from '../domain/stock-search';

export const FACTORY_INVENTORY_PAGE_SIZE = 50;
const EXPORT_ROWS = 50_000;

/** When the platform is expected to order again; the forecast stands to the right, so the route brings it. */
export interface ExpectedOrder {
  week: string;
  quantity: number;
  total: number;
}

export type FactoryStockView = FactoryStockRow & { next: ExpectedOrder | null };

export type ExpectedOrders = (
  tx: TenantTx,
  skuIds: readonly string[],
) => Promise<{ weeks: number; bySku: ReadonlyMap<string, ExpectedOrder> }>;

export interface FactoryInventoryView {
  page: KeysetPage<FactoryStockView>;
  totals: FactoryStockTotals;
  /** SKUs of this page that the forecast expects an order of. */
  expected: number;
  weeks: number;
  search: FactoryInventorySearch;
}

/** One page of what a factory may know of its SKUs: all from its own rows. */
export async function factoryInventory(
  tx: TenantTx,
  search: FactoryInventorySearch,
  { now, expectedOrders }: { now: number; expectedOrders: ExpectedOrders },
): Promise<FactoryInventoryView> {
  const fits = factoryPlaceFits(search.sort);
  const at = { after: placeOf(search.after, fits), before: placeOf(search.before, fits) };
  const rows = await selectFactoryStock(tx, search, at, FACTORY_INVENTORY_PAGE_SIZE + 1, new Date(now));
  const totals = await selectFactoryStockTotals(tx, search);
  const page = keysetPage(rows, FACTORY_INVENTORY_PAGE_SIZE, at, (row) => ({
    value: row.place,
    id: row.skuId,
  }));
  const expected = await expectedOrders(
    tx,
    page.rows.map(({ skuId }) => skuId),
  );
  return {
    page: { ...page, rows: page.rows.map((row) => view(row, expected.bySku)) },
    totals,
    expected: expected.bySku.size,
    weeks: expected.weeks,
    search,
  };
}

function view(row: FactoryStockRow, expected: ReadonlyMap<string, ExpectedOrder>): FactoryStockView {
  return { ...row, next: expected.get(row.skuId) ?? null };
}

/** Every SKU that the filters show, in the page's order. */
export async function factoryInventoryExportRows(
  tx: TenantTx,
  search: FactoryInventorySearch,
  { now, expectedOrders }: { now: number; expectedOrders: ExpectedOrders },
): Promise<FactoryStockView[]> {
  const none = { after: null, before: null };
  const rows = await selectFactoryStock(tx, search, none, EXPORT_ROWS, new Date(now));
  const expected = await expectedOrders(
    tx,
    rows.map(({ skuId }) => skuId),
  );
  return rows.map((row) => view(row, expected.bySku));
}

/** The factory's list as a sheet. */
export function factoryInventorySheet(rows: readonly FactoryStockView[], t: TFunction<'inventory'>): Sheet {
  const pieces = (name: string) => ({ header: `${name} (${t('columns.pieces')})`, width: 12 });
  return {
    name: t('title'),
    columns: [
      { header: t('columns.code'), width: 16 },
      { header: t('columns.nameEn'), width: 34 },
      { header: t('columns.nameZh'), width: 28 },
      pieces(t('factory.onOrder')),
      pieces(t('factory.inTransit')),
      pieces(t('factory.received')),
      { header: t('factory.nextArrival'), width: 13 },
      { header: t('factory.clock'), width: 12 },
      pieces(t('factory.sold')),
      pieces(t('factory.accepted')),
      pieces(t('factory.soldLately')),
      { header: t('factory.nextOrder'), width: 13 },
      pieces(t('factory.nextQuantity')),
      pieces(t('factory.forecastTotal')),
    ],
    rows: rows.map((row): SheetCell[] => [
      row.code,
      row.nameEn,
      row.nameZh,
      row.onOrder,
      row.inTransit,
      row.received,
      row.nextArrivalOn,
      row.clockStatus === null ? null : t(`factory.clocks.${row.clockStatus}` as 'factory.clocks.running'),
      row.clockSold,
      row.clockAccepted,
      row.soldLately,
      row.next?.week ?? null,
      row.next?.quantity ?? null,
      row.next?.total ?? null,
    ]),
  };
}
