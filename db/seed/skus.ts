import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import type { Uuid } from '~/kernel/ids';
import type { Random } from '~/kernel/random';
import { toMinor } from './exchange-rates';
import type { SeededFactory } from './factories';
import { SKU_CATEGORIES } from './names/categories';
import { MARKETS, type MarketSeed } from './names/places';
import { PRODUCT_TYPES, type ProductType, SERIES, VARIANTS } from './names/product-types';
import { at, type SeedContext } from './seed-context';

/** The life of a SKU in the seeded time. */
export type Lifecycle = 'mature' | 'launched' | 'new' | 'ending' | 'ended';

export interface SeededSku {
  id: Uuid;
  index: number;
  code: string;
  nameEn: string;
  nameZh: string;
  type: ProductType;
  /** Size or pack against the type. */
  factor: number;
  listPriceUsd: number;
  lifecycle: Lifecycle;
  launchedOn: CalendarDate;
  /** First day after the last sale; null while it sells. */
  endsOn: CalendarDate | null;
  /** Pieces a day in all markets, once established. */
  unitsPerDay: number;
  isIntermittent: boolean;
  markets: readonly { market: MarketSeed; share: number }[];
  /** Main factory and, for some, a second one, as positions in the list of factories. */
  factoryIndexes: readonly number[];
  /** Out of stock in every market at the end of the seeded time. */
  isOutNow: boolean;
}

/** Spread of revenue between SKUs: with this deviation of its logarithm some 15 % of them make 60 % of it. */
const REVENUE_SIGMA = 1.25;

/** How much more a new SKU sells than one of its kind that has been there for years. */
const LAUNCH_LIFT = 2.2;

/** What is sold, by whom it is made, where and how much of it. Ids ascend with the index. */
export function planSkus(ctx: SeedContext, factories: readonly SeededFactory[]): SeededSku[] {
  const order = ctx.random('product types').shuffle(PRODUCT_TYPES.map((_, index) => index));
  const makers = makersByCategory(factories);
  return Array.from({ length: ctx.scale.skus }, (_, index) => {
    const typeIndex = order[index % order.length]!;
    return planSku(ctx, index, typeIndex, Math.floor(index / order.length), makers, factories);
  });
}

function planSku(
  ctx: SeedContext,
  index: number,
  typeIndex: number,
  variantNo: number,
  makers: ReadonlyMap<string, readonly number[]>,
  factories: readonly SeededFactory[],
): SeededSku {
  const type = PRODUCT_TYPES[typeIndex]!;
  const code = skuCode(typeIndex, variantNo);
  const random = ctx.random('sku', code);
  const { nameEn, nameZh, factor } = naming(type, variantNo);
  const listPriceUsd = Math.round(random.int(type.price[0], type.price[1]) * factor) - 0.01;
  const life = lifecycle(ctx, random.fork('life'));
  const revenue = random.fork('revenue');
  const logMean = Math.log(ctx.scale.revenueUsdPerSkuDay) - REVENUE_SIGMA ** 2 / 2;
  const isIntermittent = life.lifecycle === 'mature' && revenue.next() < 0.12;
  const revenueUsd = Math.exp(revenue.normal(logMean, REVENUE_SIGMA));
  // A launch gets a campaign and is chosen for its promise: it sells more than the usual SKU.
  const launch = life.lifecycle === 'new' || life.lifecycle === 'launched' ? LAUNCH_LIFT : 1;
  const unitsPerDay = isIntermittent ? 0.1 + revenue.next() * 0.6 : (revenueUsd / listPriceUsd) * launch;
  return {
    id: ctx.id('sku', code, index),
    index,
    code,
    nameEn,
    nameZh,
    type,
    factor,
    listPriceUsd,
    ...life,
    unitsPerDay,
    isIntermittent,
    markets: chooseMarkets(ctx, type, random.fork('markets')),
    factoryIndexes: chooseFactories(type, makers, factories, random.fork('factories')),
    isOutNow: life.lifecycle !== 'ended' && life.lifecycle !== 'new' && random.fork('out now').next() < 0.04,
  };
}

/** Category, number of the type in it, number of the variant: `KIT03-002`. Stable when a type is added at the end. */
function skuCode(typeIndex: number, variantNo: number): string {
  const type = PRODUCT_TYPES[typeIndex]!;
  const prefix = SKU_CATEGORIES.find((category) => category.code === type.categoryCode)!.prefix;
  const first = PRODUCT_TYPES.findIndex((other) => other.categoryCode === type.categoryCode);
  const number = String(typeIndex - first + 1).padStart(2, '0');
  return `${prefix}${number}-${String(variantNo + 1).padStart(3, '0')}`;
}

function naming(type: ProductType, variantNo: number) {
  const variants = VARIANTS[type.variant];
  const variant = variants[variantNo % variants.length]!;
  const round = Math.floor(variantNo / variants.length);
  if (round === 0) {
    return {
      nameEn: `${type.en}, ${variant.en}`,
      nameZh: `${type.zh} ${variant.zh}`,
      factor: variant.factor,
    };
  }
  const series = SERIES[(round - 1) % SERIES.length]!;
  const generation = Math.floor((round - 1) / SERIES.length);
  const number = generation === 0 ? '' : ` ${generation + 1}`;
  return {
    nameEn: `${series.en}${number} ${type.en.charAt(0).toLowerCase()}${type.en.slice(1)}, ${variant.en}`,
    nameZh: `${series.zh}${number}${type.zh} ${variant.zh}`,
    factor: variant.factor,
  };
}

function lifecycle(ctx: SeedContext, random: Random): Pick<SeededSku, 'lifecycle' | 'launchedOn' | 'endsOn'> {
  const draw = random.next();
  const { today, firstDay } = ctx;
  const days = Math.round(ctx.scale.months * 30.4);
  const before = addDays(firstDay, -random.int(30, 700));
  if (draw < 0.11) return { lifecycle: 'new', launchedOn: addDays(today, -random.int(3, 63)), endsOn: null };
  if (draw < 0.24) {
    const launchedOn = addDays(firstDay, random.int(Math.round(days * 0.1), Math.round(days * 0.75)));
    return { lifecycle: 'launched', launchedOn, endsOn: null };
  }
  if (draw < 0.27) return { lifecycle: 'ending', launchedOn: before, endsOn: null };
  if (draw < 0.285) {
    return {
      lifecycle: 'ended',
      launchedOn: before,
      endsOn: addDays(today, -random.int(30, Math.min(120, days - 20))),
    };
  }
  return { lifecycle: 'mature', launchedOn: before, endsOn: null };
}

function chooseMarkets(ctx: SeedContext, type: ProductType, random: Random): SeededSku['markets'] {
  const [fewest, most] = ctx.scale.markets;
  const count = random.int(fewest, most);
  const asian = (market: MarketSeed) => market.region === 'southeast_asia' || market.region === 'east_asia';
  const pool = MARKETS.map((market) => ({
    market,
    weight: market.weight * (type.bias === 'all' ? 1 : (type.bias === 'asia') === asian(market) ? 2.5 : 0.25),
  }));
  const chosen: { market: MarketSeed; share: number }[] = [];
  while (chosen.length < count) {
    let left = random.next() * pool.reduce((sum, entry) => sum + entry.weight, 0);
    const at = pool.findIndex((entry) => {
      left -= entry.weight;
      return left < 0;
    });
    const [entry] = pool.splice(at < 0 ? pool.length - 1 : at, 1);
    chosen.push({ market: entry!.market, share: Math.sqrt(entry!.weight) * (0.6 + random.next()) });
  }
  const total = chosen.reduce((sum, entry) => sum + entry.share, 0);
  return chosen.map((entry) => ({ market: entry.market, share: entry.share / total }));
}

function makersByCategory(factories: readonly SeededFactory[]): Map<string, number[]> {
  const makers = new Map<string, number[]>();
  factories.forEach((factory, index) => {
    if (factory.status === 'suspended') return;
    for (const category of factory.makes) makers.set(category, [...(makers.get(category) ?? []), index]);
  });
  return makers;
}

/** A quarter has a second source, in another country where there is one: the dual base. */
function chooseFactories(
  type: ProductType,
  makers: ReadonlyMap<string, readonly number[]>,
  factories: readonly SeededFactory[],
  random: Random,
): number[] {
  const able = makers.get(type.categoryCode) ?? factories.map((_, index) => index);
  const main = random.pick(able);
  if (random.next() >= 0.28 || able.length < 2) return [main];
  const others = able.filter((index) => index !== main);
  const abroad = others.filter((index) => factories[index]!.countryCode !== factories[main]!.countryCode);
  return [main, random.pick(abroad.length > 0 ? abroad : others)];
}

const STATUS = { ending: 'phasing_out', ended: 'discontinued' } as Record<Lifecycle, string>;

/** Row of `sku`; the class is set when sales are known. */
export function skuRow(sku: SeededSku): object {
  const [length, width, height] = sku.type.mm;
  const scaled = (mm: number) => Math.round((mm * Math.cbrt(sku.factor)) / 5) * 5;
  return {
    id: sku.id,
    code: sku.code,
    name_en: sku.nameEn,
    name_zh: sku.nameZh,
    category_code: sku.type.categoryCode,
    abc_class: 'C',
    status: STATUS[sku.lifecycle] ?? 'active',
    launched_on: sku.launchedOn,
    list_price_minor: toMinor(sku.listPriceUsd, 'USD'),
    list_price_currency: 'USD',
    gross_g: Math.round((sku.type.grossG * sku.factor) / 10) * 10,
    length_mm: scaled(length),
    width_mm: scaled(width),
    height_mm: scaled(height),
    hs_code: sku.type.hs,
    attributes: {},
    created_at: at(addDays(sku.launchedOn, -45), '02:00'),
  };
}
