import { systemClock } from '~/platform/system-clock.server';
import { asSystem } from '~db/tenancy.server';
import { claimRun, insertRun, type RunReason } from '../data/forecast-runs.server';
import { executeRun, type ForecastRun } from './execute-run.server';
import { RunCancelled } from './fill-draft.server';

interface WorkOptions {
  signal: AbortSignal;
  log: {
    info(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
}

/** Puts a run into the queue that no person asked for; the same id gives one run. */
export function queueRun(id: string, reason: Extract<RunReason, 'schedule' | 'import'>): Promise<void> {
  return asSystem('job:forecast.run', (tx) => insertRun(tx, { id, reason, publishes: true, asOf: null }));
}

/**
 * Carries out the runs that wait, one after the other, beginning with one that was cut off. Returns when there is none left
 * or another worker is at it. A run that fails says so itself; the next one is taken up all the same.
 */
export async function workOffRuns({ signal, log }: WorkOptions): Promise<void> {
  while (!signal.aborted) {
    const run = await asSystem('job:forecast.run', claimRun);
    if (!run) return;
    try {
      const done: ForecastRun = await executeRun(run, {
        now: systemClock.now(),
        signal,
        whenAborted: 'queued',
        log: (line) => log.info({ run: run.id }, line),
      });
      const { number, series, lines, isPublished } = done;
      log.info({ version: number, series, lines, isPublished }, 'forecast computed');
    } catch (error) {
      if (error instanceof RunCancelled) log.info({ run: run.id }, 'forecast cancelled');
      else if (signal.aborted) log.info({ run: run.id }, 'forecast given back');
      else log.error({ run: run.id, err: error }, 'forecast failed');
    }
  }
}
