import type { CalendarDate } from '~/kernel/calendar-date';
import { type ChangeKind, compareVersions } from './netting/compare-versions';
import { type PerQuantile, QUANTILES, type Quantile } from './netting/types';

/** Quantities, their earlier figures and the change between them, per quantile: what a forecast line keeps. */
export interface LineFigures {
  quantities: PerQuantile<number[]>;
  /** Aligned to the new weeks; null where the version before said nothing. */
  previous: PerQuantile<(number | null)[]>;
  totals: PerQuantile<number>;
  /** Over the weeks that both versions cover. */
  changes: PerQuantile<number>;
  /** By the median curve, which the pages show first; a line that was not there before is new by any curve. */
  changeKind: ChangeKind;
}

/**
 * @param quantities pieces per release week of the new version
 * @param previous the same of the version before, from its own first week; null without one
 * @param weeksAgo whole weeks between the two first weeks
 */
export function lineFigures(
  quantities: PerQuantile<number[]>,
  previous: PerQuantile<number[]> | null,
  firstWeek: CalendarDate,
  previousFirstWeek: CalendarDate | null,
  weeksAgo: number,
): LineFigures {
  const figures: LineFigures = {
    quantities,
    previous: {} as PerQuantile<(number | null)[]>,
    totals: {} as PerQuantile<number>,
    changes: {} as PerQuantile<number>,
    changeKind: 'unchanged',
  };
  for (const quantile of QUANTILES) {
    const now = quantities[quantile];
    const then = previous?.[quantile] ?? null;
    const change = compareVersions(
      { origin: firstWeek, quantities: now },
      then && previousFirstWeek ? { origin: previousFirstWeek, quantities: then } : null,
    );
    figures.previous[quantile] = now.map((_, week) => then?.[week + weeksAgo] ?? null);
    figures.totals[quantile] = now.reduce((sum, pieces) => sum + pieces, 0);
    // The very first version has nothing to differ from: all its lines would read as new.
    figures.changes[quantile] = previousFirstWeek ? change.delta : 0;
    if (quantile === ('p50' satisfies Quantile) && previousFirstWeek) figures.changeKind = change.kind;
  }
  if (previousFirstWeek && !previous && QUANTILES.some((quantile) => figures.totals[quantile] > 0)) {
    figures.changeKind = 'new';
  }
  return figures;
}
