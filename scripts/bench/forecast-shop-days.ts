import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { BenchSeries } from './forecast-made-up';

const DAY_MS = 86_400_000;
const HORIZON = 28;
const MIN_SALES_DAYS = 40;
const MOST = 400;

/**
 * Sales per product and day of the online shop, the last four weeks held out: real, daily, intermittent, closed on Saturdays. Only
 * products whose code has an even hash: the others served to look at daily data while the engine was built.
 */
export async function shopDays(file: string): Promise<BenchSeries[]> {
  const units = new Map<string, Map<number, number>>();
  let last = 0;
  const rows = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const quantity = Number(row.Quantity);
    const code = row.StockCode ?? '';
    if (!(quantity > 0) || !(Number(row.UnitPrice) > 0) || !/^\d{5}/.test(code)) continue;
    if (createHash('md5').update(code).digest()[15]! % 2 === 1) continue;
    const day = Math.floor(Date.parse(`${(row.InvoiceDate ?? '').slice(0, 10)}T00:00:00Z`) / DAY_MS);
    last = Math.max(last, day);
    const days = units.get(code) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + quantity);
    units.set(code, days);
  }
  const set: BenchSeries[] = [];
  for (const [code, days] of [...units].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = [...days.keys()].filter((day) => day <= last - HORIZON);
    if (known.length < MIN_SALES_DAYS || set.length === MOST) continue;
    const first = Math.min(...known);
    const all = Array.from({ length: last - first + 1 }, (_, t) => days.get(first + t) ?? 0);
    const split = all.length - HORIZON;
    set.push({
      id: code,
      freq: 'D',
      m: 7,
      mScale: 1,
      h: HORIZON,
      train: all.slice(0, split),
      test: all.slice(split),
    });
  }
  return set;
}
