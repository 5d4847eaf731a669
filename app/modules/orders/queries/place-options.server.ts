import type { CalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { convertMinor, type UsdRates } from '~/modules/catalog/domain/convert';
import { exactUsdRates } from '~/modules/catalog/queries/exact-usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type PlaceFactory,
  type PlaceSkuRow,
  type PlaceSourceRow,
  selectOtherMakers,
  selectPlaceSkus,
  selectPlaceSources,
} from '../data/place-options.server';
import { type FactoryRecord, selectFactoryRecords } from '../data/pool-records.server';
import type { ComplianceCover } from '../domain/compliance';
import { eligibility } from '../domain/eligibility';
import type { CapacityLookup, KnownCapacity } from '../domain/place-capacity';
import { compareOptions, placeDates } from '../domain/place-compare';
import { type PlaceProblems, type PlaceSearch, type PlaceWish, placeWish } from '../domain/place-search';
import { sumOf } from '../domain/place-split';
import { type ComplianceCheck, complianceCheck, type WarehouseRow } from './compliance-check.server';

/** How one factory would make all the pieces of a SKU, and why it may not. Money as minor units in text. */
export interface PlaceOption {
  factory: PlaceFactory;
  reasons: Problem[];
  /** Null when the factory is not on the approved list: then there are no terms. */
  terms: {
    status: 'active' | 'backup' | 'suspended';
    unitCostMinor: string;
    currency: string;
    valueMinor: string;
    unitUsdMinor: string | null;
    valueUsdMinor: string | null;
    productionLeadDays: number;
    transitLeadDays: number;
    minimumQuantity: number;
    orderMultiple: number;
    shareBp: number;
    readyOn: string;
    shipOn: string;
    arrivesOn: string;
    lateDays: number;
    covers: ComplianceCover[];
  } | null;
  /** Pieces left by the week it would ship; null: not known. */
  capacityLeft: number | null;
  record: Omit<FactoryRecord, 'factoryId'> | null;
}

export interface PlaceSkuView extends PlaceSkuRow {
  destinations: { warehouseCode: string; quantity: number }[];
  total: number;
  /** Markets whose rules count. */
  markets: string[];
  options: PlaceOption[];
  /** The best that may make it. */
  suggested: string | null;
}

export interface PlaceView {
  search: PlaceSearch;
  problems: PlaceProblems;
  warehouses: WarehouseRow[];
  /** Empty until the first step is complete. */
  skus: PlaceSkuView[];
}

/** Makers of the category that are named as not on the list. */
const OTHER_MAKERS = 3;

/** The page on which an order is placed: the first step as typed, and per SKU every factory that could make it. */
export async function placeOptions(
  tx: PlatformTx,
  search: PlaceSearch,
  today: CalendarDate,
  capacityOf: CapacityLookup,
): Promise<PlaceView> {
  const loaded = await loadPlace(tx, search, today);
  const { wish, problems, check } = loaded;
  const view = { search, problems, warehouses: check.warehouses };
  if (!wish) return { ...view, skus: [] };
  const factoryIds = [...new Set(loaded.sources.map(({ factory }) => factory.id))];
  const capacity = await capacityOf(factoryIds);
  const records = new Map(
    (await selectFactoryRecords(tx, factoryIds, today)).map((row) => [row.factoryId, row]),
  );
  const rates = await exactUsdRates(tx);
  const facts = { wish, today, kind: search.kind, check, capacity, records, rates };
  const skus: PlaceSkuView[] = [];
  for (const wanted of wish.skus) {
    const sku = loaded.skus.get(wanted.code)!;
    const own = loaded.sources.filter(({ skuId }) => skuId === sku.skuId);
    const soldIn = [...new Set(own.flatMap(({ markets }) => markets))];
    const total = sumOf(wanted.destinations);
    const goods = { sku, soldIn, total, warehouses: wanted.destinations.map((d) => d.warehouseCode) };
    const others = await selectOtherMakers(tx, sku.skuId, sku.categoryCode, OTHER_MAKERS);
    const approved = own.map((source) => ({
      source,
      option: approvedOption(source, goods, facts),
    }));
    approved.sort((a, b) => compareOptions(rankOf(a), rankOf(b)));
    const options = [
      ...approved.map(({ option }) => option),
      ...others.map(({ factory }): PlaceOption => {
        const reasons = eligibility({
          kind: search.kind,
          quantity: total,
          factoryStatus: factory.status,
          source: null,
          covers: [],
        });
        return { factory, reasons, terms: null, capacityLeft: null, record: null };
      }),
    ];
    skus.push({
      ...sku,
      destinations: wanted.destinations,
      total,
      markets: check.marketsOf(goods.warehouses, soldIn),
      options,
      suggested: options.find(({ reasons }) => reasons.length === 0)?.factory.id ?? null,
    });
  }
  return { ...view, skus };
}

/** What both the page and the command start from: the wish, its SKUs and their sources. */
export async function loadPlace(
  tx: PlatformTx,
  search: PlaceSearch,
  today: CalendarDate,
): Promise<{
  wish: PlaceWish | null;
  problems: PlaceProblems;
  skus: Map<string, PlaceSkuRow>;
  sources: PlaceSourceRow[];
  check: ComplianceCheck;
}> {
  const codes = search.rows.map(({ sku }) => sku).filter((code) => code !== '');
  const found = codes.length > 0 ? await selectPlaceSkus(tx, [...new Set(codes)]) : [];
  const skus = new Map(found.map((sku) => [sku.code, sku]));
  const sources =
    found.length > 0
      ? await selectPlaceSources(
          tx,
          found.map(({ skuId }) => skuId),
        )
      : [];
  const check = await complianceCheck(
    tx,
    found.map(({ categoryCode }) => categoryCode),
    [...new Set(sources.map(({ factory }) => factory.id))],
  );
  const { wish, problems } = placeWish(
    search,
    today,
    check.warehouses.map(({ code }) => code),
  );
  search.rows.forEach(({ sku }, i) => {
    const known = skus.get(sku);
    if (sku !== '' && !known) problems[`sku.${i}`] = problem('sku_unknown', { sku });
    else if (known?.status === 'discontinued') problems[`sku.${i}`] = problem('sku_discontinued', { sku });
  });
  return { wish: Object.keys(problems).length > 0 ? null : wish, problems, skus, sources, check };
}

interface OptionFacts {
  wish: PlaceWish;
  today: CalendarDate;
  kind: PlaceSearch['kind'];
  check: ComplianceCheck;
  capacity: ReadonlyMap<string, KnownCapacity>;
  records: ReadonlyMap<string, FactoryRecord>;
  rates: UsdRates;
}

interface Goods {
  sku: PlaceSkuRow;
  soldIn: string[];
  total: number;
  warehouses: string[];
}

function approvedOption(source: PlaceSourceRow, goods: Goods, facts: OptionFacts): PlaceOption {
  const { factory, currency } = source;
  const dates = placeDates(source, { today: facts.today, ...facts.wish });
  const covers = facts.check.coversOf({
    factoryId: factory.id,
    skuId: goods.sku.skuId,
    categoryCode: goods.sku.categoryCode,
    warehouses: goods.warehouses,
    soldIn: goods.soldIn,
    onDay: dates.arrivesOn,
  });
  const reasons = eligibility({
    kind: facts.kind,
    quantity: goods.total,
    factoryStatus: factory.status,
    source,
    covers,
  });
  const unit = BigInt(source.unitCostMinor);
  const value = unit * BigInt(goods.total);
  const usd = (minor: bigint) =>
    convertMinor(minor, currency, 'USD', facts.rates, 'half_even')?.toString() ?? null;
  const record = facts.records.get(factory.id);
  return {
    factory,
    reasons,
    terms: {
      status: source.status,
      unitCostMinor: source.unitCostMinor,
      currency,
      valueMinor: value.toString(),
      unitUsdMinor: usd(unit),
      valueUsdMinor: usd(value),
      productionLeadDays: source.productionLeadDays,
      transitLeadDays: source.transitLeadDays,
      minimumQuantity: source.minimumQuantity,
      orderMultiple: source.orderMultiple,
      shareBp: source.shareBp,
      ...dates,
      covers,
    },
    capacityLeft: facts.capacity.get(factory.id)?.leftBy(dates.shipOn) ?? null,
    record: record ?? null,
  };
}

function rankOf({ source, option }: { source: PlaceSourceRow; option: PlaceOption }) {
  const { valueUsdMinor = null, lateDays = 0, arrivesOn = '' } = option.terms ?? {};
  return {
    factoryId: option.factory.id,
    reasons: option.reasons,
    lateDays,
    valueUsdMinor: valueUsdMinor === null ? null : BigInt(valueUsdMinor),
    arrivesOn,
    priority: source.priority,
  };
}
