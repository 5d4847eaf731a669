import type { ClockFacts, ClockRule, Flow, ListingFact } from './types';

/** The first instants that may start a clock, epoch ms; null where it has not happened by `now`. */
export interface StartFacts {
  receivedAt: number | null;
  shelvedAt: number | null;
  /** First instant at which the SKU is listed while a piece is shelved. */
  sellableAt: number | null;
  /** First instant at which the SKU is listed while a piece has been received. */
  listedAt: number | null;
  soldAt: number | null;
  startedAt: number | null;
}

const earliest = (
  flows: readonly (Flow | { at: number; accepted: number })[],
  now: number,
): number | null => {
  let first = Number.POSITIVE_INFINITY;
  for (const flow of flows) {
    const quantity = 'quantity' in flow ? flow.quantity : flow.accepted;
    if (quantity > 0 && flow.at <= now && flow.at < first) first = flow.at;
  }
  return first === Number.POSITIVE_INFINITY ? null : first;
};

/**
 * The first instant at or after `from` at which the SKU is listed in some market: `from` itself where it is listed then.
 * Without any listing event it always is; before its first event a market is not. Events of one instant in one market
 * count as on if any of them says on.
 */
export function listedFrom(listings: readonly ListingFact[], from: number, now: number): number | null {
  if (listings.length === 0) return from;
  const last = new Map<string, { at: number; isListed: boolean }>();
  let next = Number.POSITIVE_INFINITY;
  for (const { at, market, isListed } of listings) {
    if (at > now) continue;
    if (at > from) {
      if (isListed && at < next) next = at;
      continue;
    }
    const kept = last.get(market);
    if (!kept || at > kept.at) last.set(market, { at, isListed });
    else if (at === kept.at && isListed) kept.isListed = true;
  }
  for (const state of last.values()) if (state.isListed) return from;
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/**
 * When the clock starts. `first_sellable`: a piece is shelved and the SKU listed somewhere; `first_listing`: a piece is
 * received and the SKU listed; `goods_receipt`: accepted pieces are received; `first_sale`: a piece is sold. A sale
 * proves all of these, so no clock starts later than the first sale.
 */
export function clockStart(rule: ClockRule, facts: ClockFacts, now: number): StartFacts {
  const receivedAt = earliest(facts.receipts, now);
  const shelvedAt = earliest(facts.shelved, now);
  const soldAt = earliest(facts.sales, now);
  const sellableAt = shelvedAt === null ? null : listedFrom(facts.listings, shelvedAt, now);
  // What is put away has been received, whatever the receipt says.
  const inHouse =
    receivedAt === null || (shelvedAt !== null && shelvedAt < receivedAt) ? shelvedAt : receivedAt;
  const listedAt = inHouse === null ? null : listedFrom(facts.listings, inHouse, now);
  const byEvent = {
    first_sellable: sellableAt,
    goods_receipt: inHouse,
    first_listing: listedAt,
    first_sale: soldAt,
  }[rule.startEvent];
  const startedAt = byEvent === null ? soldAt : soldAt === null ? byEvent : Math.min(byEvent, soldAt);
  return { receivedAt, shelvedAt, sellableAt, listedAt, soldAt, startedAt };
}
