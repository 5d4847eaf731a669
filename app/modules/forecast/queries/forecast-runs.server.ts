import type { PlatformTx } from '~db/tenancy.server';
import { CUT_OFF_SECONDS, type RunRow, selectRuns, selectRunsState } from '../data/forecast-runs.server';

export interface RunView extends RunRow {
  isCutOff: boolean;
  mayCancel: boolean;
  mayResume: boolean;
}

/** The latest runs, newest first, with what can be done about each. @param now epoch ms */
export async function forecastRuns(tx: PlatformTx, now: number): Promise<RunView[]> {
  const runs = await selectRuns(tx, 60);
  return runs.map((run) => {
    const isUnderWay = run.status === 'running' || run.status === 'cancelling';
    const silentMs = now - (run.heartbeatAt === null ? now : Date.parse(run.heartbeatAt));
    return {
      ...run,
      isCutOff: isUnderWay && silentMs > CUT_OFF_SECONDS * 1000,
      mayCancel: run.status === 'queued' || run.status === 'running',
      mayResume:
        (run.status === 'failed' || run.status === 'cancelled') &&
        run.isNewest &&
        run.versionStatus !== 'discarded',
    };
  });
}

/** Text that changes as any of the latest runs moves. */
export function forecastRunsState(tx: PlatformTx): Promise<string> {
  return selectRunsState(tx);
}
