import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { type Uuid, uuidv7 } from '~/kernel/ids';
import { createRandom, type Random } from '~/kernel/random';
import type { ScaleSpec } from './scales';

/** Time part of every seeded id: it must not follow the clock, or the same seed would give other ids. */
const ID_EPOCH_MS = Date.UTC(2024, 0, 1);

/** What every part of the seed works from. Two contexts with equal seed, date and scale give equal rows. */
export interface SeedContext {
  readonly seed: number;
  /** The anchor: sales end the day before, open orders lie around it. */
  readonly today: CalendarDate;
  /** First day of sales. */
  readonly firstDay: CalendarDate;
  readonly scale: ScaleSpec;
  /** A source of its own for what the labels name: drawing from it moves nothing else. */
  random(...labels: (string | number)[]): Random;
  /** The id of an entity's row named by `key`; `order` (whole, from 0) makes ids of one entity sort. */
  id(entity: string, key: string, order?: number): Uuid;
}

export function seedContext(seed: number, today: CalendarDate, scale: ScaleSpec): SeedContext {
  const root = createRandom(seed);
  const random = (...labels: (string | number)[]) => root.fork(labels.join('|'));
  return {
    seed,
    today,
    firstDay: monthsBefore(today, scale.months),
    scale,
    random,
    id(entity, key, order = 0) {
      const source = random('id', entity, key);
      const bytes = Uint8Array.from({ length: 10 }, () => Math.floor(source.next() * 256));
      return uuidv7(ID_EPOCH_MS + order, bytes);
    },
  };
}

function monthsBefore(day: CalendarDate, months: number): CalendarDate {
  return addDays(day, -Math.round((months * 365.25) / 12));
}

/** An instant as `timestamptz` text. @param time UTC, `HH:MM` */
export function at(day: CalendarDate, time = '00:00'): string {
  return `${day}T${time}:00Z`;
}
