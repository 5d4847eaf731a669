import { asSystem } from '~db/tenancy.server';
import { requeueRun, selectRuns, startRun } from '../data/forecast-runs.server';
import { type ExecuteOptions, executeRun, type ForecastRun } from './execute-run.server';

/**
 * Goes on, at once and in this process, with the latest run if it failed, was cancelled, or was cut off: a run that says it is
 * running is taken for cut off, because whoever calls this knows that it is not.
 * @returns null where the latest run is done or no longer resumable
 */
export async function resumeLatestRun(options: ExecuteOptions): Promise<ForecastRun | null> {
  const run = await asSystem('job:forecast.run', async (tx) => {
    const [latest] = await selectRuns(tx, 1);
    if (!latest || latest.status === 'done') return null;
    const isStopped = latest.status === 'failed' || latest.status === 'cancelled';
    if (isStopped && !(await requeueRun(tx, latest.id))) return null;
    return startRun(tx, latest.id);
  });
  return run && executeRun(run, options);
}
