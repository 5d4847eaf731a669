import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CalendarDate, calendarDate } from '~/kernel/calendar-date';
import { fixedClock } from '~/kernel/clock';
import { assignDemoSources } from '~/modules/catalog/commands/assign-demo-sources.server';
import { type ImportSalesOptions, importSales } from '~/modules/inventory/commands/import-sales.server';
import { openDemoStock } from '~/modules/inventory/commands/open-demo-stock.server';
import { UNSORTED_CATEGORY } from '~/modules/inventory/data/sales-import.server';
import { createTestDatabase, type TestDatabase } from '../support/database';

const fixture = (name: string) => path.resolve('tests/fixtures/sales', name);
const NOW = fixedClock(Date.UTC(2026, 10, 22, 12));

let database: TestDatabase;
let sql: postgres.Sql;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-sales-'));
  database = await createTestDatabase();
  sql = postgres(database.adminUrl, { max: 2, onnotice: () => {} });
});

afterAll(async () => {
  await sql?.end();
  await database?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await sql`truncate sales_daily, sales_import, sourcing, sku, market, product_category, factory, warehouse cascade`;
});

const options = (part: Partial<ImportSalesOptions> & { path: string }): ImportSalesOptions => ({
  format: 'generic',
  encoding: 'auto',
  shiftTo: undefined,
  reshift: false,
  rejectsPath: undefined,
  dryRun: false,
  clock: NOW,
  ...part,
});

const retail = (part: Partial<ImportSalesOptions> = {}) =>
  options({ path: fixture('online-retail.csv'), format: 'online-retail', ...part });

interface Day {
  code: string;
  market_code: string;
  sold_on: string;
  units: number;
  units_returned: number;
  units_cancelled: number;
  revenue_minor: string;
  currency: string;
}

const days = () => sql<Day[]>`
  select code, market_code, sold_on::text, units, units_returned, units_cancelled, revenue_minor::text, currency
  from sales_daily join sku on sku.id = sku_id order by code, market_code, sold_on`;

/** Everything that an import may write, as one text. */
const fingerprint = async () =>
  JSON.stringify(
    await sql`
      select (select json_agg(d order by sku_id, market_code, sold_on) from sales_daily d) as days,
        (select json_agg(s order by id) from sku s) as skus, (select json_agg(m order by code) from market m) as markets,
        (select json_agg(i order by id) from sales_import i) as imports`,
  );

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('the invoice format', () => {
  it('keeps sales, returns and cancellations apart, per SKU, market and day', async () => {
    const report = await importSales(retail());
    const row = (
      code: string,
      market_code: string,
      sold_on: string,
      units: number,
      units_returned: number,
      units_cancelled: number,
      revenue_minor: string,
    ) => ({
      code,
      market_code,
      sold_on,
      units,
      units_returned,
      units_cancelled,
      revenue_minor,
      currency: 'GBP',
    });
    expect([...(await days())]).toEqual([
      row('21232', 'JE', '2010-12-05', 1, 0, 0, '125'),
      // 3 × 1.005 = 3.015, rounded half up once.
      row('21232', 'XX', '2010-12-05', 3, 0, 0, '302'),
      row('22423', 'DE', '2010-12-01', 1, 0, 0, '1275'),
      row('22423', 'DE', '2010-12-03', 0, 1, 0, '0'),
      row('23843', 'GB', '2010-12-03', 5, 0, 81_000, '1040'),
      row('23843', 'GB', '2010-12-04', 0, 5, 0, '0'),
      row('85123A', 'GB', '2010-12-01', 12, 0, 0, '3140'),
      row('85123A', 'IE', '2010-12-02', 6, 0, 0, '1530'),
    ]);
    expect(report).toMatchObject({
      rowsRead: 19,
      rowsTaken: 14,
      rowsRejected: 0,
      rowsSkipped: 5,
      rowsChanged: 8,
    });
    expect(report.skipped.map(({ reason, rows, firstLines }) => [reason, rows, firstLines])).toEqual([
      ['bad_debt', 1, [17]],
      ['free_of_charge', 1, [15]],
      ['gift_voucher', 1, [18]],
      ['postage', 1, [7]],
      ['stock_adjustment', 1, [16]],
    ]);
  });

  it('names a SKU by its most frequent description and lets no customer in', async () => {
    const rejectsPath = path.join(folder, 'not-taken.csv');
    await importSales(retail({ rejectsPath }));
    const names = await sql<{ code: string; name_en: string }[]>`select code, name_en from sku order by code`;
    expect(names.map((sku) => [sku.code, sku.name_en])).toEqual([
      ['21232', 'STRAWBERRY "CERAMIC" TRINKET BOX'],
      ['22423', 'REGENCY CAKESTAND, 3 TIER'],
      ['23843', 'PAPER CRAFT, LITTLE BIRDIE'],
      ['85123A', 'WHITE HANGING HEART'],
    ]);
    const everything = (await fingerprint()) + (await readFile(rejectsPath, 'utf8'));
    const customers = (await readFile(fixture('online-retail.csv'), 'utf8')).match(/(?<=,)1\d{4}(?=,")/g);
    expect(customers?.length).toBeGreaterThan(10);
    for (const customer of customers ?? []) expect(everything).not.toContain(customer);
  });

  it('agrees with a naive sum of the file', async () => {
    const lines = manyInvoices(20_000);
    const file = await written(
      'many.csv',
      `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,Country\n${lines.join('\n')}\n`,
    );
    const { totals } = await importSales(retail({ path: file }));
    const [stored] = await sql<{ sold: number; returned: number; cancelled: number; minor: string }[]>`
      select sum(units)::int as sold, sum(units_returned)::int as returned, sum(units_cancelled)::int as cancelled,
        sum(revenue_minor)::text as minor from sales_daily`;
    const naive = naiveTotals(lines);
    expect(stored).toEqual({ ...naive, minor: String(naive.minor) });
    expect(totals).toMatchObject({
      unitsSold: naive.sold,
      unitsReturned: naive.returned,
      unitsCancelled: naive.cancelled,
    });
  });
});

describe('a second run', () => {
  it.each(['generic', 'online-retail'] as const)('of the same %s file changes nothing', async (format) => {
    const run = () => importSales(options({ path: fixture(`${format}.csv`), format, shiftTo: 'today' }));
    const first = await run();
    expect(first.rowsChanged).toBeGreaterThan(0);
    const before = await fingerprint();
    const second = await run();
    expect(second).toMatchObject({
      rowsChanged: 0,
      skusAdded: 0,
      marketsAdded: 0,
      shiftDays: first.shiftDays,
    });
    expect(await fingerprint()).toBe(before);
  });

  it('keeps the recorded shift, packed or plain, until it is given up', async () => {
    const first = await importSales(retail({ shiftTo: 'today' }));
    expect(first.shiftDays % 7).toBe(0);
    const last = async () =>
      (await sql<{ day: string }[]>`select max(sold_on)::text as day from sales_daily`)[0]?.day;
    // 2010-12-05 is a Sunday, and so is the clock's 2026-11-22.
    expect(await last()).toBe('2026-11-22');

    const packed = await written('packed.bin', gzipSync(await readFile(fixture('online-retail.csv'))));
    const later = { path: packed, shiftTo: calendarDate('2027-01-31') as CalendarDate };
    expect(await importSales(retail(later))).toMatchObject({
      rowsChanged: 0,
      isShiftRecorded: true,
      shiftDays: first.shiftDays,
    });

    const moved = await importSales(retail({ ...later, reshift: true }));
    expect(moved).toMatchObject({ rowsRemoved: 8, rowsChanged: 8 });
    expect(await last()).toBe('2027-01-31');
    expect((await days()).length).toBe(8);
  });

  it('of a corrected file restates the days that it names and leaves the others', async () => {
    await importSales(options({ path: fixture('generic.csv') }));
    const file = await written(
      'corrected.csv',
      'sku,market,date,units,revenue,currency,returns\nKT-1001,DE,2025-03-01,9,179.91,EUR,0\n',
    );
    expect(await importSales(options({ path: file }))).toMatchObject({ rowsChanged: 1, skusAdded: 0 });
    const rows = await days();
    expect(rows.length).toBe(5);
    expect(rows[0]).toMatchObject({
      code: 'KT-1001',
      market_code: 'DE',
      sold_on: '2025-03-01',
      units: 9,
      revenue_minor: '17991',
    });
  });

  it('is undone when it is dry', async () => {
    const before = await fingerprint();
    expect(await importSales(retail({ dryRun: true }))).toMatchObject({ rowsChanged: 8, isDryRun: true });
    expect(await fingerprint()).toBe(before);
  });
});

describe('the generic format', () => {
  it('adds rows of the same day up, in the minor units of each currency', async () => {
    await importSales(options({ path: fixture('generic.csv') }));
    expect(
      (await days()).map((d) => [
        d.code,
        d.market_code,
        d.sold_on,
        d.units,
        d.units_returned,
        d.revenue_minor,
        d.currency,
      ]),
    ).toEqual([
      ['KT-1001', 'DE', '2025-03-01', 15, 1, '29985', 'EUR'],
      ['KT-1001', 'DE', '2025-03-02', 0, 2, '0', 'EUR'],
      ['KT-1001', 'US', '2025-03-01', 20, 0, '39980', 'USD'],
      ['KT-2002', 'JP', '2025-03-02', 7, 0, '20993', 'JPY'],
      ['KT-2002', 'JP', '2025-03-03', 1, 0, '2999', 'JPY'],
    ]);
  });

  it('leaves a name, a category and a market that are there as they are', async () => {
    await sql`insert into product_category values ('home', null, 'Home', '家居')`;
    await sql`insert into sku (id, code, name_en, name_zh, category_code)
      values ('00000000-0000-7000-8000-000000000001', 'KT-1001', 'Bamboo board', '竹砧板', 'home')`;
    await sql`insert into market values ('DE', 'Deutschland', '德国', 'europe', 'EUR', 'Europe/Berlin')`;
    await importSales(options({ path: fixture('generic.csv') }));
    expect((await sql`select name_en, category_code from sku where code = 'KT-1001'`)[0]).toEqual({
      name_en: 'Bamboo board',
      category_code: 'home',
    });
    expect((await sql`select name_en from market where code = 'DE'`)[0]).toEqual({ name_en: 'Deutschland' });
  });
});

describe('bad rows', () => {
  it('are located and left out, and no good row is lost', async () => {
    const rejectsPath = path.join(folder, 'rejects.csv');
    const report = await importSales(options({ path: fixture('malformed.csv'), rejectsPath }));
    expect((await days()).map((day) => [day.code, day.units])).toEqual([
      ['GOOD-1', 1],
      ['GOOD-2', 2],
      ['GOOD-3', 3],
      ['GOOD-4', 4],
    ]);
    expect(report).toMatchObject({ rowsTaken: 4, rowsRejected: 9, rowsSkipped: 1 });
    const found = Object.fromEntries(report.rejected.map(({ reason, firstLines }) => [reason, firstLines]));
    expect(found).toEqual({
      negative_units: [3],
      bad_date: [4],
      unterminated_quote: [5],
      column_count: [7, 11],
      negative_revenue: [8],
      bad_quote: [9],
      bad_units: [10],
      unknown_market: [14],
    });
    const rejects = (await readFile(rejectsPath, 'utf8')).trimEnd().split('\n');
    expect(rejects[0]).toBe('line,byte_offset,outcome,reason,explanation,field,value');
    expect(rejects[1]).toMatch(/^3,82,rejected,negative_units,.*,units,-1$/);
    expect(rejects.length).toBe(1 + 9);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('include single lines in another encoding', async () => {
    const good = Array.from({ length: 300 }, (_, i) => `S-${i},DE,2025-03-01,1,1,EUR,0\n`).join('');
    const file = await written(
      'latin.csv',
      Buffer.concat([
        Buffer.from(`sku,market,date,units,revenue,currency,returns\n${good}`),
        Buffer.from('CAFÉ,DE,2025-03-01,1,1,EUR,0\n', 'latin1'),
      ]),
    );
    const report = await importSales(options({ path: file }));
    expect(report.rejected).toEqual([{ reason: 'bad_encoding', rows: 1, firstLines: [302] }]);
    expect(report.rowsTaken).toBe(300);
  });
});

describe('encodings', () => {
  const names = async () =>
    (await sql<{ name_en: string }[]>`select name_en from sku order by code`).map((sku) => sku.name_en);

  it('recognises GB18030', async () => {
    const report = await importSales(options({ path: fixture('gb18030.csv'), format: 'online-retail' }));
    expect(report.file).toMatchObject({ encoding: 'gb18030', isGuessed: true });
    expect(await names()).toEqual(['竹制砧板 大号', '不锈钢保温杯 500毫升']);
  });

  it('says where it fails and what it looks like when UTF-8 was asked for', async () => {
    const run = importSales(
      options({ path: fixture('gb18030.csv'), format: 'online-retail', encoding: 'utf-8' }),
    );
    await expect(run).rejects.toThrow(
      /^line 2: byte 0xD6 \(byte 82 of the file\) is not UTF-8; this looks like GB18030, run again with --encoding gb18030$/,
    );
  });

  it('reads UTF-16 and UTF-8 with a byte-order mark', async () => {
    const text = `\ufeff${new TextDecoder('gb18030').decode(await readFile(fixture('gb18030.csv')))}`;
    for (const [name, encoding] of [
      ['wide.csv', 'utf16le'],
      ['bom.csv', 'utf8'],
    ] as const) {
      const file = await written(name, Buffer.from(text.replaceAll('\n', '\r\n'), encoding));
      expect(await importSales(options({ path: file, format: 'online-retail' }))).toMatchObject({
        rowsTaken: 3,
      });
      expect(await names()).toEqual(['竹制砧板 大号', '不锈钢保温杯 500毫升']);
    }
  });
});

describe('a file that cannot be imported', () => {
  const HEADER = 'sku,market,date,units,revenue,currency,returns\n';
  const cases: [string, string | Uint8Array, RegExp][] = [
    ['is empty', '', /^the file is empty$/],
    ['is empty when unpacked', gzipSync(''), /^the file is empty$/],
    ['has a header alone', HEADER, /^there is a header and no row below it$/],
    [
      'has a column that the format does not know',
      `${HEADER.trim()},email\n`,
      /^line 1: column 8 “email” is unknown/,
    ],
    [
      'has no good row',
      `${HEADER}A,DE,2025-03-01,1,2,EUR\n`,
      /^no row could be read; line 2: .*\(column_count\)$/,
    ],
    [
      'is packed and cut off',
      gzipSync(HEADER + 'A,DE,2025-03-01,1,2,EUR,0\n'.repeat(5000)).subarray(0, -20),
      /^the gzip file is cut off/,
    ],
    ['is packed and damaged', damaged(gzipSync(manyInvoices(5000).join('\n'))), /gzip file is damaged/],
    ['is a workbook', Buffer.from('504b030414000600', 'hex'), /Excel workbook/],
    ['is binary', Buffer.concat([Buffer.from(HEADER), Buffer.alloc(200)]), /NUL bytes/],
    [
      'ends its lines with CR alone',
      `${HEADER}${'A,DE,2025-03-01,1,2,EUR,0\n'.repeat(4000)}`.replaceAll('\n', '\r'),
      /line 1 .*save it with LF or CRLF/,
    ],
  ];

  it.each(cases)('says so if it %s, and writes nothing', async (_name, content, message) => {
    const file = await written('bad.csv', content);
    const before = await fingerprint();
    const rejectsPath = path.join(folder, 'never.csv');
    await expect(importSales(options({ path: file, rejectsPath }))).rejects.toThrow(message);
    expect(await fingerprint()).toBe(before);
    expect(existsSync(rejectsPath)).toBe(false);
  });

  it('stops early in 5 GB of one line', async () => {
    const part = gzipSync(Buffer.alloc(50_000_000, 'x'));
    const file = await written('line.csv.gz', gzipSync(HEADER));
    for (let i = 0; i < 100; i += 1) await appendFile(file, part);
    let most = 0;
    const run = importSales(
      options({ path: file, onProgress: ({ lines }) => (most = Math.max(most, lines)) }),
    );
    await expect(run).rejects.toThrow(/^line 2 \(from byte 47\) is longer than 65,536 bytes/);
    expect(most).toBeLessThanOrEqual(1);
  });

  it('leaves nothing of it when the reading fails half-way', async () => {
    const rows = 'A,DE,2025-03-01,1,2,EUR,0\n'.repeat(40_000);
    const file = await written('half.csv', `${HEADER}${rows}`);
    const before = await fingerprint();
    const run = importSales(
      options({
        path: file,
        onProgress: ({ step, lines }) => {
          if (step === 'reading' && lines > 20_000) throw new Error('the disk went away');
        },
      }),
    );
    await expect(run).rejects.toThrow('the disk went away');
    expect(await fingerprint()).toBe(before);
    expect(await importSales(options({ path: file }))).toMatchObject({ rowsTaken: 40_000, rowsChanged: 1 });
  });
});

describe('the command', () => {
  const command = (...args: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import-sales.ts', ...args], {
      env: { ...process.env, DATABASE_URL: database.adminUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const done = new Promise<{ code: number | null; output: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, output })),
    );
    return { child, done };
  };

  it('tells by its exit code how it went', async () => {
    const [fine, rejects, failed, usage] = await Promise.all([
      command(fixture('generic.csv'), '--format', 'generic').done,
      command(fixture('malformed.csv'), '--format', 'generic').done,
      command(path.join(folder, 'absent.csv'), '--format', 'generic').done,
      command(fixture('generic.csv'), '--format', 'xlsx').done,
    ]);
    expect([fine.code, rejects.code, failed.code, usage.code], fine.output + rejects.output).toEqual([
      0, 3, 1, 2,
    ]);
    expect(fine.output).toMatch(/Rows changed +5/);
    expect(rejects.output).toContain('negative_revenue: the revenue is negative (line 8)');
    expect(failed.output).toMatch(/absent\.csv: there is no such file\. Nothing was written\./);
    expect(usage.output).toContain('--format must be one of online-retail, generic');
  });

  it('leaves nothing behind when it is killed', async () => {
    const file = path.join(folder, 'large.csv.gz');
    await writeLargeFile(file);
    const before = await fingerprint();
    const { child, done } = command(file, '--format', 'generic');
    let isCopying = false;
    while (!isCopying && child.exitCode === null) {
      const active = await sql`
        select 1 from pg_stat_activity where query ilike 'copy staged_line%' and state = 'active' and datname = current_database()`;
      isCopying = active.length > 0;
    }
    child.kill('SIGKILL');
    await done;
    expect(isCopying).toBe(true);
    expect(await fingerprint()).toBe(before);
  });
});

describe('the demonstration’s sources', () => {
  it('are refused without factories, and added once', async () => {
    await importSales(retail());
    expect(await assignDemoSources(UNSORTED_CATEGORY)).toMatchObject({
      ok: false,
      error: { code: 'no_factories' },
    });
    for (const [n, country, currency] of [
      [1, 'CN', 'CNY'],
      [2, 'VN', 'VND'],
    ] as const) {
      await sql`insert into factory (id, slug, name_en, name_zh, country_code, city, time_zone, calendar_code, currency)
        values (${`00000000-0000-7000-8000-00000000000${n}`}, ${`f${n}`}, 'Factory', '工厂', ${country}, 'City',
          'Asia/Shanghai', ${country}, ${currency})`;
    }
    await sql`insert into warehouse values ('DE-LEJ', 'Germany', '德国仓', 'regional', 'DE', 'Leipzig', 'Europe/Berlin', null)`;
    const first = await assignDemoSources(UNSORTED_CATEGORY);
    if (!first.ok) throw new Error(first.error.code);
    expect(first.value.skuIds.length).toBe(4);
    const shares = await sql<
      { share: number }[]
    >`select sum(share_bp)::int as share from sourcing group by sku_id`;
    expect(shares.map((row) => row.share)).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect((await openDemoStock(first.value.skuIds, NOW)).skus).toBeGreaterThan(0);
    expect(await assignDemoSources(UNSORTED_CATEGORY)).toMatchObject({
      ok: true,
      value: { skuIds: [], sourcings: 0 },
    });
    expect(await openDemoStock(first.value.skuIds, NOW)).toEqual({ skus: 0, pieces: 0 });
  });
});

/** The bytes with some in the middle turned over. */
function damaged(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2);
  for (let at = middle; at < middle + 20; at += 1) bytes[at] = bytes[at]! ^ 0xff;
  return bytes;
}

/** Invoices by a plain congruential generator: sales and credits of few SKUs, prices and days, so that credits match sales. */
function manyInvoices(rows: number): string[] {
  let state = 7;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: rows }, (_, i) => {
    const isCredit = next(5) === 0;
    const sku = `${10_000 + next(20)}${next(2) ? 'A' : 'a'}`;
    const price = ['0.85', '1.25', '2.005', '12.75'][next(4)];
    const country = ['United Kingdom', 'France', 'EIRE'][next(3)];
    const units = (1 + next(6)) * (isCredit ? -1 : 1);
    return `${isCredit ? 'C' : ''}${500_000 + i},${sku},THING,${units},2011-01-0${1 + next(9)} 10:00:00,${price},${country}`;
  });
}

/** The same by a second way: matches credits one by one against a list of open sales, amounts in thousandths. */
function naiveTotals(lines: readonly string[]) {
  const rows = lines.map((line) => {
    const [invoice, sku, , units, date, price, country] = line.split(',') as string[];
    const day = [sku!.toUpperCase(), country, date!.slice(0, 10)].join('|');
    return {
      isCredit: invoice!.startsWith('C'),
      day,
      pieces: Math.abs(Number(units)),
      mills: Math.round(Number(price) * 1000),
    };
  });
  const open = rows.filter((row) => !row.isCredit);
  let cancelled = 0;
  let returned = 0;
  for (const credit of rows.filter((row) => row.isCredit)) {
    const at = open.findIndex(
      (s) => s.day === credit.day && s.pieces === credit.pieces && s.mills === credit.mills,
    );
    if (at === -1) returned += credit.pieces;
    else {
      cancelled += credit.pieces;
      open.splice(at, 1);
    }
  }
  const mills = new Map<string, number>();
  for (const sale of open) mills.set(sale.day, (mills.get(sale.day) ?? 0) + sale.pieces * sale.mills);
  const minor = [...mills.values()].reduce((sum, amount) => sum + Math.floor((amount + 5) / 10), 0);
  return { sold: open.reduce((sum, sale) => sum + sale.pieces, 0), returned, cancelled, minor };
}

/** 600,000 rows: enough that the copy is still under way when somebody looks. */
async function writeLargeFile(file: string): Promise<void> {
  function* content() {
    yield 'sku,market,date,units,revenue,currency,returns\n';
    for (let part = 0; part < 60; part += 1) {
      const row = (i: number) => `L-${part}-${i % 500},DE,2025-03-${10 + (i % 19)},1,2,EUR,0\n`;
      yield Array.from({ length: 10_000 }, (_, i) => row(i)).join('');
    }
  }
  await pipeline(content, createGzip({ level: 1 }), createWriteStream(file));
}
