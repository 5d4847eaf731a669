import type { PlatformTx } from '~db/tenancy.server';
import { arrayText } from './copy-rows.server';

/** A SKU's listing in a market going on or off at an instant, epoch ms. */
export interface ListingEvent {
  id: string;
  skuId: string;
  market: string;
  isListed: boolean;
  at: number;
  sourceRef: string;
}

/** Events that were recorded under the given references. */
export async function selectKnownListings(
  tx: PlatformTx,
  source: string,
  keys: readonly { skuId: string; sourceRef: string }[],
): Promise<ListingEvent[]> {
  return tx.sql<ListingEvent[]>`
    select e.id, e.sku_id as "skuId", e.market_code as market, e.is_listed as "isListed", e.source_ref as "sourceRef",
      floor(extract(epoch from e.occurred_at) * 1000)::float8 as at
    from unnest(${arrayText(keys.map(({ skuId }) => skuId))}::text::uuid[],
      ${arrayText(keys.map(({ sourceRef }) => sourceRef))}::text::text[]) as k (sku_id, source_ref)
    cross join lateral (
      select * from listing_event e
      where e.sku_id = k.sku_id and e.source = ${source} and e.source_ref = k.source_ref limit 1) e`;
}

export async function insertListings(
  tx: PlatformTx,
  source: string,
  events: readonly ListingEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const column = (cell: (event: ListingEvent) => string | boolean) => arrayText(events.map(cell));
  await tx.sql`
    insert into listing_event (sku_id, id, market_code, is_listed, occurred_at, source, source_ref)
    select u.sku_id, u.id, u.market_code, u.is_listed, u.occurred_at, ${source}, u.source_ref
    from unnest(${column((e) => e.skuId)}::text::uuid[], ${column((e) => e.id)}::text::uuid[],
      ${column((e) => e.market)}::text::text[], ${column((e) => e.isListed)}::text::boolean[],
      ${column((e) => new Date(e.at).toISOString())}::text::timestamptz[],
      ${column((e) => e.sourceRef)}::text::text[])
      as u (sku_id, id, market_code, is_listed, occurred_at, source_ref)`;
}
