import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordListingEvents } from '~/modules/inventory/commands/record-movements.server';
import { type MovementInput, readListing, readMovement } from '~/modules/inventory/forms';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import { brokenInvariants } from '../invariants/broken-invariants';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { derived, layScene, record, sender } from './ledger-scene';

let database: TestDatabase;
let ids: Map<string, string>;
const skus = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6', 'A-7', 'A-8'];

beforeAll(async () => {
  database = await createTestDatabase();
  ids = await layScene(database.sql, { skus, warehouses: ['BER', 'LAX'], markets: ['DE', 'US'] });
});

afterAll(async () => {
  expect(await brokenInvariants(database.sql)).toEqual([]);
  await database.close();
});

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString();

function row(given: Record<string, unknown>): MovementInput {
  const read = readMovement({ warehouse: 'BER', occurredAt: at(0), ...given });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const receipt = (sku: string, sourceRef: string, quantity: number, rest: object = {}) =>
  row({ type: 'receipt', sku, sourceRef, quantity, ...rest });
const sale = (sku: string, sourceRef: string, quantity: number, rest: object = {}) =>
  row({ type: 'sale', sku, sourceRef, quantity, market: 'DE', occurredAt: at(10), ...rest });

const balance = async (sku: string) => (await derived(database.sql, ids.get(sku)!)).balances;

test('good rows of a batch are taken and the others refused, each with its field', async () => {
  const outcomes = await record('shop', [
    receipt('A-1', 'r1', 10),
    sale('A-1', 's1', 4),
    sale('none', 's2', 1),
    sale('A-1', 's3', 1, { warehouse: 'XXX' }),
    sale('A-1', 's4', 1, { market: 'XX' }),
    sale('A-1', 's5', 7),
    sale('A-1', 's6', 1, { occurredAt: '2099-01-01T00:00:00Z' }),
  ]);
  expect(
    outcomes.map((one) => (one.outcome === 'refused' ? [one.problem.code, one.problem.field] : one.outcome)),
  ).toEqual([
    'taken',
    'taken',
    ['sku_unknown', 'sku'],
    ['warehouse_unknown', 'warehouse'],
    ['market_unknown', 'market'],
    ['stock_insufficient', 'quantity'],
    ['occurred_in_future', 'occurredAt'],
  ]);
  expect(await balance('A-1')).toEqual({ BER: { onHand: 6, sellable: 0, inTransfer: 0, isFlagged: false } });
});

test('what a batch brings in is there for what it takes out, whatever the order of rows and events', async () => {
  const outcomes = await record('shop', [
    sale('A-2', 's1', 4, { occurredAt: at(1) }),
    receipt('A-2', 'r1', 4, { occurredAt: at(5) }),
  ]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['taken', 'taken']);
  expect(await balance('A-2')).toMatchObject({ BER: { onHand: 0, isFlagged: false } });
});

test('a message that is sent again changes nothing, and one that says something else is refused', async () => {
  const rows = [receipt('A-3', 'r1', 10), sale('A-3', 's1', 4)];
  const first = await record('shop', rows);
  const again = await record('shop', [
    ...rows,
    ...rows,
    sale('A-3', 's1', 5),
    sale('A-3', 's2', 1),
    sale('A-3', 's2', 2),
  ]);
  expect(again.slice(0, 4).map(({ outcome }) => outcome)).toEqual(Array(4).fill('duplicate'));
  expect(again[0]).toEqual({ ...first[0], outcome: 'duplicate' });
  expect(again[4]).toMatchObject({
    outcome: 'refused',
    problem: { code: 'movement_conflict', field: 'sourceRef' },
  });
  expect(again[5]).toMatchObject({ outcome: 'taken' });
  expect(again[6]).toMatchObject({ outcome: 'refused', problem: { code: 'movement_conflict' } });
  expect(await balance('A-3')).toMatchObject({ BER: { onHand: 5 } });
  expect(await record('other', [sale('A-3', 's1', 1)])).toMatchObject([{ outcome: 'taken' }]);
});

test('a source may vouch for a sale that the books cannot explain: the balance is flagged until pieces come in', async () => {
  await record('shop', [sale('A-4', 's1', 3, { allowsNegative: true })]);
  expect(await balance('A-4')).toMatchObject({ BER: { onHand: -3, isFlagged: true } });
  await record('wms', [receipt('A-4', 'r1', 5, { occurredAt: at(30) })]);
  const state = await derived(database.sql, ids.get('A-4')!);
  expect(state.balances).toMatchObject({ BER: { onHand: 2, isFlagged: false } });
  expect(state.consumption).toEqual({ 's1 take r1<<': 3 });
});

test('a late message is put in its place, and what followed it is done again', async () => {
  await record('wms', [receipt('A-5', 'r2', 10, { occurredAt: at(5) }), sale('A-5', 's1', 4)]);
  await record('wms', [receipt('A-5', 'r1', 3, { occurredAt: at(1), sellable: true })]);
  const state = await derived(database.sql, ids.get('A-5')!);
  expect(state.consumption).toEqual({ 'r1 shelve r1<<': 3, 's1 take r1<<': 3, 's1 take r2<<': 1 });
  expect(state.balances).toMatchObject({ BER: { onHand: 9, sellable: 0 } });
});

test('movements that were there before the ledger are folded first', async () => {
  const skuId = ids.get('A-6')!;
  await database.sql`
    insert into stock_movement (sku_id, id, warehouse_code, type, quantity, occurred_at, source, source_ref, reason)
    values (${skuId}, ${newId()}, 'BER', 'adjustment', 20, ${at(0)}, 'seed', 'opening BER', 'opening_balance'),
      (${skuId}, ${newId()}, 'LAX', 'adjustment', 5, ${at(0)}, 'seed', 'opening LAX', 'opening_balance')`;
  await database.sql`insert into stock_balance (sku_id, warehouse_code, on_hand) values (${skuId}, 'BER', 20), (${skuId}, 'LAX', 5)`;
  expect(await record('shop', [sale('A-6', 's1', 8), sale('A-6', 's2', 13)])).toMatchObject([
    { outcome: 'taken' },
    { outcome: 'refused', problem: { params: { available: 12, wanted: 13 } } },
  ]);
  expect(await balance('A-6')).toMatchObject({ BER: { onHand: 12, sellable: 12 }, LAX: { onHand: 5 } });
});

test('transfers and returns keep the origin of pieces across batches', async () => {
  await record('wms', [receipt('A-7', 'r1', 10)]);
  await record('wms', [
    row({
      type: 'transfer_out',
      sku: 'A-7',
      sourceRef: 'o1',
      quantity: 6,
      transferRef: 't',
      toWarehouse: 'LAX',
      occurredAt: at(1),
    }),
  ]);
  expect(await balance('A-7')).toMatchObject({ BER: { onHand: 4 }, LAX: { onHand: 0, inTransfer: 6 } });
  await record('wms', [
    row({
      type: 'transfer_in',
      sku: 'A-7',
      sourceRef: 'i1',
      quantity: 5,
      transferRef: 't',
      warehouse: 'LAX',
      occurredAt: at(2),
    }),
  ]);
  await record('shop', [sale('A-7', 's1', 4, { warehouse: 'LAX' })]);
  await record('shop', [
    row({ type: 'return', sku: 'A-7', sourceRef: 'b1', quantity: 1, saleRef: 's1', occurredAt: at(20) }),
    row({
      type: 'return',
      sku: 'A-7',
      sourceRef: 'b2',
      quantity: 1,
      warehouse: 'LAX',
      damaged: true,
      occurredAt: at(21),
    }),
  ]);
  const state = await derived(database.sql, ids.get('A-7')!);
  expect(state.balances).toMatchObject({ BER: { onHand: 5 }, LAX: { onHand: 1, inTransfer: 1 } });
  expect(Object.keys(state.lots).sort()).toEqual(['b1<r1<s1', 'b2<r1<s1', 'i1<r1<', 'r1<<']);
  expect(state.consumption).toMatchObject({
    'b1 return i1<r1<': 1,
    'b2 return i1<r1<': 1,
    'b2 take b2<r1<s1': 1,
  });
});

test('listing events are recorded once', async () => {
  const event = { sourceRef: 'l1', sku: 'A-8', market: 'DE', listed: true, occurredAt: at(0) };
  const rows = [event, { ...event, listed: false }, { ...event, sourceRef: 'l2', market: 'XX' }].map(
    (one) => {
      const read = readListing(one);
      if (!read.ok) throw new Error(read.error.code);
      return read.value;
    },
  );
  const send = () => asSystem('test:listing', (tx) => recordListingEvents(tx, sender('shop'), rows));
  const codes = (await send()).map((one) => (one.outcome === 'refused' ? one.problem.code : one.outcome));
  expect(codes).toEqual(['taken', 'listing_conflict', 'market_unknown']);
  expect((await send()).map(({ outcome }) => outcome)).toEqual(['duplicate', 'refused', 'refused']);
});
