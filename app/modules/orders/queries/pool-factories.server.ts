import { currencyCode, currencyExponent } from '~/kernel/currency';
import { convertMinor } from '~/modules/catalog/domain/convert';
import { exactUsdRates } from '~/modules/catalog/queries/exact-usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type ComplianceDocumentRow, selectDocuments } from '../data/compliance.server';
import {
  type PoolFactory,
  type PoolRow,
  type PoolSkuRow,
  type PoolTotals,
  selectPool,
  selectPoolCountries,
  selectPoolFactory,
  selectPoolReach,
  selectPoolSkus,
} from '../data/pool.server';
import {
  type FactoryOpen,
  type FactoryRecord,
  selectFactoryOpen,
  selectFactoryRecords,
} from '../data/pool-records.server';
import { type RiskRow, selectRisks } from '../data/risk.server';
import type { CapacityLookup } from '../domain/place-capacity';
import { cursorText, parseListCursor } from '../domain/reorder-search';
import type { PoolSearch } from '../pool-forms';

export const POOL_PAGE_SIZE = 25;
export const POOL_EXPORT_ROWS = 5000;
const SKUS_SHOWN = 50;

/** A factory of the pool with its figures. Money as minor units in text. */
export interface PoolFactoryRow extends Omit<PoolRow, 'sortKey'> {
  /** Booked share of the next eight weeks' capacity, basis points; null: not known. */
  loadBp: number | null;
  record: Omit<FactoryRecord, 'factoryId'> | null;
  open: Omit<FactoryOpen, 'factoryId'> | null;
  openUsdMinor: string | null;
}

export interface PoolView {
  rows: PoolFactoryRow[];
  totals: PoolTotals;
  countries: string[];
  next: string | null;
  previous: string | null;
  search: PoolSearch;
}

/** One page of the factory pool, the most open money first unless asked otherwise. */
export async function poolFactories(
  tx: PlatformTx,
  search: PoolSearch,
  today: string,
  capacityOf: CapacityLookup,
): Promise<PoolView> {
  const query = await queryOf(tx, search, today);
  const { rows: found, totals } = await selectPool(tx, { ...query, limit: POOL_PAGE_SIZE + 1 });
  const isBack = query.before !== undefined;
  const shown = isBack ? found.slice(-POOL_PAGE_SIZE) : found.slice(0, POOL_PAGE_SIZE);
  const more = found.length > POOL_PAGE_SIZE;
  const at = (row: PoolRow | undefined) => row && cursorText({ key: row.sortKey, id: row.id });
  return {
    rows: await withFigures(tx, shown, today, capacityOf),
    totals,
    countries: await selectPoolCountries(tx),
    next: (isBack || more ? at(shown.at(-1)) : undefined) ?? null,
    previous: ((isBack ? more : query.after !== undefined) ? at(shown[0]) : undefined) ?? null,
    search,
  };
}

/** Everything that the filters show, for the export. */
export async function poolExport(
  tx: PlatformTx,
  search: PoolSearch,
  today: string,
  capacityOf: CapacityLookup,
): Promise<PoolFactoryRow[]> {
  const query = await queryOf(tx, { ...search, after: undefined, before: undefined }, today);
  const { rows } = await selectPool(tx, { ...query, limit: POOL_EXPORT_ROWS });
  return withFigures(tx, rows, today, capacityOf);
}

async function queryOf(tx: PlatformTx, search: PoolSearch, today: string) {
  const { after, before, ...filters } = search;
  const rates = new Map([...(await exactUsdRates(tx)), ['USD', '1']]);
  const place = (text: string | undefined) => parseListCursor(text, filters.sort === 'open');
  return {
    ...filters,
    today,
    dir: filters.dir ?? (filters.sort === 'name' ? ('asc' as const) : ('desc' as const)),
    usd: [...rates].map(([currency, rate]) => ({
      currency,
      cents: (Number(rate) * 100) / 10 ** currencyExponent(currencyCode(currency)),
    })),
    after: place(after),
    before: place(before),
  };
}

async function withFigures(
  tx: PlatformTx,
  rows: readonly PoolRow[],
  today: string,
  capacityOf: CapacityLookup,
): Promise<PoolFactoryRow[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const records = byFactory(await selectFactoryRecords(tx, ids, today));
  const open = byFactory(await selectFactoryOpen(tx, ids));
  const capacity = await capacityOf(ids);
  const rates = await exactUsdRates(tx);
  return rows.map(({ sortKey: _, ...row }) => {
    const own = open.get(row.id) ?? null;
    return {
      ...row,
      loadBp: capacity.get(row.id)?.loadBp ?? null,
      record: records.get(row.id) ?? null,
      open: own,
      openUsdMinor: own
        ? (convertMinor(BigInt(own.valueMinor), own.currency, 'USD', rates, 'half_even')?.toString() ?? null)
        : '0',
    };
  });
}

const byFactory = <T extends { factoryId: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.factoryId, row]));

export interface PoolFactoryView {
  factory: PoolFactory;
  record: FactoryRecord | null;
  open: FactoryOpen | null;
  reach: { skus: number; soleSkus: number };
  skus: PoolSkuRow[];
  nextSku: string | null;
  documents: ComplianceDocumentRow[];
  risks: RiskRow[];
}

/** A factory by its slug, without its figures; null when there is none. */
export function poolFactoryHead(tx: PlatformTx, slug: string): Promise<PoolFactory | null> {
  return selectPoolFactory(tx, slug);
}

/** Everything that the pool knows of one factory; null when there is no such factory. */
export async function poolFactory(
  tx: PlatformTx,
  slug: string,
  afterSku: string | undefined,
  today: string,
): Promise<PoolFactoryView | null> {
  const factory = await selectPoolFactory(tx, slug);
  if (!factory) return null;
  const skus = await selectPoolSkus(tx, factory.id, afterSku, SKUS_SHOWN + 1);
  return {
    factory,
    record: (await selectFactoryRecords(tx, [factory.id], today))[0] ?? null,
    open: (await selectFactoryOpen(tx, [factory.id]))[0] ?? null,
    reach: await selectPoolReach(tx, factory.id),
    skus: skus.slice(0, SKUS_SHOWN),
    nextSku: skus.length > SKUS_SHOWN ? (skus[SKUS_SHOWN - 1]?.skuCode ?? null) : null,
    documents: await selectDocuments(tx, [factory.id]),
    risks: await selectRisks(tx, { state: 'all', factoryId: factory.id, limit: 20 }),
  };
}
