import type postgres from 'postgres';
import { addDays, type CalendarDate, dateInZone } from '~/kernel/calendar-date';
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
  type ForecastSku,
} from '../support/forecast-data';

/** So many days from today, where the test's people are. */
export const dayAfter = (days: number) => addDays(dateInZone(Date.now(), 'Asia/Shanghai'), days);
export const TODAY = dayAfter(0);

export interface SourcingScene {
  hai: TestFactory;
  lan: TestFactory;
  /** Makes other things of the category. */
  sun: TestFactory;
  lamp: ForecastSku;
  owner: TestUser;
  buyer: TestUser;
  supplier: TestUser;
  admin: TestUser;
  auditor: TestUser;
}

/**
 * One lamp that two factories make: Hai in dollars, with a CE document, Lan in yuan without; it sells ten a day and is nearly
 * out of stock. Germany asks for CE.
 */
export async function makeSourcingScene(sql: postgres.Sql): Promise<SourcingScene> {
  const hai = await createFactory(sql, { slug: 'hai', nameEn: 'Hai Home', currency: 'USD' });
  const lan = await createFactory(sql, { slug: 'lan', nameEn: 'Lan Light', currency: 'CNY' });
  const sun = await createFactory(sql, { slug: 'sun', nameEn: 'Sun Works', currency: 'CNY' });
  await addReferenceData(sql, ['home', 'home.lighting']);
  await sql`update market set region = 'europe' where code = 'DE'`;
  await sql`insert into warehouse values ('E1', 'Leipzig', '莱比锡', 'regional', 'DE', 'Leipzig', 'Europe/Berlin', null)`;
  await sql`insert into exchange_rate (base, quote, valid_on, rate) values ('CNY', 'USD', '2026-01-01', 0.14)`;
  await sql`insert into compliance_requirement values ('DE', 'home.lighting', 'CE')`;
  const monday = '2026-03-02' as CalendarDate;
  const lamp = await addForecastSku(
    sql,
    { code: 'LAMP-1', nameEn: 'Lamp', category: 'home.lighting' },
    monday,
  );
  const other = await addForecastSku(sql, { code: 'LAMP-2', category: 'home.lighting' }, monday);
  await sql`update sku set list_price_minor = 3000, list_price_currency = 'USD', launched_on = '2025-01-01'`;
  await addForecastSource(sql, lamp, hai, { shareBp: 7000, unitCostMinor: 1000 });
  await addForecastSource(sql, lamp, lan, { shareBp: 3000, unitCostMinor: 6000, currency: 'CNY' });
  await addForecastSource(sql, other, sun, { unitCostMinor: 6500, currency: 'CNY' });
  await addDocument(sql, hai, { kind: 'CE', markets: ['DE'] });
  await addLine(sql, hai);
  const days = Array.from({ length: 90 }, (_, i) => ({
    sku_id: lamp.id,
    market_code: 'US',
    sold_on: dayAfter(-1 - i),
    units: 10,
    revenue_minor: 30_000,
    currency: 'USD',
  }));
  await sql`insert into sales_daily ${sql(days)}`;
  await sql`insert into stock_balance ${sql({ sku_id: lamp.id, warehouse_code: 'R1', on_hand: 100, sellable: 100 })}`;
  return {
    hai,
    lan,
    sun,
    lamp,
    owner: await createUser(sql, { in: [[hai, 'owner']] }),
    buyer: await createPlatformUser(sql, 'buyer'),
    supplier: await createPlatformUser(sql, 'supplier_success'),
    admin: await createPlatformUser(sql, 'admin'),
    auditor: await createPlatformUser(sql, 'auditor'),
  };
}

/** A document of a factory for the lamps' category. */
export async function addDocument(
  sql: postgres.Sql,
  factory: TestFactory,
  given: { kind: string; markets: string[]; validTo?: string },
): Promise<string> {
  const id = newId();
  await sql`insert into compliance_document ${sql({
    factory_id: factory.id,
    id,
    document_kind: given.kind,
    number: `${given.kind}-${factory.slug}`,
    issuer: 'TÜV',
    category_code: 'home.lighting',
    markets: given.markets,
    valid_from: '2025-01-01',
    valid_to: given.validTo ?? null,
    recorded_by_name: 'Test',
  })}`;
  return id;
}

/** A running line of 100 pieces an hour, eight hours a day, every day. */
export async function addLine(sql: postgres.Sql, factory: TestFactory): Promise<void> {
  const shifts = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [['08:00', '16:00']]]));
  await sql`
    insert into work_calendar (factory_id, id, code, name_en, name_zh, calendar_code, shifts)
    values (${factory.id}, ${newId()}, 'day', 'Day', '白班', 'CN', ${JSON.stringify(shifts)}::text::jsonb)`;
  await sql`insert into production_line ${sql({
    factory_id: factory.id,
    id: newId(),
    code: 'L1',
    name_en: 'Line',
    name_zh: '一线',
    work_calendar_code: 'day',
    pieces_per_hour: 100,
    efficiency_bp: 10_000,
    crew: 10,
  })}`;
}
