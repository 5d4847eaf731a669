import type { TFunction } from 'i18next';
import { currencyCode } from '~/kernel/currency';
import { toDecimalString } from '~/kernel/money';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { GroupRow, LineRow } from '../data/forecast-lines.server';
import type { WeekView } from '../domain/table-view';

/**
 * The order forecast as a sheet: one row per SKU, the weeks by their Mondays, then what the version before said of the
 * same weeks. Figures are numbers, so that they can be calculated with.
 */
export function forecastSheet(
  weeks: readonly WeekView[],
  rows: readonly LineRow[],
  t: TFunction<'forecast'>,
): Sheet {
  return {
    name: t('export.sheet'),
    columns: [
      { header: t('columns.code'), width: 16 },
      { header: t('columns.nameEn'), width: 34 },
      { header: t('columns.nameZh'), width: 28 },
      { header: t('columns.category'), width: 18 },
      { header: t('columns.class'), width: 6 },
      { header: t('columns.markets'), width: 18 },
      { header: `${t('columns.leadTime')} (${t('columns.leadTimeUnit')})`, width: 10 },
      { header: t('columns.frozenWeeks'), width: 10 },
      { header: t('columns.firmWeeks'), width: 10 },
      { header: t('columns.unitCost'), width: 12 },
      { header: t('columns.currency'), width: 9 },
      { header: `${t('columns.total')} (${t('columns.pieces')})`, width: 12 },
      { header: `${t('columns.change')} (${t('columns.pieces')})`, width: 12 },
      { header: t('columns.changeKind'), width: 12 },
      ...weeks.map(({ monday }) => ({ header: t('columns.week', { date: monday }), width: 12 })),
      ...weeks.map(({ monday }) => ({ header: t('columns.previousWeek', { date: monday }), width: 14 })),
    ],
    rows: rows.map((row): SheetCell[] => [
      row.skuCode,
      row.skuNameEn,
      row.skuNameZh,
      row.categoryCode,
      row.abcClass,
      row.markets.join(' '),
      row.leadTimeWeeks,
      row.frozenWeeks,
      row.firmWeeks,
      Number(toDecimalString({ minor: BigInt(row.unitCostMinor), currency: currencyCode(row.currency) })),
      row.currency,
      row.total,
      row.change,
      t(`change.${row.changeKind}`),
      ...weeks.map((_, index) => row.quantities[index] ?? 0),
      ...weeks.map((_, index) => row.previous[index] ?? null),
    ]),
  };
}

/** The platform's groups as a sheet: one row per factory, category or SKU. */
export function groupSheet(
  weeks: readonly WeekView[],
  rows: readonly GroupRow[],
  by: 'factory' | 'category' | 'sku',
  t: TFunction<'forecast'>,
): Sheet {
  return {
    name: t('export.sheet'),
    columns: [
      { header: t(`columns.${by}`), width: 18 },
      { header: t('columns.nameEn'), width: 34 },
      { header: t('columns.nameZh'), width: 28 },
      { header: `${t('columns.lines')} (${t('columns.linesUnit')})`, width: 10 },
      { header: t('columns.factories'), width: 10 },
      { header: `${t('columns.total')} (${t('columns.pieces')})`, width: 12 },
      { header: `${t('columns.change')} (${t('columns.pieces')})`, width: 12 },
      ...weeks.map(({ monday }) => ({ header: t('columns.week', { date: monday }), width: 12 })),
    ],
    rows: rows.map((row): SheetCell[] => [
      row.key,
      row.nameEn,
      row.nameZh,
      row.lines,
      row.factories,
      row.total,
      row.change,
      ...weeks.map((_, index) => row.quantities[index] ?? 0),
    ]),
  };
}
