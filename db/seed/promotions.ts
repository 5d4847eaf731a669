import { addDays } from '~/kernel/calendar-date';
import { addWeeks, weekOf } from '~/kernel/week';
import type { SeedContext } from './seed-context';

/**
 * Two planned promotions of whole categories. Past ones are not recorded in the demo, as in most shops: the forecast finds them in
 * the prices paid.
 */
export function promotionRows(ctx: SeedContext): object[] {
  const monday = weekOf(ctx.today);
  return [
    { name: 'Kitchen week', category: 'home.kitchen', market: 'US', weeks: 5, days: 7, discount: 1500 },
    { name: 'Storage fortnight', category: 'home.storage', market: 'DE', weeks: 9, days: 14, discount: 2000 },
  ].map(({ name, category, market, weeks, days, discount }, order) => ({
    id: ctx.id('promotion', name, order),
    name,
    sku_id: null,
    category_code: category,
    market_code: market,
    from_day: addWeeks(monday, weeks),
    to_day: addDays(addWeeks(monday, weeks), days - 1),
    discount_bp: discount,
  }));
}
