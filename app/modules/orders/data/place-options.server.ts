import type { PlatformTx } from '~db/tenancy.server';
import type { PoolStatus } from '../domain/eligibility';

export interface PlaceSkuRow {
  skuId: string;
  code: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  status: string;
}

/** SKUs by their codes. */
export async function selectPlaceSkus(tx: PlatformTx, codes: readonly string[]): Promise<PlaceSkuRow[]> {
  return tx.sql<PlaceSkuRow[]>`
    select id as "skuId", code, name_en as "nameEn", name_zh as "nameZh", category_code as "categoryCode", status
    from sku where code = any(${codes as string[]})`;
}

/** Up to twenty SKUs whose code begins with, or whose name holds, the text. */
export async function selectSkuSuggestions(
  tx: PlatformTx,
  text: string,
): Promise<{ code: string; nameEn: string; nameZh: string }[]> {
  const like = text.replace(/[\\%_]/g, '\\$&');
  return tx.sql<{ code: string; nameEn: string; nameZh: string }[]>`
    select code, name_en as "nameEn", name_zh as "nameZh" from sku
    where status <> 'discontinued'
      and (code ilike ${`${like}%`} or name_en ilike ${`%${like}%`} or name_zh ilike ${`%${like}%`})
    order by (code ilike ${`${like}%`}) desc, code limit 20`;
}

export interface PlaceFactory {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  countryCode: string;
  currency: string;
  status: PoolStatus;
}

export interface PlaceSourceRow {
  skuId: string;
  factory: PlaceFactory;
  status: 'active' | 'backup' | 'suspended';
  unitCostMinor: string;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  shareBp: number;
  priority: number;
  markets: string[];
}

/** Every factory on the approved list of the given SKUs, suspended ones too. */
export async function selectPlaceSources(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<PlaceSourceRow[]> {
  return tx.sql<PlaceSourceRow[]>`
    select s.sku_id as "skuId", s.status, s.unit_cost_minor::text as "unitCostMinor", s.currency,
      s.production_lead_days as "productionLeadDays", s.transit_lead_days as "transitLeadDays",
      s.minimum_quantity as "minimumQuantity", s.order_multiple as "orderMultiple", s.share_bp as "shareBp", s.priority,
      s.markets, json_build_object('id', f.id, 'slug', f.slug, 'nameEn', f.name_en, 'nameZh', f.name_zh,
        'countryCode', f.country_code, 'currency', f.currency, 'status', f.status) as factory
    from sourcing s join factory f on f.id = s.factory_id
    where s.sku_id = any(${skuIds as string[]}::uuid[]) order by s.sku_id, s.priority, f.slug`;
}

/** Factories that make other things of a category and are not on a SKU's list, those that make most of it first. */
export async function selectOtherMakers(
  tx: PlatformTx,
  skuId: string,
  categoryCode: string,
  limit: number,
): Promise<{ factory: PlaceFactory; skus: number }[]> {
  return tx.sql<{ factory: PlaceFactory; skus: number }[]>`
    select json_build_object('id', f.id, 'slug', f.slug, 'nameEn', f.name_en, 'nameZh', f.name_zh,
      'countryCode', f.country_code, 'currency', f.currency, 'status', f.status) as factory, made.skus
    from (select factory_id, count(*)::int as skus from sourcing
      where category_code = ${categoryCode} and status <> 'suspended' group by factory_id) made
    join factory f on f.id = made.factory_id
    where not exists (select from sourcing s where s.factory_id = f.id and s.sku_id = ${skuId})
    order by made.skus desc, f.slug limit ${limit}`;
}
