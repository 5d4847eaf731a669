import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { AccuracySearch } from '../accuracy-forms';
import {
  type GroupSums,
  selectDemandGroups,
  selectLastMeasuredWeek,
  selectWeekSums,
  type WeekSums,
} from '../data/demand-accuracy.server';
import {
  type AccuracyFigures,
  accuracyFigures,
  addSums,
  NO_WEEKS,
  valueAddedPoints,
} from '../domain/accuracy/measures';
import { pageKeyText, parsePageKey } from '../domain/accuracy/page-key';

export const ACCURACY_PAGE_ROWS = 50;

export interface AccuracyRow {
  key: string;
  nameEn: string;
  nameZh: string;
  censored: number;
  figures: AccuracyFigures;
}

export interface AccuracyView {
  search: AccuracySearch;
  /** First and last measured week in the span; null while nothing has been measured. */
  span: { from: string; to: string } | null;
  figures: AccuracyFigures;
  censored: { weeks: number; units: number };
  /** What planners changed: weeks, and WAPE there before and after. */
  overrides: { weeks: number; before: number | null; after: number | null; added: number | null };
  weeks: { week: string; figures: AccuracyFigures }[];
  rows: AccuracyRow[];
  next: string | null;
  categories: NamedCode[];
  markets: NamedCode[];
}

/** How well demand was forecast at the lead time, over the closed weeks that the filters leave. */
export async function accuracyPage(
  tx: PlatformTx,
  search: AccuracySearch,
  rows = ACCURACY_PAGE_ROWS,
): Promise<AccuracyView> {
  const last = await selectLastMeasuredWeek(tx);
  const { categories, markets } = await referenceNames(tx);
  if (!last) return { ...emptyView(search), categories, markets };
  const from = addWeeks(last as CalendarDate, 1 - Number(search.weeks));
  const query = { ...search, from };
  const groups = await selectDemandGroups(tx, {
    ...query,
    after: parsePageKey(search.after),
    limit: rows + 1,
  });
  const weeks = await selectWeekSums(tx, query);
  const shown = groups.slice(0, rows);
  const end = groups.length > rows ? shown.at(-1) : undefined;
  return {
    search,
    span: weeks.length > 0 ? { from: weeks[0]!.week, to: weeks.at(-1)!.week } : null,
    figures: accuracyFigures(weeks.reduce(addSums, NO_WEEKS)),
    censored: {
      weeks: total(weeks, 'censored'),
      units: total(weeks, 'censoredUnits'),
    },
    overrides: overridesOf(weeks),
    weeks: weeks.map((sums) => ({ week: sums.week, figures: accuracyFigures(sums) })),
    rows: shown.map(rowOf),
    next: end ? pageKeyText({ value: end.sorted, key: end.key }) : null,
    categories,
    markets,
  };
}

type Counted =
  | 'censored'
  | 'censoredUnits'
  | 'overridden'
  | 'overriddenActual'
  | 'overriddenModelAbs'
  | 'overriddenFinalAbs';

const total = (weeks: readonly WeekSums[], key: Counted): number =>
  weeks.reduce((sum, week) => sum + week[key], 0);

function overridesOf(weeks: readonly WeekSums[]): AccuracyView['overrides'] {
  const actual = total(weeks, 'overriddenActual');
  const before = actual > 0 ? total(weeks, 'overriddenModelAbs') / actual : null;
  const after = actual > 0 ? total(weeks, 'overriddenFinalAbs') / actual : null;
  return { weeks: total(weeks, 'overridden'), before, after, added: valueAddedPoints(before, after) };
}

const rowOf = (group: GroupSums): AccuracyRow => ({
  key: group.key,
  nameEn: group.nameEn,
  nameZh: group.nameZh,
  censored: group.censored,
  figures: accuracyFigures(group),
});

function emptyView(search: AccuracySearch): Omit<AccuracyView, 'categories' | 'markets'> {
  return {
    search,
    span: null,
    figures: accuracyFigures(NO_WEEKS),
    censored: { weeks: 0, units: 0 },
    overrides: { weeks: 0, before: null, after: null, added: null },
    weeks: [],
    rows: [],
    next: null,
  };
}
