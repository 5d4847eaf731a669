import type { TFunction } from 'i18next';
import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type PromotionListRow, selectPromotionList } from '../data/promotion-list.server';
import { type PromotionState, promotionState } from '../domain/plan-promotion';
import type { PromotionsSearch } from '../promotion-forms';

export interface PromotionView extends PromotionListRow {
  state: PromotionState;
}

export interface PromotionsView {
  rows: PromotionView[];
  total: number;
  categories: NamedCode[];
  markets: NamedCode[];
  today: CalendarDate;
  search: PromotionsSearch;
}

const EXPORT_LIMIT = 50_000;

/** Promotions of all SKUs and categories as they stand on the person's day. */
export async function promotionsList(
  tx: PlatformTx,
  search: PromotionsSearch,
  now: number,
  timeZone: string,
): Promise<PromotionsView> {
  const today = dateInZone(now, timeZone);
  const page = await selectPromotionList(
    tx,
    { ...search, today },
    search.size,
    (search.page - 1) * search.size,
  );
  return {
    rows: page.rows.map(withState(today)),
    total: page.total,
    ...(await referenceNames(tx)),
    today,
    search,
  };
}

/** Everything that the filters show. */
export async function promotionsExport(
  tx: PlatformTx,
  search: PromotionsSearch,
  now: number,
  timeZone: string,
): Promise<PromotionView[]> {
  const today = dateInZone(now, timeZone);
  const { rows } = await selectPromotionList(tx, { ...search, today }, EXPORT_LIMIT, 0);
  return rows.map(withState(today));
}

const withState =
  (today: CalendarDate) =>
  (row: PromotionListRow): PromotionView => ({
    ...row,
    state: promotionState({ from: row.fromDay as CalendarDate, to: row.toDay as CalendarDate }, today),
  });

/** Promotions as a sheet. */
export function promotionsSheet(rows: readonly PromotionView[], t: TFunction<'promotions'>): Sheet {
  return {
    name: t('sheet'),
    columns: [
      { header: t('columns.name'), width: 34 },
      { header: t('columns.sku'), width: 16 },
      { header: t('columns.category'), width: 20 },
      { header: t('columns.nameEn'), width: 34 },
      { header: t('columns.nameZh'), width: 28 },
      { header: t('columns.market'), width: 8 },
      { header: t('columns.from'), width: 12 },
      { header: t('columns.to'), width: 12 },
      { header: t('columns.discountPercent'), width: 12 },
      { header: t('columns.state'), width: 12 },
    ],
    rows: rows.map((row): SheetCell[] => [
      row.name,
      row.skuCode,
      row.categoryCode,
      row.nameEn,
      row.nameZh,
      row.marketCode,
      row.fromDay,
      row.toDay,
      row.discountBp / 100,
      t(`states.${row.state}`),
    ]),
  };
}
