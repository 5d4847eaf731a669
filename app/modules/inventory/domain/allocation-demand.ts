import type { CalendarDate } from '~/kernel/calendar-date';
import type { AllocationDemand } from './allocation-model';
import { dailyFromWeekly } from './projected';
import { RATE_DAYS } from './slow';

/** Where the demand of a placement came from. */
export type DemandSource = 'forecast' | 'rate';

/** Weekly mean demand per market from a Monday on. */
export interface ForecastDemand {
  firstWeek: CalendarDate;
  markets: readonly { market: string; weeks: readonly number[] }[];
}

/**
 * Whole pieces per market over the horizon, from the forecast. Fractions are rounded by largest remainder, so that the
 * markets' sum is the rounded sum: many small markets are not rounded away together.
 */
export function demandFromForecast(
  forecast: ForecastDemand,
  today: CalendarDate,
  horizonDays: number,
): AllocationDemand[] {
  const exact = forecast.markets.map(({ market, weeks }) => ({
    market,
    pieces: dailyFromWeekly(weeks, forecast.firstWeek, today, horizonDays).reduce((sum, x) => sum + x, 0),
  }));
  return wholePieces(exact);
}

/** The same from what was sold in the last 28 days. */
export function demandFromRate(
  sold: readonly { market: string; sold28: number }[],
  horizonDays: number,
): AllocationDemand[] {
  return wholePieces(
    sold.map(({ market, sold28 }) => ({ market, pieces: (sold28 * horizonDays) / RATE_DAYS })),
  );
}

function wholePieces(exact: readonly AllocationDemand[]): AllocationDemand[] {
  const total = Math.round(exact.reduce((sum, { pieces }) => sum + pieces, 0));
  const floors = exact.map(({ market, pieces }) => ({
    market,
    pieces: Math.floor(pieces),
    rest: pieces - Math.floor(pieces),
  }));
  let missing = total - floors.reduce((sum, { pieces }) => sum + pieces, 0);
  for (const row of [...floors].sort((a, b) => b.rest - a.rest || (a.market < b.market ? -1 : 1))) {
    if (missing <= 0) break;
    row.pieces += 1;
    missing -= 1;
  }
  return floors
    .map(({ market, pieces }) => ({ market, pieces }))
    .filter(({ pieces }) => pieces > 0)
    .sort((a, b) => (a.market < b.market ? -1 : 1));
}
