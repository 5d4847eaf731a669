import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { createRandom } from '~/kernel/random';
import { recordMovements } from '~/modules/inventory/commands/record-movements.server';
import { retryConflict } from '~/modules/inventory/commands/retry-conflict.server';
import { readMovement } from '~/modules/inventory/forms';
import { provideDatabase } from '~/platform/env.server';
import { closePools } from '~db/client.server';
import { asSystem } from '~db/tenancy.server';
import { reportFailure } from '../support/explain-error';
import { openCaseDatabase } from './case-database';
import { copyDatabase, dropCopy } from './database-copy';
import { type Place, Traffic } from './ingest-traffic';
import { percentile, reportFigure } from './report';

const USAGE = `Measures how many stock movements a second the ledger takes, in a copy of the database at --scale case.

  tsx scripts/bench/ingest.ts [--database URL] [--batches N] [--rows N] [--clients N] [--keep]

  --database URL   a database at --scale case with nobody connected; default: that of the benchmarks' own server
  --batches N      measured batches (default 30), after the stock that they sell has come in
  --rows N         rows of a batch (default 10,000)
  --clients N      batches that are on their way at once (default 1), of one process
  --keep           keep the copy, bench_ingest, for a look at it

From the parsed JSON to the commit: rows are read and checked, movements, lots, traces, balances and clocks written. Of the rows
68 % are sales, 8 % returns, 8 % receipts, 8 % put-aways, 6 % halves of transfers, 2 % adjustments and write-offs; one in a
hundred comes late, one in two hundred twice.
Exit code 0, 1 below 8,000 rows a second or if what was derived disagrees with what was recorded.`;

const BAR = 8000;
const COPY = 'bench_ingest';

interface Options {
  database: string | undefined;
  batches: number;
  rows: number;
  clients: number;
  keep: boolean;
}

function options(): Options | null {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      batches: { type: 'string', default: '30' },
      rows: { type: 'string', default: '10000' },
      clients: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const whole = (text: string, fallback: number) => Math.max(1, Number.parseInt(text, 10) || fallback);
  return {
    database: values.database,
    batches: whole(values.batches, 30),
    rows: Math.min(10_000, whole(values.rows, 10_000)),
    clients: whole(values.clients, 1),
    keep: values.keep,
  };
}

async function main(): Promise<void> {
  const asked = options();
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const database = await openCaseDatabase('ingest', asked.database);
  if (!database) return;
  try {
    const copy = await copyDatabase(database.adminUrl, COPY);
    if (!copy) throw new Error('The database cannot be copied while others are connected to it.');
    provideDatabase(copy);
    await measure(copy, asked);
  } finally {
    await closePools();
    if (!asked.keep) await dropCopy(database.adminUrl, COPY);
    await database.close();
  }
}

/** One request of an interface: rows as they come out of JSON, in one transaction. */
async function send(source: string, rows: readonly object[]): Promise<{ taken: number; refused: number }> {
  const read = rows.flatMap((row) => {
    const movement = readMovement(row);
    return movement.ok ? [movement.value] : [];
  });
  if (read.length < rows.length) throw new Error('a generated row has a wrong form');
  const by = { source, actor: { system: 'bench:ingest' } };
  const outcomes = await retryConflict(() => asSystem('bench:ingest', (tx) => recordMovements(tx, by, read)));
  const count = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length;
  return { taken: count('taken'), refused: count('refused') };
}

async function measure(url: string, { batches, rows, clients }: Options): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const places = await sql<Place[]>`
      select s.code as sku, b.warehouse_code as warehouse, b.on_hand as "onHand"
      from stock_balance b join sku s on s.id = b.sku_id order by s.code, b.warehouse_code`;
    const [time] = await sql<{ from: number }[]>`
      select floor(extract(epoch from coalesce(max(occurred_at), now() - interval '1 day')) * 1000)::float8 as from
      from stock_movement`;
    const markets = (await sql<{ code: string }[]>`select code from market order by code`).map(
      ({ code }) => code,
    );
    const traffic = new Traffic(createRandom('ingest'), {
      places,
      markets,
      fromMs: time!.from + 1000,
      untilMs: Date.now(),
    });
    // Opening: stock for what is sold later, and the first touch of every ledger, which carries its opening balances.
    const opening = traffic.opening(rows);
    for (const batch of opening) await send('wms', batch);
    await sql`vacuum (analyze) stock_movement, stock_lot, stock_lot_consumption, stock_balance, stock_ledger_head`;
    const queue = Array.from({ length: batches }, () => traffic.batch(rows)).reverse();
    const milliseconds: number[] = [];
    const total = { sent: 0, taken: 0, refused: 0 };
    const started = performance.now();
    const client = async () => {
      for (let batch = queue.pop(); batch; batch = queue.pop()) {
        const at = performance.now();
        const { taken, refused } = await send('wms', batch);
        milliseconds.push(performance.now() - at);
        total.sent += batch.length;
        total.taken += taken;
        total.refused += refused;
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    const seconds = (performance.now() - started) / 1000;
    await report(sql, { seconds, milliseconds, total, rows, clients });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

interface Measured {
  seconds: number;
  milliseconds: number[];
  total: { sent: number; taken: number; refused: number };
  rows: number;
  clients: number;
}

async function report(
  sql: postgres.Sql,
  { seconds, milliseconds, total, rows, clients }: Measured,
): Promise<void> {
  const n = (value: number) => Math.round(value).toLocaleString('en');
  const perSecond = total.sent / seconds;
  const [clocks] = await sql<{ n: number; running: number }[]>`
    select count(*)::int as n, count(*) filter (where status <> 'waiting')::int as running from sell_out_clock`;
  console.log(
    `${n(total.sent)} rows in ${seconds.toFixed(1)} s; ${n(total.taken)} taken, ${n(total.refused)} refused; ` +
      `${n(clocks!.n)} clocks, ${n(clocks!.running)} of them started`,
  );
  reportFigure('ingest', `movements, batches of ${n(rows)}, ${clients} at once`, {
    figure: `${n(perSecond)} rows/s (bar ${n(BAR)}); a batch p50 ${n(percentile(milliseconds, 0.5))} ms, p95 ${n(percentile(milliseconds, 0.95))} ms`,
    isMet: perSecond >= BAR,
  });
  const [wrong] = await sql<{ balances: number; lots: number }[]>`
    select (select count(*)::int from stock_balance b
      left join (select sku_id, warehouse_code, sum(remaining_quantity) as pieces from stock_lot group by 1, 2) l
        on l.sku_id = b.sku_id and l.warehouse_code = b.warehouse_code
      where exists (select from stock_ledger_head h where h.sku_id = b.sku_id) and b.on_hand <> coalesce(l.pieces, 0)
        and not b.is_flagged) as balances,
      (select count(*)::int from stock_lot l
      left join (select sku_id, lot_id, sum(quantity) as taken from stock_lot_consumption where purpose = 'take' group by 1, 2) c
        on c.sku_id = l.sku_id and c.lot_id = l.id
      where coalesce(c.taken, 0) <> l.received_quantity - l.remaining_quantity) as lots`;
  reportFigure('ingest', 'lots and balances agree with the movements', {
    figure: `${wrong!.balances} balances and ${wrong!.lots} lots differ (bar 0)`,
    isMet: wrong!.balances + wrong!.lots === 0,
  });
}

await main().catch(reportFailure);
