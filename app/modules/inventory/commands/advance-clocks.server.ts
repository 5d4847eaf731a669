import { sellOutLines } from '~/modules/orders/queries/sell-out-lines.server';
import { enqueue } from '~/platform/jobs.server';
import { asSystem } from '~db/tenancy.server';
import { lockFreeClocks, selectNextExpiry, selectOpenClocks } from '../data/sell-out-clock.server';
import { readClocks } from './read-clocks.server';

/** Clocks per transaction, so that no batch of movements waits long for one of them. */
const CLOCKS_AT_ONCE = 200;
/** The job comes every minute; what ends sooner than its next time is asked for at its instant. */
const LOOK_AHEAD_MS = 90_000;

/**
 * Reads the clocks that time or their order has changed without any movement: windows that have ended, and lines whose
 * agreed pieces or state are no longer what the clock was read from. A window that ends before the next run gets a run of
 * its own at that instant.
 *
 * @param nowMs the instant at which the clocks are read
 * @returns how many clocks were read
 */
export async function advanceClocks(nowMs: number): Promise<number> {
  const due = await asSystem('job:sell-out.advance', async (tx) => {
    const open = await selectOpenClocks(tx, nowMs);
    const lines = await sellOutLines(tx, open);
    const next = await selectNextExpiry(tx, nowMs);
    if (next !== null && next - nowMs < LOOK_AHEAD_MS) {
      await enqueue(tx, 'sell-out.advance', { until: next + 1 }, { startAfter: next + 1 });
    }
    return open.filter(({ poLineId, order, isDue }) => {
      const line = lines.get(poLineId);
      return (
        isDue ||
        (line !== undefined &&
          (line.agreedUnits !== order?.agreedUnits || line.isComplete !== order?.isComplete))
      );
    });
  });
  let read = 0;
  for (let at = 0; at < due.length; at += CLOCKS_AT_ONCE) {
    read += await asSystem('job:sell-out.advance', async (tx) => {
      const clocks = await lockFreeClocks(tx, due.slice(at, at + CLOCKS_AT_ONCE));
      await readClocks(tx, clocks, nowMs);
      return clocks.length;
    });
  }
  return read;
}
