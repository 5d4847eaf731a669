import type { PlatformTx } from '~db/tenancy.server';

export interface NewSku {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  listPriceMinor: bigint | null;
  listPriceCurrency: string | null;
  grossG: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  hsCode: string;
}

export interface NewSource {
  id: string;
  factoryId: string;
  unitCostMinor: bigint;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  markets: readonly string[];
}

/** Writes a SKU. @returns false when another has its code */
export async function insertSku(tx: PlatformTx, sku: NewSku, now: number): Promise<boolean> {
  const { count } = await tx.sql`
    insert into sku (id, code, name_en, name_zh, category_code, abc_class, status, list_price_minor, list_price_currency,
      gross_g, length_mm, width_mm, height_mm, hs_code, created_at)
    values (${sku.id}, ${sku.code}, ${sku.nameEn}, ${sku.nameZh}, ${sku.categoryCode}, 'C', 'candidate',
      ${sku.listPriceMinor === null ? null : String(sku.listPriceMinor)}, ${sku.listPriceCurrency}, ${sku.grossG},
      ${sku.lengthMm}, ${sku.widthMm}, ${sku.heightMm}, ${sku.hsCode}, ${new Date(now).toISOString()})
    on conflict (code) do nothing`;
  return count === 1;
}

/** Writes who makes a SKU and on what terms; the only source has the whole share. */
export async function insertSource(
  tx: PlatformTx,
  sku: NewSku,
  source: NewSource,
  now: number,
): Promise<void> {
  await tx.sql`
    insert into sourcing (factory_id, id, sku_id, sku_code, sku_name_en, sku_name_zh, category_code, abc_class, markets,
      status, unit_cost_minor, currency, production_lead_days, transit_lead_days, minimum_quantity, order_multiple,
      share_bp, priority, created_at, updated_at)
    values (${source.factoryId}, ${source.id}, ${sku.id}, ${sku.code}, ${sku.nameEn}, ${sku.nameZh}, ${sku.categoryCode},
      'C', ${source.markets as string[]}::text[], 'active', ${String(source.unitCostMinor)}, ${source.currency},
      ${source.productionLeadDays}, ${source.transitLeadDays}, ${source.minimumQuantity}, ${source.orderMultiple}, 10000, 1,
      ${new Date(now).toISOString()}, ${new Date(now).toISOString()})`;
}

/** A factory by its id with what an order of it needs to know. */
export async function selectFactoryTerms(
  tx: PlatformTx,
  id: string,
): Promise<{ id: string; currency: string; status: string; nameEn: string } | null> {
  const [row] = await tx.sql<{ id: string; currency: string; status: string; nameEn: string }[]>`
    select id, currency, status, name_en as "nameEn" from factory where id = ${id}`;
  return row ?? null;
}

/** Factories that may take a new SKU: those that make its category first, then by name; none that is suspended. */
export async function selectFactoriesForSku(
  tx: PlatformTx,
  categoryCode: string,
): Promise<{ id: string; nameEn: string; nameZh: string; currency: string }[]> {
  return tx.sql<{ id: string; nameEn: string; nameZh: string; currency: string }[]>`
    select f.id, f.name_en as "nameEn", f.name_zh as "nameZh", f.currency
    from factory f where f.status <> 'suspended'
    order by exists (select from sourcing s where s.factory_id = f.id and s.category_code = ${categoryCode}) desc, f.name_en`;
}

/** A free code after the pattern of the category's other SKUs: their letters and the next number. */
export async function selectNextSkuCode(tx: PlatformTx, categoryCode: string): Promise<string> {
  const [row] = await tx.sql<{ prefix: string; next: number }[]>`
    select prefix, (select coalesce(max(substring(code from '^[A-Z]+-0*(\d{1,8})')::int), 0) + 1
      from sku where code like prefix || '-%') as next
    from (select substring(code from '^[A-Z]+') as prefix from sku
      where category_code = ${categoryCode} and code ~ '^[A-Z]+-\d' order by code limit 1) as found`;
  return row ? `${row.prefix}-${String(row.next).padStart(4, '0')}` : 'NEW-0001';
}
