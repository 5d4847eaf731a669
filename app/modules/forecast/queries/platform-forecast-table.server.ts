import type { CalendarDate } from '~/kernel/calendar-date';
import { type CurrencySum, readableTotal } from '~/modules/catalog/domain/in-usd';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import { facetsOfPublished } from '../data/facets.server';
import { type GroupRow, selectGroups, selectTotals, type TotalsRow } from '../data/forecast-lines.server';
import { selectPublishedVersion } from '../data/version.server';
import { type VersionView, type WeekView, weekViews } from '../domain/table-view';
import type { PlatformForecastSearch } from '../forms';
import { type Facet, lineQuery, named, versionView } from './forecast-table.server';

export type { GroupRow };

/** The order forecast of all factories, summed by factory, category or SKU. */
export interface PlatformForecastView {
  version: VersionView;
  weeks: WeekView[];
  rows: GroupRow[];
  /** Groups under the filters, over all pages. */
  groups: number;
  totals: TotalsRow;
  /** The value of all that the filters show, in one currency. */
  value: CurrencySum & { isApproximate: boolean };
  facets: { categories: Facet[]; markets: Facet[] };
  search: PlatformForecastSearch;
}

/** @returns null when nothing has been published yet */
export async function platformForecastTable(
  tx: PlatformTx,
  search: PlatformForecastSearch,
): Promise<PlatformForecastView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const query = { ...lineQuery(version, search), by: search.by };
  const [groups, totals, facets, names, usdPerMinor] = await Promise.all([
    selectGroups(tx, query),
    selectTotals(tx, query),
    facetsOfPublished(tx, version.id),
    referenceNames(tx),
    usdPerMinorUnit(tx),
  ]);
  return {
    version: versionView(version),
    weeks: weekViews(version.firstWeek as CalendarDate, version.orderHorizonWeeks, null),
    rows: groups.rows,
    groups: groups.groups,
    totals,
    value: readableTotal(totals.values, usdPerMinor),
    facets: {
      categories: named(facets.categories, names.categories),
      markets: named(facets.markets, names.markets),
    },
    search,
  };
}

/** Every group that the filters show, for the export: at most `limit`, in the page's order. */
export async function platformExportRows(
  tx: PlatformTx,
  search: PlatformForecastSearch,
  limit = 50_000,
): Promise<{ version: VersionView; weeks: WeekView[]; rows: GroupRow[] } | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const query = { ...lineQuery(version, search), by: search.by, limit, offset: 0 };
  return {
    version: versionView(version),
    weeks: weekViews(version.firstWeek as CalendarDate, version.orderHorizonWeeks, null),
    rows: (await selectGroups(tx, query)).rows,
  };
}
