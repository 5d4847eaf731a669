import type postgres from 'postgres';
import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import { runForecast } from '~/modules/forecast/commands/run-forecast.server';
import { newId } from '~/platform/new-id.server';
import type { TestFactory } from './fixtures';

/** Two markets, one warehouse and the given categories by code: what SKUs and sales refer to. */
export async function addReferenceData(
  sql: postgres.Sql,
  categories: readonly string[] = ['home'],
): Promise<void> {
  const rows = categories.map((code) => ({
    code,
    parent_code: null,
    name_en: `En ${code}`,
    name_zh: `类 ${code}`,
  }));
  await sql`insert into product_category ${sql(rows)}`;
  await sql`insert into market values ('US', 'United States', '美国', 'NA', 'USD', 'America/New_York'),
    ('DE', 'Germany', '德国', 'EU', 'EUR', 'Europe/Berlin')`;
  await sql`insert into warehouse values ('R1', 'Ohio', '俄亥俄', 'regional', 'US', 'Columbus', 'America/New_York', null)`;
}

export interface ForecastSku {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  category: string;
}

/** Units sold per market in week `w` from the first. */
export type WeeklySales = Record<string, (w: number) => number>;

/** A SKU with `weeks` weeks of sales that end before `monday`, half of each on Monday and half on Sunday. */
export async function addForecastSku(
  sql: postgres.Sql,
  given: { code: string; nameEn?: string; nameZh?: string; category?: string; sales?: WeeklySales },
  monday: CalendarDate,
  weeks = 60,
): Promise<ForecastSku> {
  const { code, nameEn = code, nameZh = code, category = 'home', sales = {} } = given;
  const id = newId();
  await sql`insert into sku ${sql({
    id,
    code,
    name_en: nameEn,
    name_zh: nameZh,
    category_code: category,
    abc_class: 'B',
  })}`;
  const first = addWeeks(monday, -weeks);
  const rows = Object.entries(sales).flatMap(([market, units]) =>
    Array.from({ length: weeks }, (_, w) =>
      [0, 6].map((day) => ({
        sku_id: id,
        market_code: market,
        sold_on: addDays(addWeeks(first, w), day),
        units: day === 0 ? Math.ceil(units(w) / 2) : Math.floor(units(w) / 2),
        revenue_minor: 0,
        currency: 'USD',
      })),
    ).flat(),
  );
  if (rows.length > 0) await sql`insert into sales_daily ${sql(rows)}`;
  return { id, code, nameEn, nameZh, category };
}

/** Makes a factory a source of a SKU: five weeks of lead time, lots of 10 pieces from 50. */
export async function addForecastSource(
  sql: postgres.Sql,
  sku: ForecastSku,
  factory: TestFactory,
  given: {
    shareBp?: number;
    unitCostMinor?: number;
    currency?: string;
    markets?: string[];
    productionDays?: number;
  } = {},
): Promise<void> {
  await sql`insert into sourcing ${sql({
    factory_id: factory.id,
    id: newId(),
    sku_id: sku.id,
    sku_code: sku.code,
    sku_name_en: sku.nameEn,
    sku_name_zh: sku.nameZh,
    category_code: sku.category,
    abc_class: 'B',
    markets: given.markets ?? ['US', 'DE'],
    unit_cost_minor: given.unitCostMinor ?? 1250,
    currency: given.currency ?? 'USD',
    production_lead_days: given.productionDays ?? 21,
    transit_lead_days: 14,
    minimum_quantity: 50,
    order_multiple: 10,
    share_bp: given.shareBp ?? 10_000,
  })}`;
}

/** Computes a version as of a day and publishes it, unless it is to stay a draft. */
export function publishForecast(asOf: CalendarDate, given: { publish?: boolean; signal?: AbortSignal } = {}) {
  const now = Date.parse(`${asOf}T06:00:00Z`);
  return runForecast({ asOf, publish: true, publishAnyway: 'A few made-up SKUs', now, ...given });
}
