import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { asSystem } from '~db/tenancy.server';
import { endRun, type RunRow } from '../data/forecast-runs.server';
import { failDraft } from '../data/version.server';
import { completeRun, type ForecastRun } from './complete-run.server';
import { fillDraft, RunCancelled } from './fill-draft.server';
import { openDraft } from './open-draft.server';

export type { ForecastRun };

export interface ExecuteOptions {
  /** Epoch ms, written as the time of generation and publication. */
  now: number;
  /** Publishes whatever the checks say; this note is kept where one stands against it. */
  publishAnyway?: string;
  log?: (line: string) => void;
  /** Called after each chunk with the SKUs done and in all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** What an abort of `signal` means: the run is cancelled, or waits for the next worker. */
  whenAborted?: 'cancelled' | 'queued';
  /** Worker threads; 0 computes in this thread. */
  threads?: number;
  /** SKUs per transaction. */
  chunkSkus?: number;
}

/**
 * Carries a run that has been started to its end: opens its draft, or goes on where it stopped, computes what is missing,
 * checks the result and publishes it if that is asked for and nothing stands against it.
 * @throws what stopped it, after the run and its draft have been marked; what was written stays for a resumption
 */
export async function executeRun(run: RunRow, options: ExecuteOptions): Promise<ForecastRun> {
  const { now, signal, log = () => {}, whenAborted = 'cancelled' } = options;
  const asOf = (run.asOf ?? dateInZone(now, 'UTC')) as CalendarDate;
  let versionId = run.versionId;
  try {
    const draft = await openDraft(run, asOf, now);
    versionId = draft.context.facts.versionId;
    const { total, remaining } = draft;
    log(
      `Forecast version ${draft.number} as of ${asOf}: ${total} SKUs` +
        (remaining.length < total ? `, ${total - remaining.length} of them done before` : ''),
    );
    await fillDraft(draft.context, {
      runId: run.id,
      skuIds: remaining,
      total,
      signal,
      onProgress: options.onProgress,
      threads: options.threads,
      chunkSkus: options.chunkSkus,
    });
    const done = await completeRun(run, draft, { now, publishAnyway: options.publishAnyway });
    log(
      `Version ${done.number}: ${done.series} demand series, ${done.lines} order forecast lines` +
        (done.isPublished ? ', published' : ''),
    );
    return done;
  } catch (error) {
    await stopped(run.id, versionId, error, signal?.aborted ? whenAborted : 'cancelled', signal);
    throw error;
  }
}

/** Marks the run and its draft; a lost database leaves both as they are, for the worker that takes them up. */
async function stopped(
  runId: string,
  versionId: string | null,
  error: unknown,
  whenAborted: 'cancelled' | 'queued',
  signal: AbortSignal | undefined,
): Promise<void> {
  const isCancelled = error instanceof RunCancelled;
  const status = isCancelled ? 'cancelled' : signal?.aborted ? whenAborted : 'failed';
  const reason =
    status === 'failed' ? (error instanceof Error ? error.message : String(error)).slice(0, 500) : null;
  await asSystem('job:forecast.run', async (tx) => {
    await endRun(tx, runId, status, reason);
    if (versionId && status !== 'queued') await failDraft(tx, versionId, reason);
  }).catch(() => {});
}
