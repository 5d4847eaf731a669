import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import type { MovementOutcome } from '~/modules/inventory/domain/ledger/outcome';
import { type MovementInput, readMovement } from '~/modules/inventory/forms';
import { brokenInvariants } from '../invariants/broken-invariants';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createFactory } from '../support/fixtures';
import { addForecastSku, addReferenceData } from '../support/forecast-data';
import { PieceLedger } from '../support/piece-ledger';
import { addFirstOrder, type SellOutScene } from '../support/sell-out-data';
import { derived, layScene, record, recorded } from './ledger-scene';

const MOVEMENTS = 10_000;
const CALLERS = 16;
const SKUS = 8;
const ORDERED = 400;
const WAREHOUSES = ['R1', 'W2', 'W3'];
const SEED = 20_261_122;
const START = Date.UTC(2026, 8, 1);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let database: TestDatabase;
const scenes: SellOutScene[] = [];

beforeAll(async () => {
  process.env.DATABASE_POOL_SIZE = String(CALLERS);
  database = await createTestDatabase();
  await addReferenceData(database.sql);
  await layScene(database.sql, { skus: [], warehouses: WAREHOUSES, markets: ['US', 'DE'] });
  const factory = await createFactory(database.sql);
  for (let n = 0; n < SKUS; n++) {
    const sku = await addForecastSku(database.sql, { code: `M-${n}` }, '2026-08-31' as CalendarDate, 1);
    const given = { number: `PO-${n}`, quantity: ORDERED, nowMs: START };
    const scene = await addFirstOrder(database.sql, factory, sku, given);
    scenes.push(scene);
    await database.sql`update po_line_schedule set shipped_quantity = quantity where id = ${scene.scheduleId}`;
  }
});

afterAll(() => database.close());

type Row = Record<string, unknown>;

const warehouse = fc.constantFrom(...WAREHOUSES);
const few = fc.integer({ min: 1, max: 4 });
const many = fc.integer({ min: 5, max: 25 });
const transferRef = fc.integer({ min: 0, max: 60 }).map((n) => `t${n}`);
const yes = (share: number) => fc.integer({ min: 1, max: 100 }).map((n) => n <= share);

/** Rows of any kind, in about the proportions of a warehouse; references and SKUs are given later. */
const rowOfAnyKind: fc.Arbitrary<Row> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ type: fc.constant('receipt'), warehouse, quantity: many, sellable: yes(20) }),
  },
  { weight: 2, arbitrary: orderReceipt() },
  { weight: 12, arbitrary: fc.record({ type: fc.constant('put_away'), warehouse, quantity: many }) },
  {
    weight: 5,
    arbitrary: fc.record({ warehouse, to: warehouse, quantity: many, transferRef }).map(({ to, ...row }) => ({
      ...row,
      type: 'transfer_out',
      toWarehouse: to === row.warehouse ? WAREHOUSES[(WAREHOUSES.indexOf(to) + 1) % 3] : to,
    })),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('transfer_in'),
      warehouse,
      quantity: few,
      transferRef,
      sellable: yes(50),
    }),
  },
  {
    weight: 50,
    arbitrary: fc.record({
      type: fc.constant('sale'),
      warehouse,
      quantity: few,
      market: fc.constantFrom('US', 'DE'),
      allowsNegative: yes(6),
    }),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({
        warehouse,
        quantity: few,
        sale: fc.option(fc.nat(MOVEMENTS - 1)),
        damaged: yes(25),
        sellable: yes(50),
      })
      .map(({ sale, ...row }) => ({ ...row, type: 'return', ...(sale !== null && { saleRef: `m${sale}` }) })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ warehouse, quantity: few, sign: fc.constantFrom(1, -1) })
      .map(({ sign, quantity, ...row }) => ({
        ...row,
        type: 'adjustment',
        quantity: quantity * sign,
        reason: 'count',
      })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('write_off'),
      warehouse,
      quantity: few,
      reason: fc.constant('broken'),
    }),
  },
);

function orderReceipt(): fc.Arbitrary<Row> {
  return fc
    .record({ quantity: many, sellable: yes(20), rejected: fc.integer({ min: 0, max: 2 }) })
    .map((row) => ({ ...row, type: 'receipt', warehouse: 'R1', isOrder: true }));
}

interface Message {
  source: string;
  row: MovementInput;
}

/** Movements in the order in which they happen, most at an instant that they share with others. */
function history(): Message[] {
  const rows = fc.sample(rowOfAnyKind, { numRuns: MOVEMENTS, seed: SEED });
  return rows.map((given, index) => {
    const { isOrder, saleRef, ...rest } = given as Row & { isOrder?: boolean; saleRef?: string };
    // A return names a sale of its own SKU and source, near enough in most cases to have happened.
    const named =
      saleRef === undefined ? undefined : index - ((Number(saleRef.slice(1)) % 40) + 1) * SKUS * 2;
    const read = readMovement({
      ...rest,
      sku: `M-${index % SKUS}`,
      sourceRef: `m${index}`,
      occurredAt: new Date(START + Math.floor((index / MOVEMENTS) * 45 * 1440) * MINUTE).toISOString(),
      ...(isOrder && { orderNumber: `PO-${index % SKUS}`, orderLine: 1 }),
      ...(named !== undefined && named >= 0 && { saleRef: `m${named}` }),
    });
    if (!read.ok) throw new Error(JSON.stringify([read.error, given]));
    return { source: Math.floor(index / SKUS) % 2 === 0 ? 'wms' : 'shop', row: read.value };
  });
}

/** Batches as senders send them: out of order by up to some hundred rows, a fifth sent twice or more. */
function batchesOf(messages: readonly Message[]): Message[][] {
  const [jitter, again, sizes] = [
    fc.sample(fc.nat(600), { numRuns: MOVEMENTS * 2, seed: SEED + 1 }),
    fc.sample(yes(20), { numRuns: MOVEMENTS, seed: SEED + 2 }),
    fc.sample(fc.integer({ min: 1, max: 220 }), { numRuns: MOVEMENTS, seed: SEED + 3 }),
  ];
  const sent = messages.flatMap((message, index) => {
    const first = { message, at: index + jitter[index]! };
    return again[index] ? [first, { message, at: index + jitter[index + MOVEMENTS]! * 3 }] : [first];
  });
  sent.sort((a, b) => a.at - b.at);
  const batches: { at: number; messages: Message[] }[] = [];
  for (const source of ['wms', 'shop']) {
    const own = sent.filter(({ message }) => message.source === source);
    for (let from = 0, n = 0; from < own.length; n++) {
      const part = own.slice(from, from + sizes[n]!);
      batches.push({ at: part[0]!.at + jitter[n]! * 2, messages: part.map(({ message }) => message) });
      from += sizes[n]!;
    }
  }
  return batches.sort((a, b) => b.at - a.at).map((batch) => batch.messages);
}

test(`${MOVEMENTS} movements of ${CALLERS} callers at once leave what a ledger kept piece by piece says`, async () => {
  const messages = history();
  const queue = batchesOf(messages);
  const outcomes = new Map<string, MovementOutcome[]>();
  const call = async () => {
    for (let batch = queue.pop(); batch; batch = queue.pop()) {
      const answers = await record(
        batch[0]!.source,
        batch.map(({ row }) => row),
      );
      batch.forEach(({ row }, place) => {
        outcomes.set(row.sourceRef, [...(outcomes.get(row.sourceRef) ?? []), answers[place]!]);
      });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));

  // Taken once, however often it was sent; refused only for want of stock or of pieces on their way.
  const taken = new Set<string>();
  for (const { row } of messages) {
    const own = outcomes.get(row.sourceRef)!;
    const times = own.filter(({ outcome }) => outcome === 'taken').length;
    expect(times, row.sourceRef).toBeLessThanOrEqual(1);
    if (times === 1) taken.add(row.sourceRef);
    else expect(own.every(({ outcome }) => outcome === 'refused')).toBe(true);
    for (const one of own) {
      if (one.outcome === 'refused')
        expect(one.problem.code).toMatch(/^(stock_insufficient|receipt_not_shipped|order_.*)$/);
    }
  }
  expect(taken.size).toBeGreaterThan(MOVEMENTS / 2);

  let count = 0;
  for (const scene of scenes) {
    const movements = await recorded(database.sql, scene.sku.id);
    count += movements.length;
    expect(movements.every(({ sourceRef }) => taken.has(sourceRef))).toBe(true);
    const model = new PieceLedger(movements);
    const state = await derived(database.sql, scene.sku.id);
    expect(state.lots).toEqual(model.lotFigures());
    expect(state.consumption).toEqual(model.consumption());
    expect(state.balances).toEqual(model.balances());
    expect(await clockOf(scene)).toEqual(simpleClock(model, scene.poLineId));
  }
  expect(count).toBe(taken.size);
  expect(await brokenInvariants(database.sql)).toEqual([]);
}, 300_000);

interface ClockFigures {
  startedAt: number | null;
  expiresAt: number | null;
  soldOutAt: number | null;
  netSold: number;
}

async function clockOf(scene: SellOutScene): Promise<ClockFigures> {
  const [row] = await database.sql<
    { started_at: Date | null; expires_at: Date | null; sold_out_at: Date | null; net: number }[]
  >`select started_at, expires_at, sold_out_at, net_sold_units as net from sell_out_clock where id = ${scene.clockId}`;
  const ms = (at: Date | null | undefined) => at?.getTime() ?? null;
  return {
    startedAt: ms(row?.started_at),
    expiresAt: ms(row?.expires_at),
    soldOutAt: ms(row?.sold_out_at),
    netSold: row?.net ?? -1,
  };
}

/** The default rule by hand: 30 days after the day of the start in Shanghai, which has no daylight saving. */
function simpleClock(model: PieceLedger, line: string): ClockFigures {
  const sold = model.lineSales.filter((one) => one.line === line && one.change === 1);
  const shelved = model.lineShelved.filter((one) => one.line === line);
  if (shelved.length + sold.length === 0)
    return { startedAt: null, expiresAt: null, soldOutAt: null, netSold: 0 };
  // A sale proves that a piece could be bought.
  const startedAt = Math.min(...[...shelved, ...sold].map(({ at }) => at));
  const midnight = Math.floor((startedAt + 8 * 60 * MINUTE) / DAY) * DAY - 8 * 60 * MINUTE;
  const expiresAt = midnight + 31 * DAY - 1;
  const within = model.lineSales
    .filter((one) => one.line === line && one.at >= startedAt && one.at <= expiresAt)
    .sort((a, b) => a.at - b.at);
  let netSold = 0;
  let soldOutAt: number | null = null;
  for (const [place, { at, change }] of within.entries()) {
    netSold += change;
    if (within[place + 1]?.at === at) continue;
    if (netSold < ORDERED) soldOutAt = null;
    else soldOutAt ??= at;
  }
  return { startedAt, expiresAt, soldOutAt, netSold };
}
