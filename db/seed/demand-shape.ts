import { addDays, type CalendarDate, calendarDate, isoDayOfWeek, toEpochDay } from '~/kernel/calendar-date';
import { blackFriday, eidAlFitr, lunarNewYear, yearOf } from './moving-days';
import type { MarketSeed } from './names/places';
import type { SeasonProfile } from './names/product-types';

/** Height and day of the year of the yearly wave, in temperate markets and in the tropics. */
const WAVES: Record<SeasonProfile, { temperate: [number, number]; tropical: [number, number] }> = {
  flat: { temperate: [0.08, 330], tropical: [0.05, 330] },
  summer: { temperate: [0.85, 178], tropical: [0.3, 100] },
  winter: { temperate: [0.7, 350], tropical: [0.15, 350] },
  gift: { temperate: [0.22, 342], tropical: [0.12, 335] },
  festive: { temperate: [0.5, 338], tropical: [0.5, 10] },
  new_year: { temperate: [0.28, 12], tropical: [0.15, 12] },
  travel: { temperate: [0.45, 186], tropical: [0.2, 105] },
};

/** How strongly a profile answers to sales events. */
const EVENT_STRENGTH: Record<SeasonProfile, number> = {
  flat: 0.7,
  summer: 0.6,
  winter: 0.9,
  gift: 1.35,
  festive: 1.2,
  new_year: 0.8,
  travel: 0.8,
};

/** Monday to Sunday. */
const WEEK_WEST = [1.06, 0.99, 0.97, 0.96, 0.94, 0.96, 1.12];
const WEEK_ASIA = [0.94, 0.93, 0.96, 0.98, 1.02, 1.1, 1.07];

const isWest = (region: MarketSeed['region']) => region === 'north_america' || region === 'europe';

/**
 * Factor on a product's base demand in one market for each day from `firstDay`: year, week, sales events and holidays.
 * Averages about 1 over a year.
 */
export function demandShape(
  profile: SeasonProfile,
  market: MarketSeed,
  firstDay: CalendarDate,
  days: number,
): Float64Array {
  const start = toEpochDay(firstDay);
  const shape = new Float64Array(days);
  const tropical = market.region === 'southeast_asia';
  const [height, peak] = tropical ? WAVES[profile].tropical : WAVES[profile].temperate;
  const peakDay = market.region === 'oceania' && profile !== 'festive' ? peak + 182 : peak;
  const week = isWest(market.region) ? WEEK_WEST : WEEK_ASIA;
  const firstWeekday = isoDayOfWeek(firstDay) - 1;
  const scale = besselI0(height);
  for (let day = 0; day < days; day++) {
    const phase = (2 * Math.PI * (dayOfYear(start + day) - peakDay)) / 365.25;
    shape[day] = (Math.exp(height * Math.cos(phase)) / scale) * week[(firstWeekday + day) % 7]!;
  }
  for (let year = yearOf(start); year <= yearOf(start + days); year++) {
    for (const [from, to, lift] of eventsOf(profile, market, year)) {
      const effect = 1 + (lift - 1) * (lift > 1 ? EVENT_STRENGTH[profile] : 1);
      const first = Math.max(0, toEpochDay(from) - start);
      const last = Math.min(days - 1, toEpochDay(to) - start);
      for (let day = first; day <= last; day++) shape[day] = shape[day]! * effect;
    }
  }
  return shape;
}

type Event = [from: CalendarDate, to: CalendarDate, lift: number];

function eventsOf(profile: SeasonProfile, market: MarketSeed, year: number): Event[] {
  const on = (monthDay: string) => calendarDate(`${year}-${monthDay}`);
  const around = (day: CalendarDate, before: number, after: number, lift: number): Event => [
    addDays(day, before),
    addDays(day, after),
    lift,
  ];
  const events: Event[] = [];
  if (isWest(market.region)) {
    const friday = blackFriday(year);
    events.push(around(friday, -7, -1, 1.3), around(friday, 0, 3, 2.3), around(friday, 4, 7, 0.9));
    events.push([on('07-11'), on('07-14'), 1.45]);
    events.push(
      [on('12-01'), on('12-17'), profile === 'festive' ? 1.8 : 1.3],
      [on('12-20'), on('12-26'), 0.62],
    );
    if (profile === 'festive') events.push([on('12-27'), on('12-31'), 0.3], [on('01-01'), on('09-15'), 0.25]);
  }
  if (market.region === 'southeast_asia') {
    for (const [day, lift] of [
      ['06-06', 1.6],
      ['09-09', 1.9],
      ['10-10', 1.7],
      ['11-11', 2.5],
      ['12-12', 2.2],
    ] as const) {
      events.push(around(on(day), -2, -1, 0.85), [on(day), on(day), lift], around(on(day), 1, 1, 1.3));
    }
  }
  if (market.code === 'TH') {
    const wet = profile === 'summer' || profile === 'travel';
    events.push([on('03-28'), on('04-11'), wet ? 1.7 : 1.15], [on('04-13'), on('04-16'), 0.5]);
  }
  const lunar = lunarNewYear(year);
  if (lunar && ['VN', 'SG', 'MY', 'ID'].includes(market.code)) {
    events.push(around(lunar, -24, -5, profile === 'festive' ? 2.8 : 1.3));
    events.push(around(lunar, -2, 5, market.code === 'VN' ? 0.35 : 0.65));
  }
  const eid = eidAlFitr(year);
  if (eid && ['ID', 'MY', 'AE'].includes(market.code)) {
    events.push(around(eid, -21, -4, 1.4), around(eid, -1, 5, 0.55));
  }
  return events;
}

const dayOfYear = (epochDay: number) => epochDay - toEpochDay(calendarDate(`${yearOf(epochDay)}-01-01`));

/** Modified Bessel function of order zero: the mean of exp(a·cos x) over a turn, by its power series. */
function besselI0(a: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 20; k++) {
    term *= (a / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}
