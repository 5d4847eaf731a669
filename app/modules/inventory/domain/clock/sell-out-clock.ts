import { dateInZone, daysBetween } from '~/kernel/calendar-date';
import { clockStart } from './start';
import { clockSteps } from './steps';
import type { ClockFacts, ClockRule, ClockStatus, Flow, SellOutClock } from './types';
import { acceptedUnits, netSales } from './units';
import { type ClockWindow, clockWindow } from './window';

const unitsUntil = (flows: readonly Flow[], until: number): number =>
  flows.reduce((sum, flow) => (flow.at <= until ? sum + flow.quantity : sum), 0);

/**
 * The sell-out clock of one first-order line at `now` (epoch ms): a pure function of its rule and of what is recorded.
 *
 * It starts by the rule's event (see `clockStart`), ends with the last local day of the window as moved by pauses (see
 * `clockWindow`), and is sold out when sales less returns inside the window reach the target (see `acceptedUnits`,
 * `netSales`). A return inside the window reopens it; from the end of the window on the result stands, and only what is
 * recorded late but happened inside can still change it.
 *
 * @throws RangeError for an unknown time zone
 */
export function sellOutClock(rule: ClockRule, facts: ClockFacts, now: number): SellOutClock {
  const start = clockStart(rule, facts, now);
  const window = start.startedAt === null ? null : clockWindow(rule, start.startedAt, facts.pauses, now);
  const isFinal = window !== null && !window.isOpen && now >= window.end;
  const until = window === null || !isFinal ? now : window.end - 1;
  const order = isFinal ? (facts.orderAtExpiry ?? facts.order) : facts.order;
  const units = acceptedUnits(rule, order, facts.receipts, until);
  const sales = netSales(
    facts.sales,
    facts.returns,
    { from: start.startedAt ?? Number.NEGATIVE_INFINITY, until, now },
    units.target,
  );
  const isSoldOut = window !== null && units.target > 0 && sales.net >= units.target;
  const status = statusOf(window, isSoldOut, isFinal);
  const today = dateInZone(now, rule.timeZone);
  const core = {
    status,
    startedAt: start.startedAt,
    expiresAt: window === null || window.isOpen ? null : window.end - 1,
    expiresAtIfResumed: window === null ? null : window.end - 1,
    isFinal,
    pausedMs: window?.pausedMs ?? 0,
    acceptedUnits: units.accepted,
    targetUnits: units.target,
    receivedUnits: units.received,
    rejectedUnits: units.rejected,
    sellableUnits: Math.min(unitsUntil(facts.shelved, until), Math.max(units.received, 0)),
    soldUnits: sales.sold,
    returnedUnits: sales.returned,
    netSold: sales.net,
    missingUnits: Math.max(0, units.target - sales.net),
    soldOutAt: isSoldOut ? sales.soldOutAt : null,
    daysElapsed: window
      ? Math.min(daysBetween(window.startDate, today), daysBetween(window.startDate, window.lastDate))
      : null,
    daysLeft: window ? Math.max(0, daysBetween(today, window.lastDate)) : null,
  };
  return { ...core, steps: clockSteps(rule, facts, { start, window, units, sales, core, now }) };
}

function statusOf(window: ClockWindow | null, isSoldOut: boolean, isFinal: boolean): ClockStatus {
  if (window === null) return 'waiting';
  if (isSoldOut) return 'sold_out';
  if (isFinal) return 'expired';
  return window.isOpen ? 'paused' : 'running';
}
