import { dateInZone, daysBetween } from '~/kernel/calendar-date';
import type { StartFacts } from './start';
import type { ClockFacts, ClockRule, ClockStep, SellOutClock } from './types';
import type { AcceptedUnits, NetSales } from './units';
import type { ClockWindow } from './window';

interface StepInputs {
  start: StartFacts;
  window: ClockWindow | null;
  units: AcceptedUnits;
  sales: NetSales;
  core: Omit<SellOutClock, 'steps'>;
  now: number;
}

/** The arithmetic of a clock in the order in which a person would follow it; every figure of the result is in it. */
export function clockSteps(rule: ClockRule, facts: ClockFacts, inputs: StepInputs): ClockStep[] {
  const { units, sales, core } = inputs;
  const steps: ClockStep[] = [...windowSteps(rule, facts, inputs)];
  steps.push({
    code: 'accepted',
    params: {
      agreed: units.agreed,
      rejected: units.rejected,
      notToCome: units.notToCome,
      received: units.received,
      accepted: units.accepted,
    },
  });
  steps.push({
    code: 'target',
    params: { shareBp: rule.sellThroughBp, accepted: units.accepted, target: units.target },
  });
  if (core.startedAt === null) return steps;
  steps.push({ code: 'sold', params: { sold: sales.sold, returned: sales.returned, net: sales.net } });
  if (sales.soldOutside + sales.returnedOutside > 0) {
    steps.push({
      code: 'outside',
      params: { sold: sales.soldOutside, returned: sales.returnedOutside },
    });
  }
  return [...steps, lastStep(rule, inputs)];
}

function windowSteps(rule: ClockRule, facts: ClockFacts, { start, window, now }: StepInputs): ClockStep[] {
  if (window === null || start.startedAt === null) {
    return [
      { code: 'waiting', params: { event: rule.startEvent, missing: missingForStart(rule, facts, start) } },
    ];
  }
  const steps: ClockStep[] = [
    {
      code: 'start',
      params: {
        event: rule.startEvent,
        at: start.startedAt,
        date: window.startDate,
        receivedAt: start.receivedAt,
        shelvedAt: start.shelvedAt,
        // Where the listing came first, the put-away or the receipt decides.
        bySale: start.startedAt === start.soldAt ? 1 : 0,
      },
    },
    {
      code: 'window',
      params: {
        startDate: window.startDate,
        days: rule.windowDays,
        lastDate: window.plainLastDate,
        at: window.plainEnd - 1,
      },
    },
  ];
  for (const pause of [...facts.pauses].sort((a, b) => a.from - b.from || (a.to ?? now) - (b.to ?? now))) {
    const from = Math.max(pause.from, start.startedAt);
    const isOpen = pause.to === null || pause.to > now;
    const to = pause.to === null || pause.to > now ? now : pause.to;
    if (pause.from > now || to < from || (to === from && !isOpen)) continue;
    const counts = window.spans.some((span) => span.from <= from && to <= span.to);
    steps.push({
      code: isOpen ? 'pause_open' : 'pause',
      params: { cause: pause.cause, from, to, ms: counts ? to - from : 0 },
    });
  }
  if (window.spans.length > 0) {
    steps.push({
      code: 'pause_sum',
      params: { stretches: window.spans.length, ms: window.pausedMs, at: window.plainEnd + window.pausedMs },
    });
  }
  steps.push({
    code: window.isOpen ? 'expiry_open' : 'expiry',
    params: { at: window.end - 1, lastDate: window.lastDate },
  });
  return steps;
}

/** The first thing that the start still waits for. */
function missingForStart(rule: ClockRule, facts: ClockFacts, start: StartFacts): string {
  if (facts.order.isComplete && start.receivedAt === null && start.shelvedAt === null) return 'nothing';
  if (start.receivedAt === null && start.shelvedAt === null) return 'receipt';
  if (rule.startEvent === 'first_sale') return 'sale';
  if (rule.startEvent === 'first_sellable' && start.shelvedAt === null) return 'put_away';
  return 'listing';
}

function lastStep(rule: ClockRule, { window, units, core }: StepInputs): ClockStep {
  if (core.status === 'sold_out' && core.soldOutAt !== null && window !== null) {
    const date = dateInZone(core.soldOutAt, rule.timeZone);
    return {
      code: 'sold_out',
      params: { at: core.soldOutAt, date, day: daysBetween(window.startDate, date) },
    };
  }
  return {
    code: core.status === 'expired' ? 'expired' : 'missing',
    params: { target: units.target, net: core.netSold, missing: core.missingUnits },
  };
}
