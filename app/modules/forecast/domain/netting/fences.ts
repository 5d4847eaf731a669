import { type Lot, lotAtLeast, lotAtMost } from './lots';
import type { Fence, PreviousForecast, Quantile, Zone } from './types';

/**
 * The zone of a release week (0 = current). Weeks of the past are frozen. Time fences as in the APICS Dictionary;
 * Vollmann et al., chapter on master scheduling stability: frozen – firm ("slushy") – free ("liquid").
 */
export function zoneOf(weekIndex: number, fence: Fence): Zone {
  if (weekIndex < 0 || weekIndex < fence.frozenWeeks) return 'frozen';
  return weekIndex < fence.frozenWeeks + fence.firmWeeks ? 'firm' : 'free';
}

/** What the previous version leaves to be ordered in a week, and how far a new figure may go. Whole pieces. */
export interface Band {
  /** previous figure less what was ordered since */
  remaining: number;
  low: number;
  high: number;
}

/**
 * The band of a release week. `previous` pieces were forecast, `ordered` of them have since become an order, which
 * counts as an open order: leaving it in the forecast too would count it twice (forecast consumption, APICS).
 * Flex applies to the previous figure, before consumption; the band is rounded inward to whole pieces.
 * Null = unconstrained.
 */
export function bandOf(previous: number, ordered: number, zone: Zone, flexBp: number): Band | null {
  if (zone === 'free' || previous < 0) return null;
  const remaining = Math.max(0, previous - ordered);
  if (zone === 'frozen') return { remaining, low: remaining, high: remaining };
  const low = Math.ceil((previous * Math.max(0, 10_000 - flexBp)) / 10_000);
  const high = Math.floor((previous * (10_000 + flexBp)) / 10_000);
  return { remaining, low: Math.max(0, low - ordered), high: Math.max(0, high - ordered) };
}

/**
 * The wanted quantity brought inside the band: to the nearest orderable quantity in it. If the band holds none,
 * the remaining previous figure stands: it is the number both sides know.
 */
export function clampToBand(wanted: number, band: Band, lot: Lot): number {
  if (wanted >= band.low && wanted <= band.high) return wanted;
  const nearest = wanted > band.high ? lotAtMost(band.high, lot) : lotAtLeast(band.low, lot);
  return nearest >= band.low && nearest <= band.high ? nearest : band.remaining;
}

/**
 * The previous version laid over the current weeks: index = current release week, -1 = it says nothing there.
 * What it promised for weeks now past and that never became an order is not dropped: it is added to week 0, when
 * a fence covers week 0 (`carried`). A late order counts against earlier weeks.
 */
export function alignPrevious(
  previous: PreviousForecast,
  quantile: Quantile,
  weeks: number,
  fence: Fence,
): { base: number[]; carried: number } {
  const quantities = previous.quantities[quantile];
  const base = new Array<number>(weeks);
  for (let w = 0; w < weeks; w++) base[w] = quantities[w + previous.weeksAgo] ?? -1;
  let carried = 0;
  if (zoneOf(0, fence) !== 'free' && (base[0] ?? -1) >= 0) {
    for (let p = 0; p < previous.weeksAgo; p++) carried += (quantities[p] ?? 0) - (previous.ordered[p] ?? 0);
    carried = Math.max(0, carried);
    base[0]! += carried;
  }
  return { base, carried };
}
