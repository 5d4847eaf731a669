import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { insertListings, type ListingEvent, selectKnownListings } from '../data/ledger-listing.server';
import { type Catalog, lockHeads, selectCatalog } from '../data/ledger-read.server';
import type { ListingOutcome } from '../domain/ledger/outcome';
import type { ListingInput } from '../forms';
import { CLOCK_TOLERANCE_MS } from './record-row.server';
import type { TouchedSku } from './refresh-clocks.server';

/** Writes the events that are new, and tells since when the listing of each touched SKU differs. */
export async function writeListingEvents(
  tx: PlatformTx,
  source: string,
  rows: readonly ListingInput[],
  nowMs: number,
): Promise<{ outcomes: ListingOutcome[]; touched: TouchedSku[] }> {
  const catalog = await selectCatalog(tx, [...new Set(rows.map(({ sku }) => sku))]);
  const read = rows.map((row) => newListing(row, catalog, nowMs));
  const events = read.flatMap((result) => (result.ok ? [result.value] : []));
  await lockHeads(tx, [...new Set(events.map(({ skuId }) => skuId))].sort());
  const known = new Map<string, ListingEvent>();
  for (const event of await selectKnownListings(tx, source, events)) known.set(keyOf(event), event);
  const fresh: ListingEvent[] = [];
  const outcomes = read.map((result): ListingOutcome => {
    if (!result.ok) return { outcome: 'refused', problem: result.error };
    const event = result.value;
    const recorded = known.get(keyOf(event));
    if (recorded) return compared(event, recorded);
    known.set(keyOf(event), event);
    fresh.push(event);
    return { outcome: 'taken', eventId: event.id };
  });
  await insertListings(tx, source, fresh);
  const since = new Map<string, number>();
  for (const { skuId, at } of fresh) since.set(skuId, Math.min(at, since.get(skuId) ?? at));
  return { outcomes, touched: [...since].map(([skuId, sinceMs]) => ({ skuId, sinceMs })) };
}

function newListing(row: ListingInput, catalog: Catalog, nowMs: number): Result<ListingEvent> {
  const skuId = catalog.skus.get(row.sku);
  if (skuId === undefined) return err(problem('sku_unknown', { sku: row.sku }, 'sku'));
  const { market, sourceRef } = row;
  if (!catalog.markets.has(market)) return err(problem('market_unknown', { market }, 'market'));
  const at = Date.parse(row.occurredAt);
  if (at > nowMs + CLOCK_TOLERANCE_MS) return err(problem('occurred_in_future', undefined, 'occurredAt'));
  return ok({ id: newId(), skuId, market, isListed: row.listed, at, sourceRef });
}

function compared(event: ListingEvent, recorded: ListingEvent): ListingOutcome {
  const { market, isListed, at, sourceRef } = event;
  if (recorded.market === market && recorded.isListed === isListed && recorded.at === at) {
    return { outcome: 'duplicate', eventId: recorded.id };
  }
  return { outcome: 'refused', problem: problem('listing_conflict', { sourceRef }, 'sourceRef') };
}

const keyOf = ({ skuId, sourceRef }: { skuId: string; sourceRef: string }) => `${skuId}${sourceRef}`;
