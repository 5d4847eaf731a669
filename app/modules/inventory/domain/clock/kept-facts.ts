import { type CondensedDay, condense } from './condensed-days';
import type { ClockFacts, ListingFact, OrderFacts, ReceiptFact } from './types';

/**
 * What a clock keeps of its inputs beside its result (`sell_out_clock.evidence`), so that the factory's own rows are
 * enough to do the arithmetic again: everything but sales and returns, which are in its evidence, and pauses.
 */
export interface KeptFacts {
  order: OrderFacts;
  /** Set at the first reading after the end of the window, and never changed then. */
  orderAtExpiry: OrderFacts | null;
  receipts: ReceiptFact[];
  /** Instants and pieces of `shelved`, as pairs. */
  shelved: [at: number, quantity: number][];
  listings: ListingFact[];
  /** Sales and returns by day, so that a refresh reads again only the days that changed. */
  days: CondensedDay[];
  /** Units that the list shows beside the net ones. */
  sold: number;
  returned: number;
  rejected: number;
}

/** The part of a clock's facts that it keeps. */
export function keptFacts(
  facts: ClockFacts,
  timeZone: string,
  figures: { sold: number; returned: number; rejected: number },
): KeptFacts {
  return {
    order: facts.order,
    orderAtExpiry: facts.orderAtExpiry ?? null,
    receipts: [...facts.receipts],
    shelved: facts.shelved.map(({ at, quantity }) => [at, quantity]),
    listings: [...facts.listings],
    days: condense(facts.sales, facts.returns, timeZone),
    ...figures,
  };
}

/** The facts of a clock from what it kept and from the rows beside it. A clock that was never read has kept nothing. */
export function factsFrom(
  kept: Partial<KeptFacts>,
  rest: Pick<ClockFacts, 'sales' | 'returns' | 'pauses'>,
  fallback: OrderFacts,
): ClockFacts {
  return {
    order: kept.order ?? fallback,
    orderAtExpiry: kept.orderAtExpiry ?? null,
    receipts: kept.receipts ?? [],
    shelved: (kept.shelved ?? []).map(([at, quantity]) => ({ at, quantity })),
    listings: kept.listings ?? [],
    ...rest,
  };
}
