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
import { expand, startOfDayOf } from '../domain/clock/condensed-days';
import { type KeptFacts, keptFacts } from '../domain/clock/kept-facts';
import { sellOutClock } from '../domain/clock/sell-out-clock';
import type { ClockFacts, Flow, SellOutClock } from '../domain/clock/types';

/**
 * Reads locked clocks from what is recorded, writes those that changed, announces them and asks for their odds, all in
 * the caller's transaction. A fixed number of statements, however many clocks there are; of a clock whose evidence was
 * written anew from an instant on, only the days from there on are read.
 */
export async function readClocks(tx: PlatformTx, clocks: readonly ClockRow[], nowMs: number): Promise<void> {
  if (clocks.length === 0) return;
  const read = await readOnce(tx, clocks, nowMs);
  // Whole days do not tell when on such a day a clock sold out: where nobody knew it before, its whole record does.
  const unsure = read.filter(({ row, clock, border }) => {
    if (clock.soldOutAt === null || border === null || clock.soldOutAt >= border) return false;
    return row.soldOutAt === null || row.soldOutAt >= border || row.targetUnits !== clock.targetUnits;
  });
  const whole = unsure.map(({ row }) => ({ ...row, since: null }));
  const again = new Map((await readOnce(tx, whole, nowMs)).map((one) => [one.row.id, one]));
  await write(
    tx,
    read.map((one) => again.get(one.row.id) ?? one),
    nowMs,
  );
}

interface ReadClock {
  row: ClockRow;
  facts: ClockFacts;
  clock: SellOutClock;
  /** Days before this instant were taken as they were kept; null where all was read. */
  border: number | null;
}

async function readOnce(tx: PlatformTx, rows: readonly ClockRow[], nowMs: number): Promise<ReadClock[]> {
  if (rows.length === 0) return [];
  const loaded = await loadFacts(tx, rows);
  return rows.map((row) => {
    const { facts, border } = loaded.get(row.id)!;
    let clock = sellOutClock(row.rule, facts, nowMs);
    if (clock.isFinal && !facts.orderAtExpiry) {
      facts.orderAtExpiry = facts.order;
      clock = sellOutClock(row.rule, facts, nowMs);
    } else if (!clock.isFinal) {
      facts.orderAtExpiry = null;
    }
    return { row, facts, clock, border };
  });
}

async function write(tx: PlatformTx, read: readonly ReadClock[], nowMs: number): Promise<void> {
  const changed: ClockUpdate[] = [];
  const skuIds = new Set<string>();
  for (const { row, facts, clock, border } of read) {
    const soldOutAt =
      clock.soldOutAt !== null && border !== null && clock.soldOutAt < border
        ? row.soldOutAt
        : clock.soldOutAt;
    const kept = keptFacts(facts, row.rule.timeZone, {
      sold: clock.soldUnits,
      returned: clock.returnedUnits,
      rejected: clock.rejectedUnits,
    });
    const inputHash = hashOf(row, facts, kept);
    const isSame = inputHash === row.inputHash && clock.status === row.status && soldOutAt === row.soldOutAt;
    if (isSame && clock.status !== 'paused') continue;
    if (!clock.isFinal && clock.startedAt !== null) skuIds.add(row.skuId);
    changed.push({ ...clock, soldOutAt, factoryId: row.factoryId, id: row.id, inputHash, kept });
  }
  await updateClocks(tx, changed, nowMs);
  await announceClocks(
    tx,
    changed.map((clock) => clock.id),
  );
  if (skuIds.size > 0) await enqueue(tx, 'sell-out.odds', { skuIds: [...skuIds] });
}

async function loadFacts(
  tx: PlatformTx,
  clocks: readonly ClockRow[],
): Promise<Map<string, { facts: ClockFacts; border: number | null }>> {
  const borders = new Map(
    clocks.map(({ id, since, kept, rule }) => [
      id,
      since !== null && since > 0 && kept.days ? startOfDayOf(since, rule.timeZone) : null,
    ]),
  );
  const lines = await sellOutLines(tx, clocks);
  const asked = clocks.map((clock) => ({ ...clock, from: borders.get(clock.id) ?? 0 }));
  const flows = new Map<string, Flow[]>();
  for (const row of await selectFlows(tx, asked)) {
    flows.set(
      `${row.clockId} ${row.type}`,
      row.at.map((at, index) => ({ at, quantity: row.quantity[index]! })),
    );
  }
  const pauses = grouped(await selectCountingPauses(tx, clocks), (pause) => pause.clockId);
  const skuIds = [...new Set(clocks.map((clock) => clock.skuId))];
  const listings = grouped(await selectListings(tx, skuIds), (event) => event.skuId);
  return new Map(
    clocks.map((clock) => {
      const line = lines.get(clock.poLineId);
      const border = borders.get(clock.id) ?? null;
      const old = border === null ? null : keptBefore(clock, border);
      const recent = (type: string) => flows.get(`${clock.id} ${type}`) ?? [];
      const facts: ClockFacts = {
        order: line
          ? { agreedUnits: line.agreedUnits, isComplete: line.isComplete }
          : (clock.kept.order ?? { agreedUnits: clock.acceptedUnits, isComplete: false }),
        orderAtExpiry: clock.kept.orderAtExpiry ?? null,
        receipts: line?.receipts ?? [],
        shelved: [...(old?.shelved ?? []), ...recent('put_away')],
        sales: [...(old?.sales ?? []), ...recent('sale')],
        returns: [...(old?.returns ?? []), ...recent('return')],
        listings: (listings.get(clock.skuId) ?? []).map(({ at, market, isListed }) => ({
          at,
          market,
          isListed,
        })),
        pauses: (pauses.get(clock.id) ?? []).map(({ from, to, cause }) => ({ from, to, cause })),
      };
      return [clock.id, { facts, border }];
    }),
  );
}

/** What the clock kept of the whole days before an instant. */
function keptBefore({ kept }: ClockRow, border: number): Pick<ClockFacts, 'sales' | 'returns' | 'shelved'> {
  return {
    ...expand((kept.days ?? []).filter(([, last]) => last < border)),
    shelved: (kept.shelved ?? []).filter(([at]) => at < border).map(([at, quantity]) => ({ at, quantity })),
  };
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

/** Over the rule and everything that the clock was read from, sales and returns by day. */
function hashOf(clock: ClockRow, facts: ClockFacts, kept: KeptFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([clock.rule, kept, facts.pauses]))
    .digest('hex');
}
