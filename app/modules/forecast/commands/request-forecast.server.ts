import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import { newId } from '~/platform/new-id.server';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';
import { cancelRun, insertRun, requeueRun, selectRun } from '../data/forecast-runs.server';

type MayPublish = Access<'platform.forecast:publish'>;

/**
 * Asks for a new forecast version of all SKUs. The run, its job, and the note of who asked, exist together or not at all; two
 * requests in a row give one run after the other.
 * @param publishes whether the version is published when nothing stands against it; else it stays a draft
 * @returns the run's id
 */
export function requestForecast(access: MayPublish, publishes = true): Promise<string> {
  return inPlatform(access, async (tx) => {
    const id = newId();
    const requestedBy = { id: access.user.id, name: access.user.displayName };
    await insertRun(tx, { id, reason: 'request', publishes, asOf: null, requestedBy });
    await wake(tx, access);
    await note(tx, access, 'forecast.requested', id);
    return id;
  });
}

/**
 * Asks a run to stop; it does so between two chunks, and what was written stays for a resumption.
 * Problems: `forecast_run_not_found`, `forecast_run_ended`.
 */
export function cancelForecast(access: MayPublish, runId: string): Promise<Result<null, Problem>> {
  return inPlatform(access, async (tx) => {
    if (!(await selectRun(tx, runId))) return err(problem('forecast_run_not_found'));
    if (!(await cancelRun(tx, runId, access.user.displayName))) return err(problem('forecast_run_ended'));
    await note(tx, access, 'forecast.cancelled', runId);
    return ok(null);
  });
}

/**
 * Lets a run that failed or was cancelled go on from its last finished chunk.
 * Problems: `forecast_run_not_found`, `forecast_run_not_resumable` when it is under way or done, or when a newer version has
 * been begun since.
 */
export function resumeForecast(access: MayPublish, runId: string): Promise<Result<null, Problem>> {
  return inPlatform(access, async (tx) => {
    if (!(await selectRun(tx, runId))) return err(problem('forecast_run_not_found'));
    if (!(await requeueRun(tx, runId))) return err(problem('forecast_run_not_resumable'));
    await wake(tx, access);
    await note(tx, access, 'forecast.resumed', runId);
    return ok(null);
  });
}

const wake = (tx: PlatformTx, access: MayPublish) =>
  enqueue(tx, 'forecast.run', { reason: 'request', requestedByUserId: access.user.id });

const note = (
  tx: PlatformTx,
  access: MayPublish,
  action: 'forecast.requested' | 'forecast.cancelled' | 'forecast.resumed',
  runId: string,
) => recordAudit(tx, { by: access, action, entity: { type: 'forecast_run', id: runId } });
