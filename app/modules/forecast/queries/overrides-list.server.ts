import type { TFunction } from 'i18next';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type OverrideGroup,
  type OverrideQuery,
  type OverrideWeekRow,
  selectOverrideGroups,
  selectOverrideWeeks,
} from '../data/override-lists.server';
import { selectPublishedVersion } from '../data/version.server';
import type { OverridesSearch } from '../override-forms';

export interface OverridesView {
  rows: OverrideGroup[];
  total: number;
  markets: NamedCode[];
  /** Weeks before it have passed. */
  firstWeek: string;
  search: OverridesSearch;
}

const EXPORT_LIMIT = 50_000;

async function queryOf(tx: PlatformTx, search: OverridesSearch): Promise<OverrideQuery> {
  const version = await selectPublishedVersion(tx);
  return {
    q: search.q,
    market: search.market,
    isActive: search.state === 'active',
    fromWeek: version?.firstWeek ?? '2000-01-03',
  };
}

/** Overrides over all SKUs: those that hold, or all with their ends. */
export async function overridesList(tx: PlatformTx, search: OverridesSearch): Promise<OverridesView> {
  const query = await queryOf(tx, search);
  const { rows, total } = await selectOverrideGroups(tx, query, search.size, (search.page - 1) * search.size);
  return { rows, total, markets: (await referenceNames(tx)).markets, firstWeek: query.fromWeek, search };
}

/** Everything that the filters show, week by week. */
export async function overridesExport(tx: PlatformTx, search: OverridesSearch): Promise<OverrideWeekRow[]> {
  return selectOverrideWeeks(tx, await queryOf(tx, search), EXPORT_LIMIT);
}

/** Overrides as a sheet, a row per week; instants in UTC as ISO 8601. */
export function overridesSheet(rows: readonly OverrideWeekRow[], t: TFunction<'changes'>): Sheet {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    name: t('overrides.sheet'),
    columns: [
      { header: t('overrides.columns.sku'), width: 16 },
      { header: t('overrides.columns.nameEn'), width: 34 },
      { header: t('overrides.columns.nameZh'), width: 28 },
      { header: t('overrides.columns.market'), width: 8 },
      { header: t('overrides.columns.week'), width: 12 },
      { header: t('overrides.columns.model'), width: 12 },
      { header: t('overrides.columns.override'), width: 12 },
      { header: t('overrides.columns.comment'), width: 50 },
      { header: t('overrides.columns.author'), width: 20 },
      { header: t('overrides.columns.written'), width: 24 },
      { header: t('overrides.columns.ended'), width: 24 },
      { header: t('overrides.columns.endedBy'), width: 20 },
    ],
    rows: rows.map((row): SheetCell[] => [
      row.skuCode,
      row.skuNameEn,
      row.skuNameZh,
      row.marketCode,
      row.week,
      row.baseUnits,
      row.units,
      row.comment,
      row.authorName,
      at(row.createdAt),
      at(row.endedAt),
      row.endedByName,
    ]),
  };
}
