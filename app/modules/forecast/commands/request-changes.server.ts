import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import { asSystem } from '~db/tenancy.server';
import { queuePair, selectPublishedVersions } from '../data/changes.server';
import { PICKABLE_VERSIONS } from '../domain/changes/change-pair';

/**
 * Asks for the explanation of two published versions that do not follow one another. Derived figures only: nothing that
 * anyone agreed on changes, so it needs no more than reading. What is explained or queued already stays.
 * @returns `version_pair_unknown` unless both are published, among the latest, and the first is the older
 */
export async function requestChanges(
  _access: Access<'forecast:view'> | Access<'platform.forecast:view'>,
  numbers: { from: number; to: number },
): Promise<Result<null, Problem>> {
  return asSystem('people:forecast-changes', async (tx) => {
    const versions = await selectPublishedVersions(tx, PICKABLE_VERSIONS);
    const from = versions.find(({ number }) => number === numbers.from);
    const to = versions.find(({ number }) => number === numbers.to);
    if (!from || !to || from.number >= to.number) return err(problem('version_pair_unknown'));
    if (await queuePair(tx, to.id, from.id, false)) {
      await enqueue(tx, 'forecast.changes', { versionId: to.id, fromVersionId: from.id });
    }
    return ok(null);
  });
}
