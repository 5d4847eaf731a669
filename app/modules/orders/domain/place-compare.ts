import { addDays, type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import type { Problem } from '~/kernel/problem';

export interface LeadTimes {
  productionLeadDays: number;
  transitLeadDays: number;
}

export interface PlaceDates {
  /** First day on which all pieces can be ready. */
  readyOn: CalendarDate;
  /** Ready, but not before the window opens. */
  shipOn: CalendarDate;
  arrivesOn: CalendarDate;
  /** Days by which the ready day misses the window; 0 inside it. */
  lateDays: number;
}

/** When an order placed today would be ready, ship and arrive, against the ship window. */
export function placeDates(
  terms: LeadTimes,
  window: { today: CalendarDate; shipFrom: CalendarDate | null; shipBy: CalendarDate },
): PlaceDates {
  const readyOn = addDays(window.today, terms.productionLeadDays);
  const shipOn = window.shipFrom && window.shipFrom > readyOn ? window.shipFrom : readyOn;
  return {
    readyOn,
    shipOn,
    arrivesOn: addDays(shipOn, terms.transitLeadDays),
    lateDays: Math.max(0, daysBetween(window.shipBy, readyOn)),
  };
}

/** What one option is ranked by. */
export interface RankedOption {
  factoryId: string;
  reasons: readonly Problem[];
  lateDays: number;
  /** Order value in USD cents; null when no rate is known. */
  valueUsdMinor: bigint | null;
  arrivesOn: string;
  priority: number;
}

/**
 * Best first: who may make it before who may not, inside the window before late, then cheaper in US dollars, then earlier,
 * then by the priority of the source. A total order, so equal inputs give equal lists.
 */
export function compareOptions(a: RankedOption, b: RankedOption): number {
  const flag = (value: boolean) => (value ? 1 : 0);
  return (
    flag(a.reasons.length > 0) - flag(b.reasons.length > 0) ||
    a.lateDays - b.lateDays ||
    compareCosts(a.valueUsdMinor, b.valueUsdMinor) ||
    a.arrivesOn.localeCompare(b.arrivesOn) ||
    a.priority - b.priority ||
    (a.factoryId < b.factoryId ? -1 : a.factoryId > b.factoryId ? 1 : 0)
  );
}

function compareCosts(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
