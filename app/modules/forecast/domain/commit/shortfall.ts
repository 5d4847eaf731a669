/** A way to get the pieces that a factory cannot promise for a week. */
export type Alternative =
  | { kind: 'source'; factorySlug: string; offered: number; covers: number; extraDays: number }
  | { kind: 'week'; week: string; offered: number; covers: number; weeks: number };

export interface OfferedSource {
  factorySlug: string;
  offered: number;
  /** Days of production and transit, and those of the factory that falls short. */
  leadDays: number;
  ownLeadDays: number;
}

export interface OfferedWeek {
  week: string;
  offered: number;
  /** Weeks after the one that falls short; below 0 before it. */
  weeks: number;
}

/**
 * The ways to get missing pieces, best first: what covers most; of these the one that costs least time. A source counts with
 * what it has offered for the same week, another week of the same factory with what it offers beyond what is asked there. A
 * week before is as good as the same week.
 */
export function rankAlternatives(
  missing: number,
  sources: readonly OfferedSource[],
  weeks: readonly OfferedWeek[],
): Alternative[] {
  const found: (Alternative & { lateDays: number })[] = [
    ...sources
      .filter(({ offered }) => offered > 0)
      .map(({ factorySlug, offered, leadDays, ownLeadDays }) => ({
        kind: 'source' as const,
        factorySlug,
        offered,
        covers: Math.min(missing, offered),
        extraDays: leadDays - ownLeadDays,
        lateDays: Math.max(0, leadDays - ownLeadDays),
      })),
    ...weeks
      .filter(({ offered, weeks: distance }) => offered > 0 && distance !== 0)
      .map(({ week, offered, weeks: distance }) => ({
        kind: 'week' as const,
        week,
        offered,
        covers: Math.min(missing, offered),
        weeks: distance,
        lateDays: Math.max(0, distance * 7),
      })),
  ];
  return found
    .sort((a, b) => b.covers - a.covers || a.lateDays - b.lateDays)
    .map(({ lateDays: _, ...alternative }) => alternative);
}

/** Where a page of the list ends: its last row's rank and id. */
export interface ShortfallCursor {
  rank: string;
  id: string;
}

/** A cursor as it stands in the URL. */
export const shortfallCursorText = ({ rank, id }: ShortfallCursor): string => `${rank}_${id}`;

/** The cursor of a URL; null where it is none: the list then begins at its beginning. */
export function parseShortfallCursor(text: string | undefined): ShortfallCursor | null {
  const match = /^(\d{1,18})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '');
  return match ? { rank: match[1]!, id: match[2]! } : null;
}
