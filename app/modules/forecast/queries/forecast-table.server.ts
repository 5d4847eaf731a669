import type { CalendarDate } from '~/kernel/calendar-date';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { facetsOfPublished } from '../data/facets.server';
import { selectFactoryFence } from '../data/fences.server';
import {
  type GroupRow,
  type LineQuery,
  type LineRow,
  type ReadTx,
  selectLines,
  selectTotals,
  type TotalsRow,
} from '../data/forecast-lines.server';
import { selectPublishedVersion, type VersionRow } from '../data/version.server';
import { type VersionView, type WeekView, weekViews } from '../domain/table-view';
import type { ForecastSearch } from '../forms';

export type { GroupRow, LineRow, TotalsRow };

export interface Facet {
  code: string;
  nameEn: string;
  nameZh: string;
  lines: number;
}

/** The order forecast of one factory: one page of SKUs, weeks across, and the sums over all that the filters show. */
export interface ForecastTableView {
  version: VersionView;
  weeks: WeekView[];
  rows: LineRow[];
  totals: TotalsRow;
  facets: { categories: Facet[]; markets: Facet[] };
  search: ForecastSearch;
}

/**
 * @param tx the factory's own scope, or the platform's together with `factoryId`
 * @returns null when nothing has been published yet
 */
export async function forecastTable(
  tx: ReadTx,
  search: ForecastSearch,
  factoryId?: string,
): Promise<ForecastTableView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const query = lineQuery(version, search, factoryId);
  const [rows, totals, facets, names, fence] = await Promise.all([
    selectLines(tx, query),
    selectTotals(tx, query),
    facetsOfPublished(tx, version.id, factoryId),
    referenceNames(tx),
    selectFactoryFence(tx, version.asOf, factoryId),
  ]);
  return {
    version: versionView(version),
    weeks: weekViews(version.firstWeek as CalendarDate, version.orderHorizonWeeks, fence),
    rows,
    totals,
    facets: {
      categories: named(facets.categories, names.categories),
      markets: named(facets.markets, names.markets),
    },
    search,
  };
}

/** Everything that the filters show, for the export: at most `limit` lines, in the page's order. */
export async function forecastExportRows(
  tx: ReadTx,
  search: ForecastSearch,
  factoryId?: string,
  limit = 50_000,
): Promise<{ version: VersionView; weeks: WeekView[]; rows: LineRow[] } | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const rows = await selectLines(tx, { ...lineQuery(version, search, factoryId), limit, offset: 0 });
  return {
    version: versionView(version),
    weeks: weekViews(
      version.firstWeek as CalendarDate,
      version.orderHorizonWeeks,
      await selectFactoryFence(tx, version.asOf, factoryId),
    ),
    rows,
  };
}

export function lineQuery(version: VersionRow, search: ForecastSearch, factoryId?: string): LineQuery {
  return {
    ...search,
    versionId: version.id,
    weeks: version.orderHorizonWeeks,
    limit: search.size,
    offset: (search.page - 1) * search.size,
    factoryId,
  };
}

export function versionView(version: VersionRow): VersionView {
  return {
    id: version.id,
    number: version.number,
    asOf: version.asOf,
    firstWeek: version.firstWeek,
    publishedAt: version.publishedAt ? Date.parse(version.publishedAt) : null,
    hasPrevious: version.previousVersionId !== null,
  };
}

/** Facets with their names; a code without one is shown as it is. */
export function named(
  facets: readonly { code: string; lines: number }[],
  names: readonly { code: string; nameEn: string; nameZh: string }[],
): Facet[] {
  const byCode = new Map(names.map((name) => [name.code, name]));
  return facets.map(({ code, lines }) => {
    const name = byCode.get(code);
    return { code, lines, nameEn: name?.nameEn ?? code, nameZh: name?.nameZh ?? code };
  });
}
