import type { PlatformTx } from '~db/tenancy.server';

/** One factory's terms for one SKU, with the factory's fences on the day asked for. */
export interface SourcingTerms {
  sourcingId: string;
  factoryId: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  categoryCode: string;
  abcClass: 'A' | 'B' | 'C';
  markets: string[];
  /** Suspended when the record or the whole factory is. A backup source takes part as soon as its share is above 0. */
  isSuspended: boolean;
  unitCostMinor: string;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  shareBp: number;
  priority: number;
}

/** Ids of the SKUs that some factory makes, in order. */
export async function selectSourcedSkuIds(tx: PlatformTx): Promise<string[]> {
  const rows = await tx.sql<{ sku_id: string }[]>`
    select distinct s.sku_id from sourcing s join sku k on k.id = s.sku_id
    where k.status in ('active', 'phasing_out') order by s.sku_id`;
  return rows.map((row) => row.sku_id);
}

/** The sourcing records of the given SKUs, ordered by SKU and priority. */
export async function selectSourcing(tx: PlatformTx, skuIds: readonly string[]): Promise<SourcingTerms[]> {
  return tx.sql<SourcingTerms[]>`
    select s.id as "sourcingId", s.factory_id as "factoryId", s.sku_id as "skuId", k.code as "skuCode",
      k.name_en as "skuNameEn", k.name_zh as "skuNameZh", k.category_code as "categoryCode", k.abc_class as "abcClass",
      s.markets, (s.status = 'suspended' or f.status = 'suspended') as "isSuspended",
      s.unit_cost_minor::text as "unitCostMinor", s.currency, s.production_lead_days as "productionLeadDays",
      s.transit_lead_days as "transitLeadDays", s.minimum_quantity as "minimumQuantity",
      s.order_multiple as "orderMultiple", s.share_bp as "shareBp", s.priority
    from sourcing s join sku k on k.id = s.sku_id join factory f on f.id = s.factory_id
    where s.sku_id = any(${skuIds as string[]}::uuid[])
    order by s.sku_id, s.priority, s.factory_id`;
}
