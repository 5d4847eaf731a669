import type { PlatformTx } from '~db/tenancy.server';

export interface SourcedSku {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  abcClass: string;
  status: 'candidate' | 'active' | 'phasing_out' | 'discontinued';
}

/** A factory's terms for one SKU. */
export interface SourceTerms {
  id: string;
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

export interface SourceOfSku extends SourceTerms {
  factoryId: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  /** The record or the whole factory is. */
  isSuspended: boolean;
}

/** A SKU by its code; `lock` holds it, so that its shares are changed one after another. */
export async function selectSkuByCode(
  tx: PlatformTx,
  code: string,
  lock = false,
): Promise<SourcedSku | null> {
  const [row] = await tx.sql<SourcedSku[]>`
    select id, code, name_en as "nameEn", name_zh as "nameZh", category_code as "categoryCode",
      abc_class as "abcClass", status
    from sku where code = ${code} ${lock ? tx.sql`for no key update` : tx.sql``}`;
  return row ?? null;
}

/** Who makes a SKU, by share. */
export async function selectSourcesOfSku(tx: PlatformTx, skuId: string): Promise<SourceOfSku[]> {
  return tx.sql<SourceOfSku[]>`
    select s.id, s.factory_id as "factoryId", f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh", s.status,
      (s.status = 'suspended' or f.status = 'suspended') as "isSuspended", s.unit_cost_minor::text as "unitCostMinor",
      s.currency, s.production_lead_days as "productionLeadDays", s.transit_lead_days as "transitLeadDays",
      s.minimum_quantity as "minimumQuantity", s.order_multiple as "orderMultiple", s.share_bp as "shareBp", s.priority,
      s.markets
    from sourcing s join factory f on f.id = s.factory_id
    where s.sku_id = ${skuId} order by s.share_bp desc, s.priority, f.name_en`;
}

/** Which of the given market codes exist. */
export async function selectKnownMarkets(tx: PlatformTx, codes: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ code: string }[]>`
    select code from market where code = any(${codes as string[]}::text[]) order by code`;
  return rows.map(({ code }) => code);
}

/** Writes a factory's terms for a SKU, new or in place of those it had. */
export async function upsertSource(
  tx: PlatformTx,
  sku: SourcedSku,
  factoryId: string,
  terms: SourceTerms,
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString();
  await tx.sql`
    insert into sourcing (factory_id, id, sku_id, sku_code, sku_name_en, sku_name_zh, category_code, abc_class, markets,
      status, unit_cost_minor, currency, production_lead_days, transit_lead_days, minimum_quantity, order_multiple,
      share_bp, priority, created_at, updated_at)
    values (${factoryId}, ${terms.id}, ${sku.id}, ${sku.code}, ${sku.nameEn}, ${sku.nameZh}, ${sku.categoryCode},
      ${sku.abcClass}, ${terms.markets}::text[], ${terms.status}, ${terms.unitCostMinor}, ${terms.currency},
      ${terms.productionLeadDays}, ${terms.transitLeadDays}, ${terms.minimumQuantity}, ${terms.orderMultiple},
      ${terms.shareBp}, ${terms.priority}, ${at}, ${at})
    on conflict (factory_id, sku_id) do update set markets = excluded.markets, status = excluded.status,
      unit_cost_minor = excluded.unit_cost_minor, currency = excluded.currency,
      production_lead_days = excluded.production_lead_days, transit_lead_days = excluded.transit_lead_days,
      minimum_quantity = excluded.minimum_quantity, order_multiple = excluded.order_multiple,
      share_bp = excluded.share_bp, priority = excluded.priority, updated_at = excluded.updated_at`;
}
