import type postgres from 'postgres';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';
import type { Quantile } from '~/modules/forecast/domain/netting/types';
import { newId } from '~/platform/new-id.server';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  publishForecast,
  type WeeklySales,
} from '../support/forecast-data';

export const MONDAY = '2026-03-02' as CalendarDate;
export const NEXT_MONDAY = addWeeks(MONDAY, 1);

/** Names that would break a careless filter, or run in a spreadsheet. */
export const ODD_NAMES = {
  percent: '100% cotton_towel',
  plain: '100 cotton towel',
  quotes: `O'Brien's "soft" towel`,
  formula: '=HYPERLINK("http://example.com","open")',
  formulaZh: '@SUM(A1:A9)',
  comma: 'Kettle, 1.7 l\nwith lid',
  backslash: 'Back\\slash',
} as const;

export interface ForecastScene {
  hai: TestFactory;
  lan: TestFactory;
  planner: TestUser;
  viewer: TestUser;
  lanOwner: TestUser;
  both: TestUser;
  buyer: TestUser;
  auditor: TestUser;
  /** Lines of the published version in the database, whoever's they are. */
  lines: SceneLine[];
  versionId: string;
}

export interface SceneLine {
  factoryId: string;
  code: string;
  nameEn: string;
  nameZh: string;
  category: string;
  markets: string[];
  leadTimeWeeks: number;
  frozenWeeks: number;
  firmWeeks: number;
  unitCostMinor: number;
  currency: string;
  changeKind: string;
  qty: Record<Quantile, number[]>;
  prev: Record<Quantile, (number | null)[]>;
  change: Record<Quantile, number>;
  /** Order among all lines by code and by name, as the database sorts. */
  codeRank: number;
  nameRank: number;
}

const constant = (units: number) => () => units;
const wavy = (units: number, step: number) => (w: number) => units + ((w * step) % 9);

/**
 * Two factories and two versions a week apart: a SKU that both make, one new and one dropped, some that rose and fell, two
 * pages of others, and names that are hard to search and to export.
 */
export async function makeForecastScene(sql: postgres.Sql): Promise<ForecastScene> {
  const hai = await createFactory(sql, { slug: 'hai', nameEn: 'Hai Home', currency: 'USD' });
  const lan = await createFactory(sql, { slug: 'lan', nameEn: 'Lan Outdoor', currency: 'CNY' });
  await addReferenceData(sql, ['home', 'home.bath', 'home_bath', 'outdoor']);
  await sql`insert into exchange_rate (base, quote, valid_on, rate) values ('CNY', 'USD', '2026-01-01', 0.14)`;
  for (const [factory, frozen, firm] of [
    [hai, 2, 3],
    [lan, 1, 4],
  ] as const) {
    await sql`insert into fence ${sql({
      factory_id: factory.id,
      id: newId(),
      valid_from: '2025-01-01',
      frozen_weeks: frozen,
      firm_weeks: firm,
      flex_bp: 2000,
    })}`;
  }
  const steady = (units: number) => ({ US: constant(units) });
  const sku = (
    code: string,
    nameEn: string,
    category: string,
    sales: Record<string, (w: number) => number>,
    nameZh = `名 ${code}`,
  ) => addForecastSku(sql, { code, nameEn, nameZh, category, sales }, MONDAY);

  const shared = await sku('SHARED-1', 'Shared chair', 'outdoor', {
    US: wavy(120, 1),
    DE: wavy(60, 2),
  });
  await addForecastSource(sql, shared, hai, { shareBp: 7000 });
  await addForecastSource(sql, shared, lan, { shareBp: 3000, unitCostMinor: 8125, currency: 'CNY' });
  const odd: [string, string, string, string?][] = [
    ['PCT%1_A', ODD_NAMES.percent, 'home.bath'],
    ['PCT-1-A', ODD_NAMES.plain, 'home_bath'],
    ['QUO-1', ODD_NAMES.quotes, 'home.bath'],
    ['FORM-1', ODD_NAMES.formula, 'home', ODD_NAMES.formulaZh],
    ['-MINUS', '+Plus', 'home', '\t制表'],
    ['COMMA', ODD_NAMES.comma, 'home', '水壶，一升'],
    ['BACK\\1', ODD_NAMES.backslash, 'home'],
  ];
  for (const [index, [code, nameEn, category, nameZh]] of odd.entries()) {
    const made = await sku(code, nameEn, category, steady(40 + index * 3), nameZh);
    await addForecastSource(sql, made, hai, {
      unitCostMinor: 990 + index,
      productionDays: 14 + 7 * (index % 3),
    });
  }
  for (let n = 1; n <= 30; n++) {
    const code = `FILL-${String(n).padStart(2, '0')}`;
    const sales: WeeklySales = n % 3 === 0 ? { DE: constant(20 + n) } : { US: wavy(20 + n, n) };
    const made = await sku(code, `Filler ${31 - n}`, n % 2 ? 'home' : 'outdoor', sales);
    await addForecastSource(sql, made, n <= 27 ? hai : lan, {
      markets: n % 3 === 0 ? ['DE'] : ['US'],
      unitCostMinor: 100 * n,
      ...(n <= 27 ? {} : { currency: 'CNY' }),
    });
  }
  const silent = await sku('SILENT', 'Nobody buys it', 'home', {});
  const gone = await sku('GONE', 'No longer sold', 'home', steady(50));
  const rising = await sku('RISING', 'Stock got lost', 'outdoor', steady(30));
  const falling = await sku('FALLING', 'Stock was found', 'outdoor', steady(30));
  for (const one of [silent, gone, rising, falling]) await addForecastSource(sql, one, hai);
  const stock = (skuId: string, onHand: number) =>
    sql`insert into stock_balance (sku_id, warehouse_code, on_hand) values (${skuId}, 'R1', ${onHand})
      on conflict (sku_id, warehouse_code) do update set on_hand = excluded.on_hand`;
  // Nobody orders between the two versions: with stock for the lead time, no week that passes held a figure.
  await stock(rising.id, 700);
  await stock(falling.id, 500);

  await publishForecast(MONDAY);
  await stock(rising.id, 0);
  await stock(falling.id, 5000);
  await sql`update sku set status = 'discontinued' where id = ${gone.id}`;
  const fresh = await sku('FRESH', 'New this week', 'outdoor', steady(45));
  await addForecastSource(sql, fresh, hai);
  const { versionId } = await publishForecast(NEXT_MONDAY);

  const planner = await createUser(sql, { in: [[hai, 'planner']] });
  return {
    hai,
    lan,
    planner,
    viewer: await createUser(sql, { in: [[hai, 'viewer']] }),
    lanOwner: await createUser(sql, { in: [[lan, 'owner']] }),
    both: await createUser(sql, {
      in: [
        [hai, 'owner'],
        [lan, 'planner'],
      ],
    }),
    buyer: await createPlatformUser(sql, 'buyer'),
    auditor: await createPlatformUser(sql, 'auditor'),
    lines: await readLines(sql, versionId),
    versionId,
  };
}

const object = (name: string) =>
  `json_build_object(${['mean', 'p50', 'p70', 'p80', 'p90'].map((q) => `'${q}', ${name}_${q}`)})`;

/** The lines of a version, past row security and past the application's own queries. */
export async function readLines(sql: postgres.Sql, versionId: string): Promise<SceneLine[]> {
  return sql<SceneLine[]>`
    select factory_id as "factoryId", sku_code as code, sku_name_en as "nameEn", sku_name_zh as "nameZh",
      category_code as category, markets, lead_time_weeks as "leadTimeWeeks", frozen_weeks as "frozenWeeks",
      firm_weeks as "firmWeeks", unit_cost_minor::int as "unitCostMinor", currency, change_kind as "changeKind",
      ${sql.unsafe(object('qty'))} as qty, ${sql.unsafe(object('prev'))} as prev,
      ${sql.unsafe(object('change'))} as change,
      (rank() over (order by sku_code, id))::int as "codeRank", (rank() over (order by sku_name_en))::int as "nameRank"
    from forecast_line where version_id = ${versionId}`;
}
