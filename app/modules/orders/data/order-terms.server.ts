import type { PlatformTx } from '~db/tenancy.server';

/** The factory that an order goes to, as far as ordering needs it. */
export interface OrderedFactory {
  id: string;
  slug: string;
  timeZone: string;
  status: string;
}

/** A factory's terms for a SKU, with the names that its order line copies. */
export interface OrderTerms {
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  status: 'active' | 'backup' | 'suspended';
  unitCostMinor: string;
  currency: string;
  minimumQuantity: number;
  orderMultiple: number;
  transitLeadDays: number;
}

export async function selectOrderedFactory(
  tx: PlatformTx,
  factoryId: string,
): Promise<OrderedFactory | null> {
  const rows = await tx.sql<OrderedFactory[]>`
    select id, slug, time_zone as "timeZone", status from factory where id = ${factoryId}`;
  return rows[0] ?? null;
}

/** The terms of one factory for the given SKUs, by SKU id. */
export async function selectOrderTerms(
  tx: PlatformTx,
  factoryId: string,
  skuIds: readonly string[],
): Promise<Map<string, OrderTerms>> {
  const rows = await tx.sql<OrderTerms[]>`
    select sku_id as "skuId", sku_code as "skuCode", sku_name_en as "skuNameEn", sku_name_zh as "skuNameZh", status,
      unit_cost_minor::text as "unitCostMinor", currency, minimum_quantity as "minimumQuantity",
      order_multiple as "orderMultiple", transit_lead_days as "transitLeadDays"
    from sourcing where factory_id = ${factoryId} and sku_id = any(${skuIds as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.skuId, row]));
}

/** What a factory may be asked for in `currency`: its terms that are not suspended, of SKUs that are still bought, by code. */
export async function selectOrderableTerms(
  tx: PlatformTx,
  factoryId: string,
  currency: string,
): Promise<OrderTerms[]> {
  return tx.sql<OrderTerms[]>`
    select s.sku_id as "skuId", s.sku_code as "skuCode", s.sku_name_en as "skuNameEn", s.sku_name_zh as "skuNameZh",
      s.status, s.unit_cost_minor::text as "unitCostMinor", s.currency, s.minimum_quantity as "minimumQuantity",
      s.order_multiple as "orderMultiple", s.transit_lead_days as "transitLeadDays"
    from sourcing s join sku k on k.id = s.sku_id
    where s.factory_id = ${factoryId} and s.currency = ${currency} and s.status <> 'suspended'
      and k.status in ('candidate', 'active')
    order by s.sku_code`;
}

/** Which of the given warehouse codes do not exist. */
export async function unknownWarehouses(tx: PlatformTx, codes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ code: string }[]>`
    select wanted.code from unnest(${codes as string[]}::text[]) wanted(code)
    where not exists (select from warehouse w where w.code = wanted.code)`;
  return new Set(rows.map(({ code }) => code));
}

/** Pieces per SKU over all orders of one decision that are not cancelled; `exceptId` is left out. */
export async function selectGroupPieces(
  tx: PlatformTx,
  groupId: string,
  exceptId: string,
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ skuId: string; pieces: number }[]>`
    select l.sku_id as "skuId", sum(l.quantity)::int as pieces
    from purchase_order o join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    where o.group_id = ${groupId} and o.id <> ${exceptId} and l.status <> 'cancelled'
    group by l.sku_id`;
  return new Map(rows.map(({ skuId, pieces }) => [skuId, pieces]));
}

/**
 * The next number that begins with `prefix`, over all factories: warehouses know an order by its number alone. The prefix
 * names the day, so only the orders of the last days can begin with it; it stays locked until the transaction ends, so that
 * two drafts at once get two numbers.
 */
export async function nextOrderNumber(tx: PlatformTx, prefix: string, now: number): Promise<string> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`order ${prefix}`}, 0))`;
  const since = new Date(now - 3 * 86_400_000).toISOString();
  const rows = await tx.sql<{ number: string }[]>`
    select number from purchase_order where created_at >= ${since} and starts_with(number, ${prefix})`;
  const taken = rows.map(({ number }) => Number(number.slice(prefix.length))).filter(Number.isSafeInteger);
  return `${prefix}${Math.max(0, ...taken) + 1}`;
}
