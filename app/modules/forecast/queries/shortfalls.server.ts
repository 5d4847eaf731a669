import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { currencyCode, currencyExponent } from '~/kernel/currency';
import { weeksBetween } from '~/kernel/week';
import { type CurrencySum, readableTotal } from '~/modules/catalog/domain/in-usd';
import { exactUsdRates } from '~/modules/catalog/queries/exact-usd-rates.server';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { ShortfallSearch } from '../commit-forms';
import {
  type OtherSource,
  type OtherWeek,
  type ShortfallRow,
  selectOtherSources,
  selectOtherWeeks,
  selectShortfallSums,
  selectShortfalls,
} from '../data/shortfalls.server';
import { selectPublishedVersion, type VersionRow } from '../data/version.server';
import {
  type Alternative,
  parseShortfallCursor,
  rankAlternatives,
  shortfallCursorText,
} from '../domain/commit/shortfall';
import { zoneOf } from '../domain/netting/fences';
import type { Zone } from '../domain/netting/types';
import type { VersionView } from '../domain/table-view';
import { versionView } from './forecast-table.server';

export type { OtherSource, OtherWeek };

export interface ShortfallView extends Omit<ShortfallRow, 'rank'> {
  zone: Zone;
  /** Other approved sources of the SKU, whatever they offer. */
  sources: OtherSource[];
  /** Other weeks in which the same factory offers more. */
  otherWeeks: OtherWeek[];
  /** Best first. */
  alternatives: Alternative[];
}

export interface ShortfallsView {
  version: VersionView;
  search: ShortfallSearch;
  rows: ShortfallView[];
  next: string | null;
  buckets: number;
  pieces: number;
  total: CurrencySum & { isApproximate: boolean };
}

const SIZE = 50;

/** What factories promise less for than is asked, the most money first, each with where the pieces could come from. */
export async function shortfalls(
  tx: PlatformTx,
  search: ShortfallSearch,
  limit = SIZE,
): Promise<ShortfallsView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const query = {
    ...search,
    versionId: version.id,
    firstWeek: version.firstWeek,
    rates: await rankRates(tx),
  };
  const rows = await selectShortfalls(tx, {
    ...query,
    after: parseShortfallCursor(search.after),
    limit: limit + 1,
  });
  const sums = await selectShortfallSums(tx, query);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    version: versionView(version),
    search,
    rows: await withAlternatives(tx, version, page),
    next: rows.length > limit && last ? shortfallCursorText(last) : null,
    buckets: sums.reduce((total, { buckets }) => total + buckets, 0),
    pieces: sums.reduce((total, { pieces }) => total + pieces, 0),
    total: readableTotal(
      sums.map(({ currency, minor }) => ({ currency, minor })),
      await usdPerMinorUnit(tx),
    ),
  };
}

/** One shortfall by factory, SKU and week; null when nothing is missing there (any more). */
export async function shortfall(
  tx: PlatformTx,
  subject: { factory: string; sku: string; week: string },
): Promise<{ version: VersionView; row: ShortfallView } | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const rows = await selectShortfalls(tx, {
    factory: subject.factory,
    q: subject.sku,
    versionId: version.id,
    firstWeek: version.firstWeek,
    rates: [],
    after: null,
    limit: 1000,
  });
  const found = rows.filter(({ skuCode, week }) => skuCode === subject.sku && week === subject.week);
  const [row] = await withAlternatives(tx, version, found);
  return row ? { version: versionView(version), row } : null;
}

/** What a minor unit of each currency is worth, in millionths of a dollar. */
async function rankRates(tx: PlatformTx) {
  const perMinor = await usdPerMinorUnit(tx);
  const currencies = new Set(['USD', ...(await exactUsdRates(tx)).keys()]);
  return [...currencies]
    .filter((currency) => currencyExponent(currencyCode(currency)) >= 0)
    .map((currency) => ({ currency, factor: perMinor(currency) * 1_000_000 }));
}

async function withAlternatives(
  tx: PlatformTx,
  version: VersionRow,
  rows: readonly ShortfallRow[],
): Promise<ShortfallView[]> {
  const subjects = rows.map(({ factoryId, skuId, week }) => ({ factoryId, skuId, week }));
  const sources = await selectOtherSources(tx, subjects);
  const weeks = await selectOtherWeeks(tx, subjects, version.firstWeek);
  return rows.map(({ rank: _, ...row }) => {
    const own = sources.filter(
      (one) => one.ofFactoryId === row.factoryId && one.skuId === row.skuId && one.week === row.week,
    );
    const otherWeeks = weeks.filter(
      (one) => one.factoryId === row.factoryId && one.skuId === row.skuId && one.week !== row.week,
    );
    const index = weeksBetween(version.firstWeek as CalendarDate, row.week as CalendarDate);
    return {
      ...row,
      zone: zoneOf(index, { frozenWeeks: row.frozenWeeks, firmWeeks: row.firmWeeks, flexBp: 0 }),
      sources: own.map(({ ofFactoryId: _of, ...source }) => source),
      otherWeeks,
      alternatives: rankAlternatives(
        row.shortfallQuantity,
        own.map(({ factorySlug, upside, spare, productionLeadDays, transitLeadDays }) => ({
          factorySlug,
          offered: upside + spare,
          leadDays: productionLeadDays + transitLeadDays,
          ownLeadDays: row.leadTimeWeeks * 7,
        })),
        otherWeeks.map(({ week, upside, spare }) => ({
          week,
          offered: upside + spare,
          weeks: weeksBetween(row.week as CalendarDate, week as CalendarDate),
        })),
      ),
    };
  });
}

/** The last day on which pieces released in a week leave a factory that needs so many days to make them. */
export function shipBy(week: string, productionLeadDays: number): string {
  return addDays(week as CalendarDate, 6 + productionLeadDays);
}
