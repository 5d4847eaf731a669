import type { Uuid } from '~/kernel/ids';
import { toMinor } from './exchange-rates';
import type { SeededFactory } from './factories';
import { at, type SeedContext } from './seed-context';
import type { SeededSku } from './skus';

export type AbcClass = 'A' | 'B' | 'C';

export interface SeededSourcing {
  id: Uuid;
  sku: SeededSku;
  factory: SeededFactory;
  abcClass: AbcClass;
  unitCostMinor: number;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  shareBp: number;
  priority: number;
}

/** Classes by revenue: A makes the first 80 % of it, C the last 5 %, as the stock rule has it. */
export function abcClasses(revenue: Float64Array): AbcClass[] {
  const order = Array.from(revenue.keys()).sort((a, b) => revenue[b]! - revenue[a]! || a - b);
  const total = revenue.reduce((sum, value) => sum + value, 0);
  const classes = new Array<AbcClass>(revenue.length).fill('C');
  let before = 0;
  for (const index of order) {
    if (before >= total * 0.95) break;
    classes[index] = before < total * 0.8 ? 'A' : 'B';
    before += revenue[index]!;
  }
  return classes;
}

/** The one or two sources of a SKU with their terms. */
export function planSourcing(
  ctx: SeedContext,
  sku: SeededSku,
  abcClass: AbcClass,
  factories: readonly SeededFactory[],
): SeededSourcing[] {
  const shares =
    sku.factoryIndexes.length === 1
      ? [10_000]
      : ctx.random('shares', sku.code).next() < 0.5
        ? [6000, 4000]
        : [7000, 3000];
  return sku.factoryIndexes.map((factoryIndex, position) => {
    const factory = factories[factoryIndex]!;
    const random = ctx.random('sourcing', sku.code, factory.slug);
    const costUsd = sku.listPriceUsd * (0.24 + random.next() * 0.1) * (position === 0 ? 1 : 1.04);
    return {
      id: ctx.id('sourcing', `${factory.slug} ${sku.code}`, sku.index),
      sku,
      factory,
      abcClass,
      unitCostMinor: toMinor(costUsd, factory.currency),
      currency: factory.currency,
      productionLeadDays: random.int(20, 45),
      transitLeadDays: transitDays(sku, factory, random.next()),
      minimumQuantity: random.pick([200, 300, 300, 500]),
      orderMultiple: random.pick([10, 20, 25, 50, 100]),
      shareBp: shares[position]!,
      priority: position + 1,
    };
  });
}

/** Small electronics fly; the rest goes by sea, or by land within South-East Asia. @param u uniform in [0, 1) */
function transitDays(sku: SeededSku, factory: SeededFactory, u: number): number {
  const near = sku.markets.every(({ market }) => market.region === 'southeast_asia');
  if (near) return factory.countryCode === 'CN' ? 10 + Math.floor(u * 8) : 5 + Math.floor(u * 6);
  const flies = sku.type.categoryCode.startsWith('electronics') && sku.type.grossG < 400;
  return flies ? 7 + Math.floor(u * 7) : 22 + Math.floor(u * 14);
}

export function sourcingRow(ctx: SeedContext, source: SeededSourcing): object {
  const { sku, factory } = source;
  return {
    factory_id: factory.id,
    id: source.id,
    sku_id: sku.id,
    sku_code: sku.code,
    sku_name_en: sku.nameEn,
    sku_name_zh: sku.nameZh,
    category_code: sku.type.categoryCode,
    abc_class: source.abcClass,
    markets: sku.markets.map(({ market }) => market.code).sort(),
    status: sku.lifecycle === 'ended' ? 'suspended' : 'active',
    unit_cost_minor: source.unitCostMinor,
    currency: source.currency,
    production_lead_days: source.productionLeadDays,
    transit_lead_days: source.transitLeadDays,
    minimum_quantity: source.minimumQuantity,
    order_multiple: source.orderMultiple,
    share_bp: source.shareBp,
    priority: source.priority,
    created_at: at(ctx.firstDay, '03:00'),
    updated_at: at(ctx.firstDay, '03:00'),
  };
}
