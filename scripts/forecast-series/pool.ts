import { Worker } from 'node:worker_threads';
import type { LineBatch } from './line-batches';
import type { BatchAnswer } from './worker';

/** Batches under way or waiting for an earlier one to be written, per worker: bounds the memory. */
const AHEAD = 4;

interface Slot {
  worker: Worker;
  free: boolean;
}

/**
 * Answers batches on `jobs` worker threads and yields the answers in the order of the batches. At most {@link AHEAD} batches per
 * worker are read ahead. Ends its workers when it is done, or when its consumer stops.
 * @throws whatever a worker died of
 */
export async function* answerInOrder(
  batches: AsyncIterable<LineBatch>,
  jobs: number,
): AsyncGenerator<BatchAnswer> {
  const slots: Slot[] = Array.from({ length: jobs }, () => ({
    // The parent's own loader options are not passed on: the entry registers what it needs.
    worker: new Worker(new URL('./worker-entry.mjs', import.meta.url), { execArgv: [] }),
    free: true,
  }));
  const waiting: ((slot: Slot) => void)[] = [];
  let failure: Error | undefined;
  const failed = new Promise<never>((_, reject) => {
    for (const { worker } of slots)
      worker.once('error', (error) => {
        failure ??= error instanceof Error ? error : new Error(String(error));
        reject(failure);
      });
  });
  failed.catch(() => undefined);

  const freeSlot = (): Promise<Slot> | Slot => {
    const slot = slots.find(({ free }) => free);
    if (!slot) return new Promise((resolve) => waiting.push(resolve));
    slot.free = false;
    return slot;
  };
  const release = (slot: Slot) => {
    const next = waiting.shift();
    if (next) next(slot);
    else slot.free = true;
  };
  const answer = async (batch: LineBatch): Promise<BatchAnswer> => {
    const slot = await freeSlot();
    return new Promise((resolve) => {
      slot.worker.once('message', (reply: BatchAnswer) => {
        release(slot);
        resolve(reply);
      });
      slot.worker.postMessage(batch);
    });
  };

  try {
    const queue: Promise<BatchAnswer>[] = [];
    for await (const batch of batches) {
      queue.push(answer(batch));
      if (queue.length >= AHEAD * jobs) yield await Promise.race([queue.shift()!, failed]);
    }
    while (queue.length > 0) yield await Promise.race([queue.shift()!, failed]);
  } finally {
    await Promise.all(slots.map(({ worker }) => worker.terminate()));
  }
}
