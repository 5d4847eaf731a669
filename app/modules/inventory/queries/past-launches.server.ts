import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import type { PlatformTx } from '~db/tenancy.server';
import { type LaunchRow, selectLaunches, selectSlowLaunches } from '../data/past-launches.server';

/** Days of launches that a score looks back on, and the youngest launch that can be judged. */
const LOOK_BACK_DAYS = 730;
const JUDGED_AFTER_DAYS = 60;
/** A launch that sold a whole first order in its first sixty days is a winner. */
const WINNER_UNITS = 500;

export interface JudgedLaunch {
  skuCode: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  markets: string[];
  priceMinor: string | null;
  currency: string | null;
  outcome: 'winner' | 'ordinary' | 'slow';
}

/**
 * Launches of the last two years that are old enough to be judged: a winner sold out its first order in time or, without a
 * clock, 500 pieces in sixty days; slow is what the stock rule calls slow.
 */
export async function pastLaunches(tx: PlatformTx, today: CalendarDate): Promise<JudgedLaunch[]> {
  const rows = await selectLaunches(tx, addDays(today, -LOOK_BACK_DAYS), addDays(today, -JUDGED_AFTER_DAYS));
  return rows.map(({ soldOut, soldSixtyDays, isSlow, ...launch }) => ({
    ...launch,
    outcome: outcomeOf({ soldOut, soldSixtyDays, isSlow }),
  }));
}

function outcomeOf(row: Pick<LaunchRow, 'soldOut' | 'soldSixtyDays' | 'isSlow'>): JudgedLaunch['outcome'] {
  if (row.soldOut === true || (row.soldOut === null && row.soldSixtyDays >= WINNER_UNITS)) return 'winner';
  return row.isSlow ? 'slow' : 'ordinary';
}

export interface SlowLaunches {
  /** SKUs launched in the year before, at least sixty days ago. */
  launched: number;
  slow: number;
}

/** How many of the last year's launches are slow movers now. */
export function slowLaunches(tx: PlatformTx, today: CalendarDate): Promise<SlowLaunches> {
  return selectSlowLaunches(tx, addDays(today, -365), addDays(today, -JUDGED_AFTER_DAYS));
}
