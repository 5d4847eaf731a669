import type { CalendarDate } from '~/kernel/calendar-date';

/** What the capacity module knows of a factory, as orders ask for it: its module stands to the right of this one. */
export interface KnownCapacity {
  /** Pieces left for what ships on a day; null when nobody knows. */
  leftBy: (day: CalendarDate) => number | null;
  /** Booked share of the next weeks, basis points; null when nobody knows. */
  loadBp: number | null;
}

/** Looks up the capacity of factories; the route hands in the capacity module's. */
export type CapacityLookup = (factoryIds: readonly string[]) => Promise<ReadonlyMap<string, KnownCapacity>>;
