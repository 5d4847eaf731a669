import type { DemandSeries, SeriesEvent } from '~/modules/forecast/domain/demand/engine';

/** Points ahead that one line may ask for. */
export const MAX_HORIZON = 10_000;
const MAX_SEASON = 100_000;

/** Season length that a frequency implies where `m` is left out. */
const SEASON_OF = { H: 24, D: 7, W: 52, M: 12, Q: 4, Y: 1 } as const;
type Frequency = keyof typeof SEASON_OF;

/** A line that cannot be forecast; the message is complete for whoever wrote the line. */
export class BadLine extends Error {
  override name = 'BadLine';
  constructor(
    message: string,
    readonly id: string | number | null,
  ) {
    super(message);
  }
}

export interface SeriesLine {
  id: string | number;
  horizon: number;
  series: DemandSeries;
}

type Fields = Record<string, unknown>;

/**
 * One line of input as the engine takes it. NaN and Infinity, which some programs write though JSON has no such numbers, are
 * read as unknown. Only the fields named in the usage are looked at.
 * @throws BadLine
 */
export function readLine(text: string): SeriesLine {
  const fields = parse(text);
  const { id } = fields;
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new BadLine('"id" is missing; expected a string', null);
  const fail = (message: string): never => {
    throw new BadLine(message, id);
  };
  const frequency = frequencyOf(fields.freq, fail);
  const m = fields.m ?? (frequency && SEASON_OF[frequency]);
  if (typeof m !== 'number' || !(m >= 1 && m <= MAX_SEASON))
    return fail(`"m" is ${show(m)}; expected the season length, a number from 1 (none) to ${MAX_SEASON}`);
  const { h } = fields;
  if (!isWhole(h, 1, MAX_HORIZON))
    return fail(`"h" is ${show(h)}; expected the horizon, a whole number from 1 to ${MAX_HORIZON}`);
  const values = trainOf(fields.train, fail);
  const start = fields.start;
  if (start !== undefined && start !== null && typeof start !== 'string')
    return fail(`"start" is ${show(start)}; expected a day such as "2026-11-23"`);
  const series: DemandSeries = { id: String(id), seasonLength: Math.round(m), values };
  if (frequency) series.frequency = frequency;
  if (typeof start === 'string') series.startWeek = start;
  if (fields.events !== undefined && fields.events !== null)
    series.events = eventsOf(fields.events, { start, frequency, length: values.length + h }, fail);
  return { id, horizon: h, series };
}

function parse(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    try {
      value = JSON.parse(withoutNaN(text));
    } catch {
      // Not the platform's own message: it differs between versions, and the output should not.
      throw new BadLine('the line is not JSON', null);
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadLine(`${show(value)} is no JSON object`, null);
  return value as Fields;
}

/** NaN, Infinity and −Infinity outside of strings become null. */
function withoutNaN(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : 'null',
  );
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
}

function frequencyOf(value: unknown, fail: (message: string) => never): Frequency | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value in SEASON_OF) return value as Frequency;
  return fail(`"freq" is ${show(value)}; expected one of ${Object.keys(SEASON_OF).join(', ')}`);
}

function trainOf(value: unknown, fail: (message: string) => never): (number | null)[] {
  if (!Array.isArray(value)) return fail(`"train" is ${show(value)}; expected a list of numbers or null`);
  const wrong = value.findIndex((v) => v !== null && typeof v !== 'number');
  if (wrong >= 0) return fail(`"train"[${wrong}] is ${show(value[wrong])}; expected a number or null`);
  return value as (number | null)[];
}

interface Calendar {
  start: unknown;
  frequency: Frequency | undefined;
  length: number;
}

function eventsOf(value: unknown, calendar: Calendar, fail: (message: string) => never): SeriesEvent[] {
  if (!Array.isArray(value))
    return fail(`"events" is ${show(value)}; expected a list of {"name", "index" or "dates"}`);
  return value.map((event: unknown, i) => {
    const { name, index, dates } = (typeof event === 'object' && event !== null ? event : {}) as Fields;
    if (typeof name !== 'string' || name === '')
      return fail(`"events"[${i}] has no name; expected {"name", "index" or "dates"}`);
    if (Array.isArray(index)) {
      if (!index.every((at) => Number.isInteger(at)))
        return fail(`"events"[${i}].index holds something else than whole numbers`);
      return { name, index: index as number[] };
    }
    if (!Array.isArray(dates)) return fail(`"events"[${i}] has neither "index" nor "dates"`);
    return { name, index: dates.map((date) => indexOf(date, i, calendar, fail)) };
  });
}

function indexOf(
  date: unknown,
  event: number,
  { start, frequency }: Calendar,
  fail: (message: string) => never,
): number {
  const from = hoursOf(start);
  if (from === null || !frequency)
    return fail(`"events"[${event}] names dates, which need "start" (a day) and "freq" beside them`);
  const at = hoursOf(date);
  if (at === null)
    return fail(`"events"[${event}] holds the date ${show(date)}; expected a day such as "2026-11-23"`);
  if (frequency === 'H') return at.hours - from.hours;
  const days = Math.floor(at.hours / 24) - Math.floor(from.hours / 24);
  if (frequency === 'D') return days;
  if (frequency === 'W') return Math.floor(days / 7);
  const months = at.month - from.month;
  return Math.floor(months / (frequency === 'M' ? 1 : frequency === 'Q' ? 3 : 12));
}

/** Hours and months since 1970 of `YYYY-MM-DD` or `YYYY-MM-DDTHH…`; null for anything else. */
function hoursOf(value: unknown): { hours: number; month: number } | null {
  const found = typeof value === 'string' && /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d))?/.exec(value);
  if (!found) return null;
  const [year, month, day, hour] = [found[1], found[2], found[3], found[4] ?? '0'].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(year, month - 1, day, hour);
  if (month < 1 || month > 12 || new Date(time).getUTCDate() !== day || hour > 23) return null;
  return { hours: time / 3_600_000, month: year * 12 + month - 1 };
}

/** A value as an error message shows it, cut to a readable length. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
