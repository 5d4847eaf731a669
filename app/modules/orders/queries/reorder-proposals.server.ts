import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { currencyCode, currencyExponent } from '~/kernel/currency';
import { convertMinor } from '~/modules/catalog/domain/convert';
import { exactUsdRates } from '~/modules/catalog/queries/exact-usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type PlaceFactory, selectPlaceSources } from '../data/place-options.server';
import {
  type ReorderQuery,
  type ReorderRow,
  type ReorderTotals,
  selectReorders,
  selectUsualWarehouses,
} from '../data/reorder.server';
import { standingProblems } from '../domain/eligibility';
import {
  dailyRate,
  LEAD_DAYS_UNSOURCED,
  projectStockOut,
  reorderNeed,
  splitByShare,
  type Urgency,
} from '../domain/reorder';
import { cursorText, parseListCursor } from '../domain/reorder-search';
import type { ReorderSearch } from '../reorder-forms';
import { complianceCheck } from './compliance-check.server';
import { openSupply } from './open-supply.server';

export const REORDER_PAGE_SIZE = 25;
export const REORDER_EXPORT_ROWS = 10_000;

export interface ReorderPart {
  factory: PlaceFactory;
  quantity: number;
  unitCostMinor: string;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
}

/** One SKU that needs pieces, and the orders that would give it them. Pieces, days; money as minor units in text. */
export interface ReorderProposal extends Omit<ReorderRow, 'sortKey'> {
  /** Pieces per day. */
  rate: number;
  /** First day without stock, arrivals counted on their days; null beyond ten years. */
  stockOutOn: string | null;
  /** The stock runs out before something that is on its way arrives. */
  isGap: boolean;
  coverDays: number;
  daysToOrder: number;
  /** Latest day to order, so that the new pieces arrive as the last ones sell. */
  orderBy: string;
  urgency: Urgency;
  warehouseCode: string | null;
  parts: ReorderPart[];
  quantity: number;
  costUsdMinor: string | null;
}

export interface ReorderView {
  rows: ReorderProposal[];
  totals: ReorderTotals;
  next: string | null;
  previous: string | null;
  search: ReorderSearch;
}

/** One page of reorder proposals, the most money at risk first unless asked otherwise. */
export async function reorderProposals(
  tx: PlatformTx,
  search: ReorderSearch,
  today: CalendarDate,
): Promise<ReorderView> {
  const query = { ...(await queryOf(tx, search)), limit: REORDER_PAGE_SIZE + 1 };
  const found = await selectReorders(tx, query);
  const isBack = query.before !== undefined;
  const rows = isBack ? found.rows.slice(-REORDER_PAGE_SIZE) : found.rows.slice(0, REORDER_PAGE_SIZE);
  const more = found.rows.length > REORDER_PAGE_SIZE;
  const at = (row: ReorderRow | undefined) => row && cursorText({ key: row.sortKey, id: row.skuId });
  return {
    rows: await proposalsOf(tx, rows, today),
    totals: found.totals,
    next: (isBack || more ? at(rows.at(-1)) : undefined) ?? null,
    previous: ((isBack ? more : query.after !== undefined) ? at(rows[0]) : undefined) ?? null,
    search,
  };
}

/** Everything that the filters show, for the export. */
export async function reorderExport(
  tx: PlatformTx,
  search: ReorderSearch,
  today: CalendarDate,
): Promise<ReorderProposal[]> {
  const query = await queryOf(tx, { ...search, after: undefined, before: undefined });
  const { rows } = await selectReorders(tx, { ...query, limit: REORDER_EXPORT_ROWS });
  return proposalsOf(tx, rows, today);
}

/** The proposals of the given SKUs, of those that still need pieces. */
export async function reorderProposalsOf(
  tx: PlatformTx,
  skuIds: readonly string[],
  today: CalendarDate,
): Promise<ReorderProposal[]> {
  const query = await queryOf(tx, { sort: 'code', dir: 'asc' });
  const { rows } = await selectReorders(tx, { ...query, skuIds, limit: skuIds.length });
  return proposalsOf(tx, rows, today);
}

async function queryOf(tx: PlatformTx, search: ReorderSearch): Promise<Omit<ReorderQuery, 'limit'>> {
  const { after, before, ...filters } = search;
  const { sort } = filters;
  const place = (text: string | undefined) => {
    const cursor = parseListCursor(text, sort !== 'code');
    return cursor && { key: cursor.key, skuId: cursor.id };
  };
  const rates = new Map([...(await exactUsdRates(tx)), ['USD', '1']]);
  return {
    ...filters,
    usd: [...rates].map(([currency, rate]) => ({
      currency,
      cents: (Number(rate) * 100) / 10 ** currencyExponent(currencyCode(currency)),
    })),
    // The most urgent has the fewest days left.
    dir: filters.dir ?? (sort === 'urgency' || sort === 'code' ? 'asc' : 'desc'),
    after: place(after),
    before: place(before),
  };
}

async function proposalsOf(
  tx: PlatformTx,
  rows: readonly ReorderRow[],
  today: CalendarDate,
): Promise<ReorderProposal[]> {
  if (rows.length === 0) return [];
  const skuIds = rows.map(({ skuId }) => skuId);
  const supply = await openSupply(tx, skuIds, today, today, null);
  const sources = await selectPlaceSources(tx, skuIds);
  const usual = await selectUsualWarehouses(tx, skuIds);
  const rates = await exactUsdRates(tx);
  const check = await complianceCheck(
    tx,
    [...new Set(rows.map(({ categoryCode }) => categoryCode))],
    [...new Set(sources.map(({ factory }) => factory.id))],
  );
  return rows.map(({ sortKey: _, ...row }) => {
    const own = sources.filter(({ skuId }) => skuId === row.skuId);
    const soldIn = [...new Set(own.flatMap(({ markets }) => markets))];
    const warehouseCode = usual.get(row.skuId) ?? check.warehouses[0]?.code ?? null;
    const allowed = own.filter(
      (source) =>
        standingProblems({
          kind: 'reorder',
          factoryStatus: source.factory.status,
          source,
          covers: check.coversOf({
            factoryId: source.factory.id,
            skuId: row.skuId,
            categoryCode: row.categoryCode,
            warehouses: warehouseCode ? [warehouseCode] : [],
            soldIn,
            onDay: addDays(today, source.productionLeadDays + source.transitLeadDays),
          }),
        }).length === 0,
    );
    const parts = splitByShare(
      row.need,
      allowed.map((source) => ({
        factoryId: source.factory.id,
        // When those with a share may not make it, the first of the others takes it all.
        shareBp: allowed.some(({ shareBp }) => shareBp > 0) ? source.shareBp : source === allowed[0] ? 1 : 0,
        minimumQuantity: source.minimumQuantity,
        orderMultiple: source.orderMultiple,
        priority: source.priority,
      })),
    ).map(({ factoryId, quantity }): ReorderPart => {
      const { factory, unitCostMinor, currency, productionLeadDays, transitLeadDays } = allowed.find(
        (source) => source.factory.id === factoryId,
      )!;
      return { factory, quantity, unitCostMinor, currency, productionLeadDays, transitLeadDays };
    });
    const rate = dailyRate(row.sold28, row.sold90);
    const leadDays = row.leadDays ?? LEAD_DAYS_UNSOURCED;
    const all = row.onHand + row.inTransit + row.openOrder;
    const { coverDays, daysToOrder, urgency } = reorderNeed({
      rate,
      supply: all,
      leadDays,
      targetDays: row.targetDays,
    });
    const arrivals = (supply.get(row.skuId)?.open ?? []).map((open) => ({
      arrivesOn: open.expectedArrivalOn,
      pieces: open.inTransit + open.openOrder,
    }));
    const out = projectStockOut(row.onHand, arrivals, rate, today);
    const costs = parts.map(({ unitCostMinor, currency, quantity }) =>
      convertMinor(BigInt(unitCostMinor) * BigInt(quantity), currency, 'USD', rates, 'half_even'),
    );
    return {
      ...row,
      rate,
      stockOutOn: out?.day ?? null,
      isGap: out?.isGap ?? false,
      coverDays,
      daysToOrder,
      orderBy: addDays(today, Math.min(3650, daysToOrder)),
      urgency,
      warehouseCode,
      parts,
      quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0),
      costUsdMinor: costs.includes(null)
        ? null
        : costs.reduce<bigint>((sum, cost) => sum + (cost ?? 0n), 0n).toString(),
    };
  });
}
