import type { PlatformTx, TenantTx } from '~db/tenancy.server';

export interface FoundSku {
  code: string;
  nameEn: string;
  nameZh: string;
}

export interface FoundFactory {
  slug: string;
  nameEn: string;
  nameZh: string;
}

const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** SKUs of a version whose code or name holds `text`, codes that begin with it first. */
export async function searchLines(
  tx: TenantTx | PlatformTx,
  versionId: string,
  text: string,
  limit: number,
): Promise<FoundSku[]> {
  const { sql } = tx;
  const like = pattern(text);
  const own = 'factoryId' in tx ? sql`and factory_id = ${tx.factoryId}` : sql``;
  return sql<FoundSku[]>`
    select code, "nameEn", "nameZh" from (
      select distinct on (sku_code) sku_code as code, sku_name_en as "nameEn", sku_name_zh as "nameZh"
      from forecast_line
      where version_id = ${versionId} ${own}
        and (sku_code ilike ${like} or sku_name_en ilike ${like} or sku_name_zh ilike ${like})
      order by sku_code
    ) found
    order by not starts_with(lower(code), lower(${text})), code limit ${limit}`;
}

/** Factories whose name or slug holds `text`. */
export async function searchFactories(tx: PlatformTx, text: string, limit: number): Promise<FoundFactory[]> {
  const like = pattern(text);
  return tx.sql<FoundFactory[]>`
    select slug, name_en as "nameEn", name_zh as "nameZh" from factory
    where name_en ilike ${like} or name_zh ilike ${like} or slug ilike ${like} order by slug limit ${limit}`;
}
