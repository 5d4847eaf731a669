import { createHash } from 'node:crypto';
import { sellOutLines } from '~/modules/orders/queries/sell-out-lines.server';
import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  announceClocks,
  type ClockRow,
  type ClockUpdate,
  selectCountingPauses,
  selectListings,
  updateClocks,
} from '../data/sell-out-clock.server';
import { selectFlows } from '../data/sell-out-evidence.server';
import { keptFacts } from '../domain/clock/kept-facts';
import { sellOutClock } from '../domain/clock/sell-out-clock';
import type { ClockFacts, Flow } from '../domain/clock/types';

/**
 * Reads locked clocks from what is recorded, writes those that changed, announces them and asks for their odds, all in
 * the caller's transaction. A fixed number of statements, however many clocks there are.
 */
export async function readClocks(tx: PlatformTx, clocks: readonly ClockRow[], nowMs: number): Promise<void> {
  if (clocks.length === 0) return;
  const facts = await loadFacts(tx, clocks);
  const changed: ClockUpdate[] = [];
  const skuIds = new Set<string>();
  for (const row of clocks) {
    const found = facts.get(row.id)!;
    let clock = sellOutClock(row.rule, found, nowMs);
    if (clock.isFinal && !found.orderAtExpiry) {
      found.orderAtExpiry = found.order;
      clock = sellOutClock(row.rule, found, nowMs);
    } else if (!clock.isFinal) {
      found.orderAtExpiry = null;
    }
    const inputHash = hashOf(row, found);
    if (inputHash === row.inputHash && clock.status === row.status && clock.status !== 'paused') continue;
    if (!clock.isFinal && clock.startedAt !== null) skuIds.add(row.skuId);
    changed.push({
      ...clock,
      factoryId: row.factoryId,
      id: row.id,
      inputHash,
      kept: keptFacts(found, {
        sold: clock.soldUnits,
        returned: clock.returnedUnits,
        rejected: clock.rejectedUnits,
      }),
    });
  }
  await updateClocks(tx, changed, nowMs);
  await announceClocks(
    tx,
    changed.map((clock) => clock.id),
  );
  if (skuIds.size > 0) await enqueue(tx, 'sell-out.odds', { skuIds: [...skuIds] });
}

async function loadFacts(tx: PlatformTx, clocks: readonly ClockRow[]): Promise<Map<string, ClockFacts>> {
  const lines = await sellOutLines(tx, clocks);
  const flows = new Map<string, Flow[]>();
  for (const row of await selectFlows(tx, clocks)) {
    flows.set(
      `${row.clockId} ${row.type}`,
      row.at.map((at, index) => ({ at, quantity: row.quantity[index]! })),
    );
  }
  const pauses = grouped(await selectCountingPauses(tx, clocks), (pause) => pause.clockId);
  const listings = grouped(
    await selectListings(tx, [...new Set(clocks.map((clock) => clock.skuId))]),
    (event) => event.skuId,
  );
  return new Map(
    clocks.map((clock) => {
      const line = lines.get(clock.poLineId);
      const facts: ClockFacts = {
        order: line
          ? { agreedUnits: line.agreedUnits, isComplete: line.isComplete }
          : (clock.kept.order ?? { agreedUnits: clock.acceptedUnits, isComplete: false }),
        orderAtExpiry: clock.kept.orderAtExpiry ?? null,
        receipts: line?.receipts ?? [],
        shelved: flows.get(`${clock.id} put_away`) ?? [],
        sales: flows.get(`${clock.id} sale`) ?? [],
        returns: flows.get(`${clock.id} return`) ?? [],
        listings: (listings.get(clock.skuId) ?? []).map(({ at, market, isListed }) => ({
          at,
          market,
          isListed,
        })),
        pauses: (pauses.get(clock.id) ?? []).map(({ from, to, cause }) => ({ from, to, cause })),
      };
      return [clock.id, facts];
    }),
  );
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function hashOf(clock: ClockRow, facts: ClockFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([clock.rule, facts]))
    .digest('hex');
}
