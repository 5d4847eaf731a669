import { hash } from '@node-rs/argon2';
import type { TransactionSql } from 'postgres';
import { addDays } from '~/kernel/calendar-date';
import { complianceRequirements } from './compliance';
import { DEMO_PASSWORD } from './demo-accounts';
import { exchangeRates } from './exchange-rates';
import { factoryRows, type SeededFactory } from './factories';
import { calendarDays } from './holidays';
import { insertRows } from './insert-rows.server';
import { CATEGORIES } from './names/categories';
import { MARKETS, WAREHOUSES } from './names/places';
import { demoBuyer, peopleRows } from './people';
import { promotionRows } from './promotions';
import type { SeedContext } from './seed-context';
import { warehouseDeliveries, warehouseLanes, warehouseTerms } from './warehouse-network';

/** Markets, warehouses, categories, calendars, rates, terms and planned promotions. */
export async function writeReference(sql: TransactionSql, ctx: SeedContext): Promise<void> {
  // An import may have made some of these already; they stay as they are.
  const skipExisting = { skipExisting: true };
  const markets = MARKETS.map((m) => ({
    code: m.code,
    name_en: m.nameEn,
    name_zh: m.nameZh,
    region: m.region,
    currency: m.currency,
    time_zone: m.timeZone,
  }));
  await insertRows(sql, 'market', markets, skipExisting);
  const warehouses = WAREHOUSES.map((w) => ({
    code: w.code,
    name_en: w.nameEn,
    name_zh: w.nameZh,
    kind: w.kind,
    country_code: w.countryCode,
    city: w.city,
    time_zone: w.timeZone,
    regional_code: w.regionalCode,
  }));
  await insertRows(sql, 'warehouse', warehouses, skipExisting);
  const categories = CATEGORIES.map((c) => ({
    code: c.code,
    parent_code: c.parentCode,
    name_en: c.nameEn,
    name_zh: c.nameZh,
  }));
  await insertRows(sql, 'product_category', categories, skipExisting);
  await insertRows(sql, 'calendar_day', calendarDays(ctx.today), skipExisting);
  await insertRows(sql, 'exchange_rate', exchangeRates(ctx), skipExisting);
  await insertRows(sql, 'warehouse_terms', warehouseTerms(), skipExisting);
  await insertRows(sql, 'warehouse_lane', warehouseLanes(), skipExisting);
  await insertRows(sql, 'warehouse_delivery', warehouseDeliveries(), skipExisting);
  await insertRows(sql, 'compliance_requirement', complianceRequirements(), skipExisting);
  await insertRows(sql, 'promotion', promotionRows(ctx), skipExisting);
}

/** Factories with lines and calendars, their people and the platform's. */
export async function writeFactories(
  sql: TransactionSql,
  ctx: SeedContext,
  factories: readonly SeededFactory[],
): Promise<void> {
  const rows = factories.map((factory) => factoryRows(ctx, factory));
  await insertRows(
    sql,
    'factory',
    rows.map((row) => row.factory),
  );
  await insertRows(
    sql,
    'work_calendar',
    rows.flatMap((row) => row.workCalendars),
  );
  await insertRows(
    sql,
    'production_line',
    rows.flatMap((row) => row.productionLines),
  );
  await insertRows(
    sql,
    'fence',
    rows.map((row) => row.fence),
  );
  const people = peopleRows(ctx, factories, await demoPasswordHash(ctx));
  await insertRows(sql, 'user_account', people.users);
  await insertRows(sql, 'platform_membership', people.platformMemberships);
  await insertRows(sql, 'membership', people.memberships);
  await insertRows(sql, 'invitation', people.invitations);
  await insertRows(sql, 'audit_event', people.auditEvents);
  await insertRows(sql, 'platform_audit_event', people.platformAuditEvents);
}

/**
 * Argon2id with the parameters that OWASP's password storage cheat sheet names first. The salt comes from the seed: the
 * password is public anyway.
 */
function demoPasswordHash(ctx: SeedContext): Promise<string> {
  const random = ctx.random('salt');
  const salt = Uint8Array.from({ length: 16 }, () => random.int(0, 255));
  return hash(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32, salt });
}

/** The notice of the stop that took the best sellers of one factory out of stock. */
export async function writeStop(
  sql: TransactionSql,
  ctx: SeedContext,
  factory: SeededFactory,
  [from, to]: readonly [number, number],
): Promise<void> {
  const fromDay = addDays(ctx.firstDay, from - 10);
  await insertRows(sql, 'risk_notice', [
    {
      factory_id: factory.id,
      id: ctx.id('risk_notice', 'inspection'),
      kind: 'inspection_stop',
      from_day: fromDay,
      to_day: addDays(ctx.firstDay, to),
      title: '环保检查停产 Environmental inspection',
      note: '环保检查停产两周，三款畅销品断货。Stopped by an environmental inspection; three best sellers ran out.',
      created_by_name: demoBuyer(ctx).name,
      created_at: `${fromDay}T01:00:00Z`,
      closed_by_name: demoBuyer(ctx).name,
      closed_at: `${addDays(ctx.firstDay, to + 1)}T02:00:00Z`,
    },
  ]);
}
