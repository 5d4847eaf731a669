import type { CalendarDate } from '~/kernel/calendar-date';
import { weeksBetween } from '~/kernel/week';
import type { AppliedChange } from '../netting/replay';
import { type PerQuantile, QUANTILES } from '../netting/types';
import type { AgreedFact, EarlierLine } from './facts';

/** The version that fences measure from. */
interface Fenced {
  firstWeek: CalendarDate;
  /** ISO 8601. */
  generatedAt: string;
}

/**
 * Puts what both sides agreed on in place of what a factory had been told, for every quantile, so that the fence
 * holds the new quantity. An agreement from before that version was made is in it already; one for a week that it
 * does not cover changes nothing.
 *
 * @param firstWeek Monday of week 0 of the version being made
 * @returns the line as it stands now, and what was changed; the given one is left as it is
 */
export function withAgreedChanges(
  line: EarlierLine,
  sourceId: string,
  agreed: readonly AgreedFact[],
  fenced: Fenced,
  firstWeek: CalendarDate,
): { line: EarlierLine; applied: AppliedChange[] } {
  const since = Date.parse(fenced.generatedAt);
  const applied: AppliedChange[] = [];
  let quantities = line.quantities;
  for (const change of agreed) {
    const week = change.week as CalendarDate;
    const index = weeksBetween(fenced.firstWeek, week);
    const isCovered = index >= 0 && index < line.quantities.mean.length;
    if (!isCovered || Date.parse(change.answeredAt) <= since) continue;
    const was = perQuantile((q) => quantities[q][index]!);
    quantities = perQuantile((q) => quantities[q].map((v, w) => (w === index ? change.toQuantity : v)));
    applied.push({ sourceId, week: weeksBetween(firstWeek, week), was, to: change.toQuantity });
  }
  return { line: { ...line, quantities }, applied };
}

const perQuantile = <T>(of: (quantile: (typeof QUANTILES)[number]) => T): PerQuantile<T> =>
  Object.fromEntries(QUANTILES.map((q) => [q, of(q)])) as PerQuantile<T>;
