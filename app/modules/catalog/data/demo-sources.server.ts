import { asSystem, type PlatformTx } from '~db/tenancy.server';
import {
  DEMO_CATEGORIES,
  type DemoFactory,
  type DemoSku,
  type DemoSourcing,
  topCategory,
} from '../domain/demo-sources';

/** One transaction of the assignment; two at a time would both find the same SKUs without a source. */
export function inDemoAssignment<T>(work: (tx: PlatformTx) => Promise<T>): Promise<T> {
  return asSystem('import:assign-demo', async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('import:assign-demo'))`;
    return work(tx);
  });
}

/** Factories that may make something, in the order of their slugs, with the categories that they make already. */
export async function selectDemoFactories(tx: PlatformTx): Promise<DemoFactory[]> {
  return tx.sql<DemoFactory[]>`
    select f.id, f.country_code as "countryCode", f.currency,
      coalesce((select array_agg(distinct s.category_code) from sourcing s where s.factory_id = f.id), '{}') as categories
    from factory f where f.status <> 'suspended' order by f.slug`;
}

/** Ids, codes and names of SKUs that have sales and no source. */
export async function selectUnsourcedSkus(
  tx: PlatformTx,
): Promise<{ id: string; code: string; nameEn: string; categoryCode: string }[]> {
  return tx.sql<{ id: string; code: string; nameEn: string; categoryCode: string }[]>`
    select k.id, k.code, k.name_en as "nameEn", k.category_code as "categoryCode" from sku k
    where k.status in ('active', 'phasing_out')
      and not exists (select 1 from sourcing s where s.sku_id = k.id)
      and exists (select 1 from sales_daily d where d.sku_id = k.id)
    order by k.code collate "C"`;
}

/** Adds the demonstration categories that are missing and sorts SKUs into them. */
export async function sortSkus(
  tx: PlatformTx,
  sorted: readonly { id: string; category: string }[],
): Promise<void> {
  for (const [code, { nameEn, nameZh }] of Object.entries(DEMO_CATEGORIES)) {
    await tx.sql`
      insert into product_category (code, parent_code, name_en, name_zh)
      values (${code}, ${code.includes('.') ? topCategory(code) : null}, ${nameEn}, ${nameZh}) on conflict (code) do nothing`;
  }
  if (sorted.length === 0) return;
  await tx.sql`
    update sku set category_code = new.category
    from unnest(${sorted.map((s) => s.id)}::uuid[], ${sorted.map((s) => s.category)}::text[]) as new (id, category)
    where sku.id = new.id and sku.category_code <> new.category`;
}

/**
 * Classes the given SKUs by revenue over the last year of sales: A makes the first 60 %, C the last 10 %. Ranked among SKUs
 * that sell mostly in the same currency, so that no amounts of different currencies are compared.
 */
export async function classSkus(tx: PlatformTx, skuIds: readonly string[]): Promise<void> {
  await tx.sql`
    with revenue as (
      select sku_id, currency, sum(revenue_minor) as amount from sales_daily
      where sku_id = any(${skuIds as string[]}::uuid[])
        and sold_on > (select max(sold_on) from sales_daily) - 365
      group by sku_id, currency),
    main as (select distinct on (sku_id) * from revenue order by sku_id, amount desc, currency),
    ranked as (
      select sku_id, sum(amount) over (partition by currency order by amount desc, sku_id) - amount as before,
        sum(amount) over (partition by currency) as total
      from main),
    classed as (
      select sku_id, case when before < total * 0.6 then 'A' when before < total * 0.9 then 'B' else 'C' end as class
      from ranked)
    update sku set abc_class = classed.class from classed where sku.id = classed.sku_id and sku.abc_class <> classed.class`;
}

export interface SkuForSourcing extends DemoSku {
  nameEn: string;
  nameZh: string;
  markets: string[];
}

/** The given SKUs with what terms depend on: price, speed, markets. */
export async function selectSkusForSourcing(
  tx: PlatformTx,
  skuIds: readonly string[],
): Promise<SkuForSourcing[]> {
  const rows = await tx.sql<(Omit<SkuForSourcing, 'priceMinor'> & { priceMinor: string })[]>`
    with last as (select max(sold_on) as day from sales_daily),
    main as (
      select distinct on (sku_id) sku_id, currency,
        greatest(1, round(sum(revenue_minor) / greatest(1, sum(units))))::bigint as price
      from sales_daily where sku_id = any(${skuIds as string[]}::uuid[])
      group by sku_id, currency order by sku_id, sum(units) desc, currency),
    speed as (
      select sku_id, array_agg(distinct market_code order by market_code) as markets,
        coalesce(sum(units) filter (where sold_on > last.day - 91), 0) / 13.0 as weekly
      from sales_daily, last where sku_id = any(${skuIds as string[]}::uuid[]) group by sku_id)
    select k.id, k.code, k.name_en as "nameEn", k.name_zh as "nameZh", k.category_code as "categoryCode",
      k.abc_class as "abcClass", main.price::text as "priceMinor", main.currency, speed.weekly::float8 as "weeklyUnits",
      speed.markets
    from sku k join main on main.sku_id = k.id join speed on speed.sku_id = k.id
    order by k.code collate "C"`;
  return rows.map((row) => ({ ...row, priceMinor: BigInt(row.priceMinor) }));
}

/** Adds sourcing records, each with the factory's own copy of what it may know of the SKU. */
export async function addSourcings(
  tx: PlatformTx,
  sourcings: readonly (DemoSourcing & { id: string; sku: SkuForSourcing })[],
): Promise<void> {
  for (let from = 0; from < sourcings.length; from += 1000) {
    const rows = sourcings.slice(from, from + 1000).map(({ sku, unitCostMinor, ...terms }) => ({
      ...terms,
      unitCostMinor: unitCostMinor.toString(),
      skuCode: sku.code,
      nameEn: sku.nameEn,
      nameZh: sku.nameZh,
      category: sku.categoryCode,
      abc: sku.abcClass,
      markets: sku.markets,
    }));
    await tx.sql`
      insert into sourcing (factory_id, id, sku_id, sku_code, sku_name_en, sku_name_zh, category_code, abc_class, markets,
        status, unit_cost_minor, currency, production_lead_days, transit_lead_days, minimum_quantity, order_multiple,
        share_bp, priority)
      select "factoryId", id, "skuId", "skuCode", "nameEn", "nameZh", category, abc, markets, status, "unitCostMinor",
        currency, "productionLeadDays", "transitLeadDays", "minimumQuantity", "orderMultiple", "shareBp", priority
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as new (
        "factoryId" uuid, id uuid, "skuId" uuid, "skuCode" text, "nameEn" text, "nameZh" text, category text, abc text,
        markets text[], status text, "unitCostMinor" bigint, currency text, "productionLeadDays" int,
        "transitLeadDays" int, "minimumQuantity" int, "orderMultiple" int, "shareBp" int, priority int)`;
  }
}
