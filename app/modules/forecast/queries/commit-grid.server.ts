import type { CalendarDate } from '~/kernel/calendar-date';
import { currencyCode } from '~/kernel/currency';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { TenantTx } from '~db/tenancy.server';
import type { CommitSearch } from '../commit-forms';
import { type GridLine, heldOf, selectGridBuckets, selectGridLines } from '../data/commit-grid.server';
import { selectCommitStanding } from '../data/commit-standing.server';
import { facetsOfPublished } from '../data/facets.server';
import { selectFactoryFence } from '../data/fences.server';
import { selectBucketRequests } from '../data/frozen-requests.server';
import { type LiabilityRow, selectLiabilities } from '../data/liability.server';
import { selectPublishedVersion } from '../data/version.server';
import type { GridRow, GridView } from '../domain/commit/grid-view';
import type { BucketLiability } from '../domain/commit/liability';
import { bucketLiability } from '../domain/commit/liability';
import { zoneOf } from '../domain/netting/fences';
import type { PerQuantile } from '../domain/netting/types';
import { weekViews } from '../domain/table-view';
import { named, versionView } from './forecast-table.server';

/** SKUs of one page of the grid: more are chosen by the filters, or answered in the file. */
export const GRID_SKUS = 500;

/** What a factory answers: SKUs down, weeks across, each bucket with what is asked, answered, agreed and covered. */
export async function commitGrid(tx: TenantTx, search: CommitSearch): Promise<GridView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const query = {
    ...search,
    versionId: version.id,
    firstWeek: version.firstWeek,
    weeks: version.orderHorizonWeeks,
    limit: GRID_SKUS,
    offset: (search.page - 1) * GRID_SKUS,
  };
  const [{ lines, total }, facets, names, fence, standing] = await Promise.all([
    selectGridLines(tx, query, tx.factoryId),
    facetsOfPublished(tx, version.id),
    referenceNames(tx),
    selectFactoryFence(tx, version.asOf),
    selectCommitStanding(tx, version),
  ]);
  const skuIds = lines.map(({ skuId }) => skuId);
  const [buckets, requests, liabilities] = await Promise.all([
    selectGridBuckets(tx, tx.factoryId, skuIds, version.firstWeek),
    selectBucketRequests(tx, tx.factoryId, skuIds, version.firstWeek),
    selectLiabilities(tx, { skuIds, fromWeek: version.firstWeek }),
  ]);
  const weeks = weekViews(version.firstWeek as CalendarDate, version.orderHorizonWeeks, fence);
  const column = new Map<string, number>(weeks.map(({ monday }, index) => [monday, index]));
  const bySku = new Map(lines.map((line) => [line.skuId, gridRow(line, weeks.length)]));
  for (const bucket of buckets) {
    const index = column.get(bucket.week);
    if (index !== undefined) bySku.get(bucket.skuId)!.held[index] = heldOf(bucket);
  }
  for (const request of requests) {
    const index = column.get(request.week);
    if (index === undefined) continue;
    const row = bySku.get(request.skuId)!;
    if (request.status === 'open')
      row.requests[index] = { id: request.id, to: request.toQuantity, side: request.raisedBySide };
    else row.agreed[index] = request.toQuantity;
  }
  addLiabilities(bySku, lines, liabilities, weeks);
  return {
    version: versionView(version),
    weeks,
    rows: [...bySku.values()],
    total,
    page: search.page,
    size: GRID_SKUS,
    facets: {
      categories: named(facets.categories, names.categories),
      markets: named(facets.markets, names.markets),
    },
    standing,
  };
}

function gridRow(line: GridLine, weeks: number): GridRow {
  const fence = { frozenWeeks: line.frozenWeeks, firmWeeks: line.firmWeeks, flexBp: 0 };
  return {
    skuId: line.skuId,
    code: line.skuCode,
    nameEn: line.skuNameEn,
    nameZh: line.skuNameZh,
    unitCostMinor: line.unitCostMinor,
    currency: line.currency,
    forecast: line.quantities.p50,
    zones: Array.from({ length: weeks }, (_, index) => zoneOf(index, fence)),
    held: {},
    requests: {},
    agreed: {},
    liability: {},
  };
}

function addLiabilities(
  rows: ReadonlyMap<string, GridRow>,
  lines: readonly GridLine[],
  liabilities: readonly LiabilityRow[],
  weeks: readonly { monday: string }[],
): void {
  if (liabilities.length === 0) return;
  for (const line of lines) {
    const own = liabilities.filter(({ skuId }) => skuId === line.skuId);
    if (own.length === 0) continue;
    weeks.forEach(({ monday }, index) => {
      const held = bucketLiability(
        own,
        monday,
        quantitiesAt(line.quantities, index),
        BigInt(line.unitCostMinor),
        currencyCode(line.currency),
      );
      if (held) rows.get(line.skuId)!.liability[index] = liabilityView(held);
    });
  }
}

/** The quantities of one week. */
export function quantitiesAt(quantities: PerQuantile<number[]>, index: number): PerQuantile<number> {
  const at = (list: number[]) => list[index] ?? 0;
  const { mean, p50, p70, p80, p90 } = quantities;
  return { mean: at(mean), p50: at(p50), p70: at(p70), p80: at(p80), p90: at(p90) };
}

/** What covers a bucket, as it goes to the page. */
export function liabilityView(held: BucketLiability) {
  const { quantile, covers, pieces, amount } = held;
  return { quantile, covers, pieces, minor: String(amount.minor) };
}
