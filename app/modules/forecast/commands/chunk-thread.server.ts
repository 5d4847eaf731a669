import type { RunFacts, SkuFacts } from '../domain/pipeline/facts';
import { type ChunkRows, chunkRows } from './chunk-rows.server';

/** What a worker thread does with one chunk. */
export function handle(facts: SkuFacts[], run: RunFacts): ChunkRows {
  return chunkRows(facts, run);
}
