import { dateInZone } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { insertStage, selectCandidate, updateStage } from '../data/candidates.server';
import { type CandidateStage, judgeMove } from '../domain/candidate-stages';

/**
 * Moves a candidate to another stage of the board; shortlisting puts it on this month's board.
 * @param now epoch ms
 * @returns `candidate_unknown`, or why it may not go there
 */
export async function moveCandidate(
  tx: PlatformTx,
  access: Access<'platform.candidates:manage'>,
  input: { id: string; to: CandidateStage; reason: string | null },
  now: number,
): Promise<Result<{ to: CandidateStage; nameEn: string; nameZh: string }>> {
  const before = await selectCandidate(tx, input.id, { lock: true });
  if (!before) return err(problem('candidate_unknown'));
  const refused = judgeMove({ stage: before.stage, hasSku: before.skuId !== null }, input.to, input.reason);
  if (refused) return err(refused);
  const today = dateInZone(now, access.user.timeZone);
  const boardMonth = input.to === 'shortlisted' ? `${today.slice(0, 7)}-01` : null;
  const droppedReason = input.to === 'dropped' ? (input.reason?.trim() ?? null) : null;
  await updateStage(tx, input.id, input.to, { boardMonth, droppedReason }, now);
  await insertStage(tx, { id: newId(), candidateId: input.id, stage: input.to }, now);
  await recordAudit(tx, {
    by: access,
    action: 'candidate.moved',
    entity: { type: 'candidate', id: input.id, label: before.nameEn },
    before: { stage: before.stage },
    after: { stage: input.to, ...(input.reason ? { reason: input.reason } : {}) },
  });
  return ok({ to: input.to, nameEn: before.nameEn, nameZh: before.nameZh });
}
