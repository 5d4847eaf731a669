import { addDays, type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { dayEnd, endOfDayBefore } from './local-days';
import { mergePauses, type Span } from './pauses';
import type { ClockRule, PauseFact } from './types';

/** The window of a clock that has started. Instants are epoch ms; `end` and `plainEnd` are the first ones outside. */
export interface ClockWindow {
  startDate: CalendarDate;
  /** The end without pauses. */
  plainEnd: number;
  plainLastDate: CalendarDate;
  /** The end as moved by the pauses so far; an open one counts up to now. */
  end: number;
  lastDate: CalendarDate;
  /** Merged pauses that began inside the window. */
  spans: Span[];
  pausedMs: number;
  /** A pause that began inside the window has not ended. */
  isOpen: boolean;
}

/**
 * The window that begins at `startedAt`. The day of the start is not counted, so it ends with local day
 * `start + windowDays` (as periods of days run by Regulation (EEC, Euratom) 1182/71, art. 3(1), and art. 201 of the
 * Civil Code of the People's Republic of China). A pause that begins inside the window moves its end by the whole
 * time of the pause, overlapping ones counted once, and the end is rounded up to the end of that local day.
 */
export function clockWindow(
  rule: ClockRule,
  startedAt: number,
  pauses: readonly PauseFact[],
  now: number,
): ClockWindow {
  const startDate = dateInZone(startedAt, rule.timeZone);
  const plainLastDate = addDays(startDate, rule.windowDays);
  const plainEnd = dayEnd(plainLastDate, rule.timeZone);
  const merged = mergePauses(pauses, startedAt, now);
  const spans: Span[] = [];
  let pausedMs = 0;
  let end = plainEnd;
  for (const span of merged.spans) {
    // Later spans begin later still, and none of them can move an end that lies before it.
    if (span.from >= end) break;
    spans.push(span);
    pausedMs += span.to - span.from;
    const moved = plainEnd + pausedMs;
    // A pause that begins in the hours added by rounding may outlast them; the window then ends with the day it ends on.
    end = Math.max(end, endOfDayBefore(moved > span.to ? moved : span.to + 1, rule.timeZone));
  }
  return {
    startDate,
    plainEnd,
    plainLastDate,
    end,
    lastDate: dateInZone(end - 1, rule.timeZone),
    spans,
    pausedMs,
    isOpen: merged.isOpen && spans.length === merged.spans.length,
  };
}
