import type { CalendarDate } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import { storeSellOutOdds } from '~/modules/inventory/commands/store-sell-out-odds.server';
import type { OddsReasoning } from '~/modules/inventory/domain/clock/odds-reasoning';
import { lastInstant } from '~/modules/inventory/domain/clock/time-left';
import { clocksForOdds, type OpenClock } from '~/modules/inventory/queries/clocks-for-odds.server';
import { lineArrivals } from '~/modules/orders/queries/sell-out-lines.server';
import { asSystem } from '~db/tenancy.server';
import { type SkuDemandWeeks, selectDemandWeeks } from '../data/sell-out-odds-demand.server';
import { selectPublishedVersion, type VersionRow } from '../data/version.server';
import {
  demandMoments,
  type OddsWeek,
  oddsFromPace,
  type SellOutOdds,
  sellOutOdds,
  WEEK_CORRELATION,
} from '../domain/sell-out-odds';
import { arrivalDay, daysAhead } from '../domain/sell-out-odds-days';

const DAY_MS = 86_400_000;
/** Sales that a clock's own share of returns must outweigh: a first return does not mean that all come back. */
const RETURN_PRIOR = 50;

type Arrivals = { expectedOn: string; quantity: number }[];

/**
 * Computes the odds of open clocks from the published demand forecast and stores them with their reasoning.
 * @param skuIds whose clocks; null for all
 * @param nowMs the instant at which the time left is read
 * @returns how many clocks
 */
export async function refreshSellOutOdds(skuIds: readonly string[] | null, nowMs: number): Promise<number> {
  return asSystem('job:sell-out.odds', async (tx) => {
    const clocks = await clocksForOdds(tx, skuIds);
    if (clocks.length === 0) return 0;
    const version = await selectPublishedVersion(tx);
    const demand = version
      ? await selectDemandWeeks(tx, version.id, [...new Set(clocks.map((clock) => clock.skuId))])
      : [];
    const bySku = new Map(demand.map((row) => [row.skuId, row]));
    const arrivals = await lineArrivals(tx, clocks);
    const odds = clocks.map((clock) =>
      oddsOf(clock, version, bySku.get(clock.skuId), arrivals.get(clock.poLineId) ?? [], nowMs),
    );
    await storeSellOutOdds(tx, odds, nowMs);
    return odds.length;
  });
}

function oddsOf(
  clock: OpenClock,
  version: VersionRow | null,
  demand: SkuDemandWeeks | undefined,
  arrivals: Arrivals,
  nowMs: number,
) {
  const until = lastInstant(clock);
  const firstWeek = (version?.firstWeek ?? weekOf('1970-01-05' as CalendarDate)) as CalendarDate;
  const { days, firstDate } = daysAhead(nowMs, until, clock.timeZone, firstWeek);
  const stock = [
    { day: 0, quantity: clock.onHand },
    ...arrivals.map(({ expectedOn, quantity }) => ({
      day: arrivalDay(firstDate, expectedOn as CalendarDate),
      quantity,
    })),
  ];
  const inTime = arrivals.filter((_, index) => stock[index + 1]!.day < days.length);
  const returnShare = Math.min(0.5, clock.returned / (clock.sold + RETURN_PRIOR));
  const remaining = Math.max(0, clock.targetUnits - clock.netSold);
  const input = { remaining, days, series: demand ? [weeksOf(demand)] : [], stock, returnShare };
  const odds: SellOutOdds = { ...sellOutOdds(input), ...(demand ? {} : paceOf(clock, input, nowMs, until)) };
  const reasoning: OddsReasoning = {
    basis: demand ? 'forecast' : 'pace',
    versionNumber: demand ? version!.number : null,
    expected: Math.round(odds.expected),
    spread: Math.round(odds.spread),
    remaining,
    needed: odds.needed,
    returnShareBp: Math.round(returnShare * 10_000),
    onHand: clock.onHand,
    toCome: inTime.reduce((sum, arrival) => sum + arrival.quantity, 0),
    lastArrivalOn: inTime.at(-1)?.expectedOn ?? null,
    until,
    daysLeft: Math.max(0, days.length - 1),
    limit: odds.limit,
    correlation: WEEK_CORRELATION,
    ...(demand ? { path: pathOf(clock.netSold, input, firstDate) } : {}),
  };
  return {
    factoryId: clock.factoryId,
    id: clock.id,
    probabilityBp: Math.round(odds.probability * 10_000),
    reasoning,
  };
}

/** Normal quantile of 0.9: the band holds the middle 80 %. */
const BAND = 1.2815516;

/** Where the forecast leads from the units sold so far, day by day; never above the pieces that there are. */
function pathOf(sold: number, input: Parameters<typeof sellOutOdds>[0], from: CalendarDate) {
  const path = { from, mean: [] as number[], low: [] as number[], high: [] as number[] };
  for (let to = 1; to <= input.days.length; to++) {
    const { mean, variance } = demandMoments(input, 0, to);
    const there = input.stock.reduce((sum, { day, quantity }) => (day < to ? sum + quantity : sum), 0);
    const at = (units: number) => sold + Math.round(Math.min(there, Math.max(0, units)));
    path.mean.push(at(mean));
    path.low.push(at(mean - BAND * Math.sqrt(variance)));
    path.high.push(at(mean + BAND * Math.sqrt(variance)));
  }
  return path;
}

const weeksOf = (demand: SkuDemandWeeks): OddsWeek[] =>
  demand.mean.map((mean, week) => ({
    mean,
    p50: demand.p50[week] ?? mean,
    p70: demand.p70[week] ?? mean,
    p80: demand.p80[week] ?? mean,
    p90: demand.p90[week] ?? mean,
  }));

/** The odds by the clock's own pace; too few pieces still mean none. */
function paceOf(clock: OpenClock, input: Parameters<typeof sellOutOdds>[0], nowMs: number, until: number) {
  const elapsed = (nowMs - clock.startedAt - clock.pausedMs) / DAY_MS;
  const pace = oddsFromPace(input.remaining, clock.netSold, elapsed, Math.max(0, until - nowMs) / DAY_MS);
  const { limit, probability } = sellOutOdds(input);
  return limit === 'stock' && input.remaining > 0 ? { ...pace, probability } : pace;
}
