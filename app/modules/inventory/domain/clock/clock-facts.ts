import { type ClockFacts, type ClockRule, DEFAULT_CLOCK_RULE } from './types';

/** Facts for tests and examples: 500 agreed pieces and nothing else, with whatever is given laid over them. */
export function someFacts(facts: Partial<ClockFacts> = {}): ClockFacts {
  return {
    order: { agreedUnits: 500, isComplete: false },
    receipts: [],
    shelved: [],
    sales: [],
    returns: [],
    listings: [],
    pauses: [],
    ...facts,
  };
}

/** Facts of a line that is received and put away in full at one instant (epoch ms). */
export function onShelf(at: number, quantity: number, facts: Partial<ClockFacts> = {}): ClockFacts {
  return someFacts({
    order: { agreedUnits: quantity, isComplete: true },
    receipts: [{ at, accepted: quantity, rejected: 0 }],
    shelved: [{ at, quantity }],
    ...facts,
  });
}

/** The default rule with whatever is given laid over it. */
export function someRule(rule: Partial<ClockRule> = {}): ClockRule {
  return { ...DEFAULT_CLOCK_RULE, ...rule };
}

/** Epoch ms of an ISO 8601 instant with an offset. */
export const instantOf = (iso: string): number => Date.parse(iso);
