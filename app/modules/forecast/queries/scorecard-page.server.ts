import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { ScorecardSearch } from '../accuracy-forms';
import {
  type OrderGroup,
  type OrderWeek,
  selectLastOrderWeek,
  selectOrderGroups,
  selectOrderTotals,
  selectOrderWeeks,
} from '../data/order-accuracy.server';
import { pageKeyText, parsePageKey } from '../domain/accuracy/page-key';
import { type OrderSums, type Scorecard, scorecard } from '../domain/accuracy/scorecard';

export type { OrderWeek };

export const SCORECARD_PAGE_ROWS = 50;

export interface ScorecardRow {
  key: string;
  nameEn: string;
  nameZh: string;
  sums: OrderSums;
  score: Scorecard;
}

export interface ScorecardView {
  search: ScorecardSearch;
  /** First and last measured release week of the span; null while nothing has been measured. */
  span: { from: string; to: string } | null;
  sums: OrderSums;
  score: Scorecard;
  weeks: OrderWeek[];
  rows: ScorecardRow[];
  next: string | null;
  categories: NamedCode[];
}

/**
 * Both sides' scores from the same rows: of one factory by SKU (the factory's own page, and the platform's view of it), or
 * of all factories.
 */
export async function scorecardPage(
  tx: TenantTx | PlatformTx,
  search: ScorecardSearch,
  scope: { by: 'sku'; factoryId: string } | { by: 'factory' },
  rows = SCORECARD_PAGE_ROWS,
): Promise<ScorecardView> {
  const last = await selectLastOrderWeek(tx);
  const { categories } = await referenceNames(tx);
  const to = (last ?? '2000-01-03') as CalendarDate;
  const query = {
    ...search,
    from: addWeeks(to, 1 - Number(search.weeks)),
    to,
    factoryId: scope.by === 'sku' ? scope.factoryId : undefined,
  };
  const groups = await selectOrderGroups(tx, {
    ...query,
    by: scope.by,
    after: parsePageKey(search.after),
    limit: rows + 1,
  });
  const sums = await selectOrderTotals(tx, query);
  const weeks = await selectOrderWeeks(tx, query);
  const shown = groups.slice(0, rows);
  const end = groups.length > rows ? shown.at(-1) : undefined;
  return {
    search,
    span: weeks.length > 0 ? { from: weeks[0]!.week, to: weeks.at(-1)!.week } : null,
    sums,
    score: scorecard(sums),
    weeks,
    rows: shown.map(rowOf),
    next: end ? pageKeyText({ value: end.sorted, key: end.key }) : null,
    categories,
  };
}

const rowOf = ({ key, nameEn, nameZh, sorted: _, ...sums }: OrderGroup): ScorecardRow => ({
  key,
  nameEn,
  nameZh,
  sums,
  score: scorecard(sums),
});
