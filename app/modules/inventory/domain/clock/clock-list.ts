import type { OddsReasoning } from './odds-reasoning';
import type { ClockStatus } from './types';

/** The states in the order in which a list shows them: what can still be helped stands first. */
export const CLOCK_STATES = [
  'running',
  'paused',
  'waiting',
  'sold_out',
  'expired',
] as const satisfies ClockStatus[];

/** Odds below this are worth a look: more likely not than so. */
export const LOW_ODDS_BP = 5_000;

export interface HelpFacts {
  status: ClockStatus;
  probabilityBp: number | null;
  reasoning: OddsReasoning | null;
  missing: number;
  agreed: number;
  received: number;
  sellable: number;
}

/** What would help a clock most, as a code of `sellOut:help` with its figures. */
export interface ClockHelp {
  code:
    | 'await_receipt'
    | 'await_put_away'
    | 'await_listing'
    | 'nothing_ordered'
    | 'paused'
    | 'stock'
    | 'arrival'
    | 'pace'
    | 'on_course'
    | 'unknown'
    | 'done'
    | 'over';
  params: Record<string, string | number>;
}

/** What would help: pieces that are not there, pieces that come late, or more sales a day than forecast. */
export function clockHelp(facts: HelpFacts): ClockHelp {
  const { status, reasoning, missing } = facts;
  if (status === 'sold_out') return { code: 'done', params: {} };
  if (status === 'expired') return { code: 'over', params: { missing } };
  if (status === 'paused') return { code: 'paused', params: { missing } };
  if (status === 'waiting') {
    if (facts.agreed === 0) return { code: 'nothing_ordered', params: {} };
    if (facts.received === 0) return { code: 'await_receipt', params: { count: facts.agreed } };
    return {
      code: facts.sellable === 0 ? 'await_put_away' : 'await_listing',
      params: { count: facts.received },
    };
  }
  if (!reasoning || facts.probabilityBp === null) return { code: 'unknown', params: {} };
  if (reasoning.limit === 'stock') {
    const there = reasoning.onHand + reasoning.toCome;
    return { code: 'stock', params: { missing, there, short: Math.max(0, missing - there) } };
  }
  if (reasoning.limit === 'arrival' && reasoning.lastArrivalOn) {
    return { code: 'arrival', params: { count: reasoning.toCome, date: reasoning.lastArrivalOn } };
  }
  const days = Math.max(1, reasoning.daysLeft);
  const params = {
    needed: Math.ceil((reasoning.needed / days) * 10) / 10,
    forecast: Math.round((reasoning.expected / days) * 10) / 10,
  };
  return { code: facts.probabilityBp < LOW_ODDS_BP ? 'pace' : 'on_course', params };
}

/** The state at `now` of a clock that was read earlier: a window may have ended in between. */
export function statusAt(clock: { status: ClockStatus; expiresAt: number | null }, now: number): ClockStatus {
  return clock.status === 'running' && clock.expiresAt !== null && clock.expiresAt < now
    ? 'expired'
    : clock.status;
}
