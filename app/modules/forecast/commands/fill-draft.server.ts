import { availableParallelism } from 'node:os';
import { ThreadPool } from '~/platform/thread-pool.server';
import { asSystem } from '~db/tenancy.server';
import { advanceRun, touchRun } from '../data/forecast-runs.server';
import { insertChunk } from '../data/run-lines.server';
import type { RunFacts, SkuFacts } from '../domain/pipeline/facts';
import { type ChunkRows, chunkRows } from './chunk-rows.server';
import { type RunContext, readChunk } from './read-chunk.server';

/** SKUs per transaction: large enough to amortise the round trips, small enough to stop soon and to share work evenly. */
const CHUNK_SKUS = 100;
/** Below this many SKUs the start of threads costs more than they save. */
const THREADS_FROM = 400;
const MOST_THREADS = 4;
/** Chunks that are read or written while all threads compute. */
const CHUNKS_BESIDE = 1;
/** Every so often a run says that it is alive, however long a chunk takes. */
const HEARTBEAT_MS = 15_000;

/** Thrown when the run was asked to stop. */
export class RunCancelled extends Error {
  constructor() {
    super('The run was cancelled.');
  }
}

export interface FillOptions {
  runId: string;
  /** SKUs to do, and in all. */
  skuIds: readonly string[];
  total: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** Worker threads; 0 computes in this thread. By default as many as processors, at most four, none for little work. */
  threads?: number | undefined;
  chunkSkus?: number | undefined;
}

/**
 * Computes and writes what is missing of a draft, chunk by chunk: each chunk's rows and the run's progress are one
 * transaction. Threads compute while the next chunk is read and the last one is written.
 * @throws RunCancelled between two chunks, when the run was asked to stop; the signal's reason; or what went wrong. Chunks
 * under way are written before
 */
export async function fillDraft(
  context: RunContext,
  {
    runId,
    skuIds,
    total,
    signal,
    onProgress,
    threads = threadsFor(skuIds.length),
    chunkSkus = CHUNK_SKUS,
  }: FillOptions,
): Promise<void> {
  const compute = startCompute(context.facts, threads);
  const heartbeat = setInterval(() => {
    // A beat that fails is made up for by the next one, or by the next chunk.
    asSystem('job:forecast.run', (tx) => touchRun(tx, runId)).catch(() => {});
  }, HEARTBEAT_MS);
  let next = 0;
  let done = total - skuIds.length;
  let failure: unknown;
  const lane = async () => {
    while (failure === undefined && next < skuIds.length) {
      const chunk = skuIds.slice(next, next + chunkSkus);
      next += chunkSkus;
      signal?.throwIfAborted();
      const facts = await asSystem('job:forecast.run', (tx) => readChunk(tx, chunk, context), {
        accessMode: 'read only',
      });
      const rows = await compute.run(facts);
      const status = await asSystem('job:forecast.run', async (tx) => {
        await insertChunk(tx, rows);
        return advanceRun(tx, runId, chunk.length);
      });
      done += chunk.length;
      onProgress?.(done, total);
      if (status === 'cancelling') throw new RunCancelled();
    }
  };
  try {
    const lanes = Array.from({ length: Math.max(1, threads) + CHUNKS_BESIDE }, () =>
      lane().catch((error: unknown) => {
        failure ??= error;
      }),
    );
    await Promise.all(lanes);
    if (failure !== undefined) throw failure;
  } finally {
    clearInterval(heartbeat);
    await compute.close();
  }
}

function threadsFor(skus: number): number {
  return skus < THREADS_FROM ? 0 : Math.min(availableParallelism(), MOST_THREADS);
}

interface Compute {
  run(facts: SkuFacts[]): Promise<ChunkRows>;
  close(): Promise<void>;
}

function startCompute(run: RunFacts, threads: number): Compute {
  if (threads > 0) return new ThreadPool(new URL('./chunk-thread.server.ts', import.meta.url), run, threads);
  return { run: async (facts) => chunkRows(facts, run), close: async () => {} };
}
