import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import { inPlatform } from '~db/tenancy.server';

/**
 * Asks for a new forecast version of all SKUs. The job, and the note of who asked, exist together or not at all; two
 * requests in a row give one run after the other.
 * @returns the job's id
 */
export function requestForecast(access: Access<'platform.forecast:publish'>): Promise<string> {
  return inPlatform(access, async (tx) => {
    const jobId = await enqueue(tx, 'forecast.run', { reason: 'request', requestedByUserId: access.user.id });
    await recordAudit(tx, {
      by: access,
      action: 'forecast.requested',
      entity: { type: 'forecast_version', id: jobId },
    });
    return jobId;
  });
}
