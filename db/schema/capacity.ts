import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, jsonb, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, oneOf, tenantTable } from '../columns';
import { factory } from './identity';

/** A factory's working week: shifts per ISO weekday on top of its country's calendar of public holidays. */
export const workCalendar = tenantTable(
  'work_calendar',
  {
    code: text('code').notNull(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    calendarCode: text('calendar_code').notNull(),
    /** `{ "1": [["08:00", "12:00"], ["13:00", "17:30"]], … }`, local time of the factory. */
    shifts: jsonb('shifts').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('work_calendar_code_key').on(t.factoryId, t.code),
    foreignKey({ name: 'work_calendar_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
  ],
);

/** A line of a factory with its rate, efficiency, crew and working week. */
export const productionLine = tenantTable(
  'production_line',
  {
    code: text('code').notNull(),
    nameEn: text('name_en').notNull(),
    nameZh: text('name_zh').notNull(),
    workCalendarCode: text('work_calendar_code').notNull(),
    piecesPerHour: integer('pieces_per_hour').notNull(),
    efficiencyBp: integer('efficiency_bp').notNull().default(8500),
    crew: integer('crew').notNull(),
    status: text('status', { enum: ['running', 'stopped'] })
      .notNull()
      .default('running'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('production_line_code_key').on(t.factoryId, t.code),
    oneOf('production_line_status_check', t.status, ['running', 'stopped']),
    check(
      'production_line_rate_check',
      sql`${t.piecesPerHour} > 0 and ${t.efficiencyBp} between 1 and 10000`,
    ),
    foreignKey({ name: 'production_line_factory_fk', columns: [t.factoryId], foreignColumns: [factory.id] }),
    foreignKey({
      name: 'production_line_calendar_fk',
      columns: [t.factoryId, t.workCalendarCode],
      foreignColumns: [workCalendar.factoryId, workCalendar.code],
    }),
  ],
);
