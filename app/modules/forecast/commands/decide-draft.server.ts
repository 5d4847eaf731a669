import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform } from '~db/tenancy.server';
import {
  discardDraft,
  lockVersions,
  publishDraft,
  selectDraft,
  selectPublishedVersion,
} from '../data/version.server';
import { worstLevel } from '../domain/publish-checks';
import { afterPublish } from './after-publish.server';

type MayPublish = Access<'platform.forecast:publish'>;

/**
 * Publishes a finished draft after a person has seen its checks.
 * @param comment why, needed where a check stands against it; kept as the version's note
 * Problems: `forecast_version_not_found`, `forecast_draft_missing` when it is no finished draft (any more),
 * `forecast_draft_overtaken` when another version has been published since it was begun, `forecast_comment_missing`.
 */
export function publishVersion(
  access: MayPublish,
  versionId: string,
  comment: string | null,
): Promise<Result<null, Problem>> {
  return inPlatform(access, async (tx) => {
    await lockVersions(tx);
    const draft = await selectDraft(tx, versionId);
    if (!draft) return err(problem('forecast_version_not_found'));
    if (draft.status !== 'draft' || !draft.isFinished) return err(problem('forecast_draft_missing'));
    const published = await selectPublishedVersion(tx);
    if ((published?.id ?? null) !== draft.previousVersionId) {
      return err(problem('forecast_draft_overtaken', { number: published?.number ?? 0 }));
    }
    if (worstLevel(draft.checks) === 'blocking' && !comment) {
      return err(problem('forecast_comment_missing', {}, 'comment'));
    }
    await publishDraft(tx, {
      id: versionId,
      publishedAt: systemClock.now(),
      by: access.user.displayName,
      note: comment,
    });
    await afterPublish(tx, versionId);
    await recordAudit(tx, {
      by: access,
      action: 'forecast.published',
      entity: { type: 'forecast_version', id: versionId, label: String(draft.number) },
      after: { number: draft.number, comment, checks: worstLevel(draft.checks) },
    });
    return ok(null);
  });
}

/**
 * Decides that a draft is not published; its rows go when the next run begins.
 * Problems: `forecast_version_not_found`, `forecast_draft_missing`.
 */
export function discardVersion(
  access: MayPublish,
  versionId: string,
  comment: string | null,
): Promise<Result<null, Problem>> {
  return inPlatform(access, async (tx) => {
    await lockVersions(tx);
    const draft = await selectDraft(tx, versionId);
    if (!draft) return err(problem('forecast_version_not_found'));
    if (!draft.isFinished || !(await discardDraft(tx, versionId, comment))) {
      return err(problem('forecast_draft_missing'));
    }
    await recordAudit(tx, {
      by: access,
      action: 'forecast.discarded',
      entity: { type: 'forecast_version', id: versionId, label: String(draft.number) },
      after: { number: draft.number, comment },
    });
    return ok(null);
  });
}
