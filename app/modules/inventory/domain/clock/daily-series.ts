import { addDays, type CalendarDate, dateInZone, daysBetween } from '~/kernel/calendar-date';
import { dayEnd, dayStart } from './local-days';
import { pausedBefore, type Span } from './pauses';
import type { ClockFacts, ClockRule, Flow, SellOutClock } from './types';
import { clockWindow } from './window';

/** One local day of the window. */
export interface ClockDay {
  date: CalendarDate;
  /** Days after the day of the start. */
  day: number;
  sold: number;
  returned: number;
  /** Net units sold by the end of the day; null for days to come. */
  net: number | null;
  /** Net units that an even pace to the target would have reached by the end of the day; flat while paused. */
  needed: number;
  pausedMs: number;
}

/**
 * The days of a started clock from its start to the end of its window: what was sold and returned on each, the sum, and
 * the straight line to the target over the time that is not paused. Empty before the start.
 */
export function dailySeries(
  rule: ClockRule,
  facts: ClockFacts,
  clock: SellOutClock,
  now: number,
): ClockDay[] {
  if (clock.startedAt === null) return [];
  const { startDate, end, spans } = clockWindow(rule, clock.startedAt, facts.pauses, now);
  const count = daysBetween(startDate, dateInZone(end - 1, rule.timeZone)) + 1;
  const today = dateInZone(now, rule.timeZone);
  const sold = perDay(facts.sales, rule.timeZone, startDate, clock.startedAt, Math.min(end - 1, now), count);
  const returned = perDay(
    facts.returns,
    rule.timeZone,
    startDate,
    clock.startedAt,
    Math.min(end - 1, now),
    count,
  );
  const running = (until: number) => until - clock.startedAt! - pausedBefore(spans, until);
  const whole = running(end);
  let net = 0;
  return Array.from({ length: count }, (_, day) => {
    const date = addDays(startDate, day);
    const dayTo = Math.min(dayEnd(date, rule.timeZone), end);
    net += sold[day]! - returned[day]!;
    return {
      date,
      day,
      sold: sold[day]!,
      returned: returned[day]!,
      net: date <= today ? net : null,
      needed: whole <= 0 ? clock.targetUnits : (clock.targetUnits * running(dayTo)) / whole,
      pausedMs: pausedWithin(spans, dayStart(date, rule.timeZone), dayTo),
    };
  });
}

const pausedWithin = (spans: readonly Span[], from: number, to: number): number =>
  pausedBefore(spans, to) - pausedBefore(spans, from);

function perDay(
  flows: readonly Flow[],
  timeZone: string,
  startDate: CalendarDate,
  from: number,
  until: number,
  count: number,
): number[] {
  const sums = new Array<number>(count).fill(0);
  const starts = Array.from({ length: count }, (_, day) => dayStart(addDays(startDate, day), timeZone));
  for (const { at, quantity } of flows) {
    if (at < from || at > until) continue;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    sums[low]! += quantity;
  }
  return sums;
}
