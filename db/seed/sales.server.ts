import { finished } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';
import { currencyCode, currencyExponent } from '~/kernel/currency';
import { demandShape } from './demand-shape';
import { PER_USD } from './exchange-rates';
import { insertRows } from './insert-rows.server';
import type { MarketSeed } from './names/places';
import type { SeasonProfile } from './names/product-types';
import type { SeedContext } from './seed-context';
import {
  type DayRange,
  dayOf,
  fillSeries,
  type Incident,
  type SeriesBuffers,
  type SkuCourse,
  seriesBuffers,
  skuCourse,
} from './series';
import type { SeededSku } from './skus';

/** Text handed to the database at a time. */
const CHUNK_CHARACTERS = 1 << 18;
/** Rows per COPY statement: the database keeps the foreign-key checks of a statement in memory until its end. */
const ROWS_PER_COPY = 400_000;

/** What the rest of the seed needs to know of the sales, by index of the SKU. */
export interface SalesFigures {
  rows: number;
  units: number;
  stockOuts: number;
  /** Revenue of the last 365 days in US dollars. */
  revenueUsd: Float64Array;
  /** Pieces a day over the last eight weeks, days without stock left out. */
  unitsPerDay: Float64Array;
}

/**
 * Runs `write` without the foreign-key checks of each row, which take four fifths of the time of a COPY, and checks all
 * rows at once afterwards. Only a superuser may do that; others keep the checks.
 */
export async function withoutRowChecks<T>(
  sql: TransactionSql,
  isSuperuser: boolean,
  write: () => Promise<T>,
): Promise<T> {
  if (!isSuperuser) return write();
  await sql`set local session_replication_role = replica`;
  const result = await write();
  await sql`set local session_replication_role = origin`;
  // Walks the primary key from series to series instead of reading millions of rows.
  const [row] = await sql<{ stray: boolean }[]>`
    with recursive series as (
      (select sku_id, market_code from sales_daily order by sku_id, market_code limit 1)
      union all
      select next.sku_id, next.market_code from series cross join lateral (
        select sku_id, market_code from sales_daily d
        where (d.sku_id, d.market_code) > (series.sku_id, series.market_code)
        order by sku_id, market_code limit 1) next)
    select exists (select from series where not exists (select from sku where id = sku_id)
        or not exists (select from market where code = market_code))
      or exists (select from sku_stockout s where not exists (select from sku where id = s.sku_id)) as stray`;
  if (row?.stray) throw new Error('The seed made sales of a SKU or market that does not exist.');
  return result;
}

/**
 * Generates and writes the daily sales and the stock-outs, SKU by SKU in the order of their ids, so that the primary
 * key grows at its right end. Memory does not grow with the number of rows.
 */
export async function writeSales(
  sql: TransactionSql,
  ctx: SeedContext,
  skus: readonly SeededSku[],
  days: number,
  incident: Incident,
  log: (line: string) => void,
): Promise<SalesFigures> {
  const figures: SalesFigures = {
    rows: 0,
    units: 0,
    stockOuts: 0,
    revenueUsd: new Float64Array(skus.length),
    unitsPerDay: new Float64Array(skus.length),
  };
  const dates = Array.from({ length: days }, (_, index) => dayOf(ctx, index) as string);
  const shapes = shapeCache(ctx, days);
  const buffers = seriesBuffers(days);
  const stockOutRows: object[] = [];
  const copy = new SalesCopy(sql);
  let logged = 0;
  for (const sku of skus) {
    const course = skuCourse(ctx, sku, days, incident);
    const markets = [...sku.markets].sort((a, b) => (a.market.code < b.market.code ? -1 : 1));
    for (const { market, share } of markets) {
      const shape = shapes(sku.type.season, market);
      const stockOuts = fillSeries(ctx, sku, course, market, share, shape, buffers);
      copy.rows += appendSeries(copy, sku, market, dates, buffers, onSale(course, stockOuts, days));
      addFigures(figures, sku, market, buffers, stockOuts, days);
      for (const [from, to] of stockOuts) {
        stockOutRows.push({
          sku_id: sku.id,
          market_code: market.code,
          from_day: dates[from],
          to_day: dates[to],
          source: 'listing_feed',
        });
      }
      if (copy.text.length >= CHUNK_CHARACTERS) await copy.flush();
    }
    if (copy.rows >= ROWS_PER_COPY) figures.rows += await copy.endStatement();
    if (stockOutRows.length >= 5000) {
      await copy.flush();
      figures.rows += await copy.endStatement();
      figures.stockOuts += await insertRows(sql, 'sku_stockout', stockOutRows.splice(0));
    }
    const share = Math.floor(((sku.index + 1) / skus.length) * 10);
    if (share > logged) {
      logged = share;
      log(`Daily sales: ${share * 10} %, ${(figures.rows + copy.rows).toLocaleString('en')} rows`);
    }
  }
  figures.rows += await copy.endStatement();
  figures.stockOuts += await insertRows(sql, 'sku_stockout', stockOutRows);
  return figures;
}

function shapeCache(ctx: SeedContext, days: number) {
  const shapes = new Map<string, Float64Array>();
  return (profile: SeasonProfile, market: MarketSeed): Float64Array => {
    const key = `${profile} ${market.code}`;
    let shape = shapes.get(key);
    if (!shape) {
      shape = demandShape(profile, market, ctx.firstDay, days);
      shapes.set(key, shape);
    }
    return shape;
  };
}

/** 1 for each day on which the SKU could be bought. */
function onSale(course: SkuCourse, stockOuts: readonly DayRange[], days: number): Uint8Array {
  const flags = new Uint8Array(days).fill(1, course.firstSale, course.end);
  for (const [from, to] of stockOuts) flags.fill(0, from, to + 1);
  return flags;
}

/**
 * Adds a line per day, as a feed reports it: every day on sale, with zeros too, and days on which something came back.
 * @returns how many
 */
function appendSeries(
  copy: SalesCopy,
  sku: SeededSku,
  market: MarketSeed,
  dates: readonly string[],
  { units, returned, cancelled, priceMinor }: SeriesBuffers,
  sale: Uint8Array,
): number {
  const start = `${sku.id}\t${market.code}\t`;
  const end = `\t${market.currency}\n`;
  let text = '';
  let rows = 0;
  for (let day = 0; day < dates.length; day++) {
    const sold = units[day]!;
    const back = returned[day]!;
    if (sale[day] === 0 && back === 0) continue;
    text += `${start}${dates[day]}\t${sold}\t${back}\t${cancelled[day]}\t${sold * priceMinor[day]!}${end}`;
    rows++;
  }
  copy.text += text;
  return rows;
}

function addFigures(
  figures: SalesFigures,
  sku: SeededSku,
  market: MarketSeed,
  { units, priceMinor }: SeriesBuffers,
  stockOuts: readonly DayRange[],
  days: number,
): void {
  const minorPerUsd = PER_USD[market.currency]! * 10 ** currencyExponent(currencyCode(market.currency));
  let revenue = 0;
  let total = 0;
  for (let day = 0; day < days; day++) {
    const sold = units[day]!;
    total += sold;
    if (day >= days - 365) revenue += sold * priceMinor[day]!;
  }
  figures.units += total;
  figures.revenueUsd[sku.index] = figures.revenueUsd[sku.index]! + revenue / minorPerUsd;
  let recent = 0;
  let recentDays = 0;
  let range = stockOuts.length - 1;
  // Far enough back to find days with stock, even behind a long stock-out.
  for (let day = days - 1; day >= Math.max(0, days - 90) && recentDays < 56; day--) {
    while (range >= 0 && stockOuts[range]![0] > day) range--;
    if (range >= 0 && day <= stockOuts[range]![1]) continue;
    recent += units[day]!;
    recentDays++;
  }
  if (recentDays > 0) {
    figures.unitsPerDay[sku.index] = figures.unitsPerDay[sku.index]! + recent / recentDays;
  }
}

/** One COPY after the other into `sales_daily`, with the pace that the connection sets. */
class SalesCopy {
  text = '';
  /** Rows of the running statement. */
  rows = 0;
  private stream: NodeJS.WritableStream | undefined;
  private done: Promise<void> | undefined;

  constructor(private readonly sql: TransactionSql) {}

  async flush(): Promise<void> {
    if (this.text === '') return;
    if (!this.stream) {
      const stream = await this.sql`
        copy sales_daily (sku_id, market_code, sold_on, units, units_returned, units_cancelled, revenue_minor, currency)
        from stdin`.writable();
      this.done = finished(stream);
      // A failure is thrown by an await below; without a handler meanwhile, Node would end the process first.
      this.done.catch(() => {});
      this.stream = stream;
    }
    const stream = this.stream;
    const text = this.text;
    this.text = '';
    if (!stream.write(text)) {
      await Promise.race([new Promise<void>((resolve) => stream.once('drain', () => resolve())), this.done]);
    }
  }

  /** @returns the rows of the statement that ended */
  async endStatement(): Promise<number> {
    await this.flush();
    this.stream?.end();
    await this.done;
    this.stream = undefined;
    this.done = undefined;
    const { rows } = this;
    this.rows = 0;
    return rows;
  }
}
