import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { addWeeks, weeksBetween } from '~/kernel/week';
import { naiveScale } from '../demand/accuracy';
import { weeklyHistory } from '../demand/weekly-history';
import { ALL_MARKETS, type MarketSales, mondayOfIndex } from '../sku-demand';

/** A version that was published, as one of a week: the last of those that looked from that week. */
export interface KeptVersion {
  id: string;
  /** Monday */
  firstWeek: CalendarDate;
  horizonWeeks: number;
}

/**
 * The version that speaks for a week at a lead time: made that many weeks before it, or the latest older one. Null when none
 * is old enough, or the one that is does not reach so far.
 * @param versions by first week, oldest first
 */
export function versionFor(
  week: CalendarDate,
  lagWeeks: number,
  versions: readonly KeptVersion[],
): { version: KeptVersion; index: number } | null {
  const latest = addWeeks(week, -lagWeeks);
  let version: KeptVersion | null = null;
  for (const candidate of versions) {
    if (compareDates(candidate.firstWeek, latest) > 0) break;
    version = candidate;
  }
  if (!version) return null;
  const index = weeksBetween(version.firstWeek, week);
  return index < version.horizonWeeks ? { version, index } : null;
}

/** The weeks that ended before `asOf`, from a week on, at most `most` of them, oldest first. */
export function closedWeeks(from: CalendarDate, asOf: CalendarDate, most: number): CalendarDate[] {
  const weeks: CalendarDate[] = [];
  for (let week = from; compareDates(addDays(week, 7), asOf) <= 0; week = addWeeks(week, 1)) weeks.push(week);
  return weeks.slice(-most);
}

/** Demand per week of a SKU in one market or in all. */
export interface ActualSeries {
  first: CalendarDate;
  /** Corrected for stock-outs; null where they hid too much. */
  values: (number | null)[];
  sold: number[];
  censored: boolean[];
}

/** The series of each market and, under `*`, of all together, by the same rule that the forecast reads its history with. */
export function actualSeries(markets: readonly MarketSales[]): Map<string, ActualSeries> {
  const series = new Map<string, ActualSeries>();
  for (const market of markets) {
    const days = market.weeks.map(({ weekIndex, units }) => ({ date: mondayOfIndex(weekIndex), units }));
    const { startWeek, values, sold, censored } = weeklyHistory(days, market.covered, market.stockOuts);
    if (startWeek) series.set(market.marketCode, { first: startWeek, values, sold, censored });
  }
  const all = sumOf([...series.values()]);
  if (all) series.set(ALL_MARKETS, all);
  return series;
}

/** A week that any market does not know is not known of the whole; one that is censored anywhere is censored. */
function sumOf(parts: readonly ActualSeries[]): ActualSeries | null {
  if (parts.length === 0) return null;
  const first = parts.map((part) => part.first).sort()[0]!;
  const length = Math.min(...parts.map((part) => weeksBetween(first, part.first) + part.values.length));
  const all: ActualSeries = {
    first,
    values: new Array<number | null>(length).fill(0),
    sold: new Array<number>(length).fill(0),
    censored: new Array<boolean>(length).fill(false),
  };
  for (const part of parts) {
    const shift = weeksBetween(first, part.first);
    for (let week = shift; week < length; week++) {
      const value = part.values[week - shift]!;
      const before = all.values[week]!;
      all.values[week] = value === null || before === null ? null : before + value;
      all.sold[week]! += part.sold[week - shift]!;
      if (part.censored[week - shift]) all.censored[week] = true;
    }
  }
  return all;
}

export interface ActualWeek {
  actual: number;
  isCensored: boolean;
  /** The last week known when the version was made. */
  naive: number;
  scale: number | null;
}

/**
 * What came of a week, and what was known before the version: null when the series does not know the week (before the
 * launch, or after the feed ended). A week whose demand cannot be told keeps what sold, as censored.
 */
export function actualWeek(
  series: ActualSeries,
  week: CalendarDate,
  versionFirstWeek: CalendarDate,
): ActualWeek | null {
  const at = weeksBetween(series.first, week);
  if (at < 0 || at >= series.values.length) return null;
  const known = series.values.slice(0, Math.max(0, weeksBetween(series.first, versionFirstWeek)));
  const value = series.values[at]!;
  return {
    actual: value ?? Math.max(0, series.sold[at]!),
    isCensored: series.censored[at]!,
    naive: known.filter((v) => v !== null).at(-1) ?? 0,
    scale: naiveScale(known),
  };
}
