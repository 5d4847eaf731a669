import type { ClockFacts, ClockRule, Flow, OrderFacts } from './types';

/** Pieces that the order counts, and why. */
export interface AcceptedUnits {
  agreed: number;
  received: number;
  rejected: number;
  /** Agreed pieces that are neither received nor rejected and will not come any more. */
  notToCome: number;
  accepted: number;
  target: number;
}

/**
 * Accepted and target units from the order and from receipts up to `until` (epoch ms, inclusive): while pieces are still
 * to come the agreed quantity counts, less what was rejected; late and surplus receipts count; rejected pieces never do.
 * target = ⌈share × accepted⌉.
 */
export function acceptedUnits(
  rule: ClockRule,
  order: OrderFacts,
  receipts: ClockFacts['receipts'],
  until: number,
): AcceptedUnits {
  let received = 0;
  let rejected = 0;
  for (const receipt of receipts) {
    if (receipt.at > until) continue;
    received += receipt.accepted;
    rejected += receipt.rejected;
  }
  const open = Math.max(0, order.agreedUnits - received - rejected);
  const notToCome = order.isComplete ? open : 0;
  const accepted = Math.max(received, order.agreedUnits - rejected - notToCome, 0);
  return {
    agreed: order.agreedUnits,
    received,
    rejected,
    notToCome,
    accepted,
    // In whole numbers, so that 100 % of any count is that count.
    target: Math.ceil((accepted * rule.sellThroughBp) / 10_000),
  };
}

export interface NetSales {
  sold: number;
  returned: number;
  net: number;
  /** The last instant at which net sales rose to the target or above it, while they still stand there. */
  soldOutAt: number | null;
  /** Pieces sold and returned after the window. */
  soldOutside: number;
  returnedOutside: number;
}

/**
 * Sales less returns in `[from, until]` (epoch ms, both inclusive). What happens in one instant counts together, so the
 * order of equal instants means nothing.
 */
export function netSales(
  sales: readonly Flow[],
  returns: readonly Flow[],
  { from, until, now }: { from: number; until: number; now: number },
  target: number,
): NetSales {
  const changes = new Map<number, number>();
  const result = { sold: 0, returned: 0, soldOutside: 0, returnedOutside: 0 };
  const take = (flows: readonly Flow[], sign: 1 | -1, inside: 'sold' | 'returned') => {
    for (const { at, quantity } of flows) {
      if (at < from || at > now) continue;
      if (at > until) {
        result[inside === 'sold' ? 'soldOutside' : 'returnedOutside'] += quantity;
        continue;
      }
      result[inside] += quantity;
      changes.set(at, (changes.get(at) ?? 0) + sign * quantity);
    }
  };
  take(sales, 1, 'sold');
  take(returns, -1, 'returned');
  const net = result.sold - result.returned;
  let soldOutAt: number | null = null;
  if (target > 0 && net >= target) {
    let sum = 0;
    for (const [at, change] of [...changes].sort((a, b) => a[0] - b[0])) {
      const before = sum;
      sum += change;
      if (before < target && sum >= target) soldOutAt = at;
    }
  }
  return { ...result, net, soldOutAt };
}
