import postgres from 'postgres';
import { dateInZone } from '~/kernel/calendar-date';
import { createRandom } from '~/kernel/random';
import { weekOf } from '~/kernel/week';
import { startSession } from '~/modules/identity/data/lucia.server';
import { newId } from '~/platform/new-id.server';
import { closePools } from '~db/client.server';

export const GRID_FACTORY = 'bench-grid';

/**
 * Writes a factory, its planner and a published version of so many SKUs and weeks into an empty database: one frozen week,
 * four firm ones.
 * @returns the Cookie header of the planner
 */
export async function fillGrid(adminUrl: string, skus: number, weeks: number): Promise<string> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  const random = createRandom('grid');
  const [factoryId, versionId, userId] = [newId(), newId(), newId()];
  const monday = weekOf(dateInZone(Date.now(), 'UTC'));
  try {
    await sql`insert into factory ${sql({
      id: factoryId,
      slug: GRID_FACTORY,
      name_en: 'Bench',
      name_zh: '测试',
      country_code: 'CN',
      city: 'Ningbo',
      time_zone: 'Asia/Shanghai',
      calendar_code: 'CN',
      currency: 'USD',
    })}`;
    await sql`insert into user_account ${sql({
      id: userId,
      email: 'bench@example.com',
      display_name: 'Bench',
      locale: 'en',
    })}`;
    await sql`insert into membership ${sql({
      factory_id: factoryId,
      id: newId(),
      user_id: userId,
      role: 'planner',
      display_name: 'Bench',
      email: 'bench@example.com',
    })}`;
    await sql`insert into forecast_version ${sql({
      id: versionId,
      number: 1,
      status: 'published',
      as_of: monday,
      first_week: monday,
      order_horizon_weeks: weeks,
      demand_horizon_weeks: weeks,
      demand_engine: 'bench',
      netting_rule_version: 'bench',
      input_hash: '',
      generated_at: new Date(),
      published_at: new Date(),
    })}`;
    await sql`insert into product_category (code, parent_code, name_en, name_zh) values ('home', null, 'Home', '家居')`;
    const lines = Array.from({ length: skus }, (_, n) => {
      const quantities = Array.from({ length: weeks }, () => random.int(0, 40) * 50);
      const total = quantities.reduce((sum, pieces) => sum + pieces, 0);
      const per = (prefix: string, value: unknown) =>
        Object.fromEntries(['mean', 'p50', 'p70', 'p80', 'p90'].map((q) => [`${prefix}_${q}`, value]));
      return {
        factory_id: factoryId,
        id: newId(),
        version_id: versionId,
        sku_id: newId(),
        sourcing_id: newId(),
        sku_code: `BEN-${String(n + 1).padStart(4, '0')}`,
        sku_name_en: `Folding kettle ${n + 1}`,
        sku_name_zh: `折叠水壶 ${n + 1}`,
        category_code: 'home',
        abc_class: 'B',
        markets: ['US'],
        unit_cost_minor: 1250,
        currency: 'USD',
        lead_time_weeks: 5,
        frozen_weeks: 1,
        firm_weeks: 4,
        ...per('qty', quantities),
        ...per(
          'prev',
          quantities.map(() => null),
        ),
        ...per('total', total),
        ...per('change', 0),
        change_kind: 'new',
        input_hash: 'bench',
      };
    });
    await sql`insert into forecast_line
      select * from jsonb_populate_recordset(null::forecast_line, ${JSON.stringify(lines)}::text::jsonb)`;
    await sql`analyze forecast_line`;
    const cookie = await startSession(userId, { ip: null, userAgent: 'bench', requestId: null }, false);
    return cookie.split(';', 1)[0]!;
  } finally {
    await closePools();
    await sql.end({ timeout: 5 });
  }
}
