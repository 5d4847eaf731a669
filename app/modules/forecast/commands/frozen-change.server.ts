import type { CalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { FrozenAnswerInput, FrozenChangeInput } from '../commit-forms';
import {
  endFrozenRequest,
  insertFrozenRequest,
  lockFrozenRequest,
  selectAgreementLine,
} from '../data/frozen-requests.server';
import { selectPublishedVersion } from '../data/version.server';
import { answerRefusal } from '../domain/commit/frozen-change';
import { weekIndex } from '../domain/commit/week-index';
import { zoneOf } from '../domain/netting/fences';

/** Either side: who asks stands in the access. */
export type ChangeAccess = Access<'forecast:commit'> | Access<'platform.forecast:agree'>;

const sideOf = (access: ChangeAccess) => (access.scope.kind === 'factory' ? 'factory' : 'platform');

/**
 * Asks the other side to change a frozen bucket of the published version.
 *
 * @param factoryId whose bucket it is; the scope's own in a factory
 * @param now epoch ms
 * @returns the request's id, or `commit_no_version`, `commit_bucket_unknown`, `frozen_change_not_frozen`,
 *   `frozen_change_same`, `frozen_change_open`
 */
export async function askFrozenChange(
  tx: TenantTx | PlatformTx,
  access: ChangeAccess,
  factoryId: string,
  input: FrozenChangeInput,
  now: number,
): Promise<Result<{ id: string }, Problem>> {
  const version = await selectPublishedVersion(tx);
  if (!version) return err(problem('commit_no_version'));
  const line = await selectAgreementLine(tx, version.id, factoryId, input.sku);
  const index = weekIndex(version, input.week);
  const from = line?.quantities[index ?? -1];
  if (!line || index === null || from === undefined)
    return err(problem('commit_bucket_unknown', undefined, 'week'));
  if (zoneOf(index, { ...line, flexBp: 0 }) !== 'frozen')
    return err(problem('frozen_change_not_frozen', undefined, 'week'));
  if (from === input.toQuantity) return err(problem('frozen_change_same', { pieces: from }, 'toQuantity'));
  const id = await insertFrozenRequest(tx, {
    factoryId,
    versionId: version.id,
    skuId: line.skuId,
    skuCode: line.skuCode,
    week: input.week,
    fromQuantity: from,
    toQuantity: input.toQuantity,
    side: sideOf(access),
    name: access.user.displayName,
    reason: input.reason,
    now,
  });
  if (!id) return err(problem('frozen_change_open', undefined, 'week'));
  await recordAudit(tx, {
    by: access,
    action: 'frozen_change.asked',
    entity: { type: 'frozen_change', id, label: `${line.skuCode} ${input.week}` },
    after: { sku: line.skuCode, week: input.week, from, to: input.toQuantity, reason: input.reason },
    ...('factoryId' in tx ? {} : { factoryId }),
  });
  await enqueue(tx, 'forecast.frozenChange', { factoryId, requestId: id, event: 'asked' });
  return ok({ id });
}

/**
 * Agrees to a request or declines it (the other side), or takes it back (the side that asked). What is agreed holds from the
 * next version on.
 *
 * @param today day in the factory's time zone, YYYY-MM-DD: a week that is over is decided by what happened
 * @returns `frozen_change_unknown`, `frozen_change_decided`, `frozen_change_own`, `frozen_change_not_own`, `frozen_change_over`,
 *   `frozen_change_note_missing`
 */
export async function answerFrozenChange(
  tx: TenantTx | PlatformTx,
  access: ChangeAccess,
  input: FrozenAnswerInput,
  today: CalendarDate,
  now: number,
): Promise<Result<{ status: FrozenAnswerInput['answer'] }, Problem>> {
  const request = await lockFrozenRequest(tx, input.id);
  if (!request) return err(problem('frozen_change_unknown'));
  const refusal = answerRefusal(request, sideOf(access), input.answer, input.note, today);
  if (refusal) return err(refusal);
  const status = input.answer;
  const note = input.note || null;
  await endFrozenRequest(tx, request, { status, name: access.user.displayName, note, now });
  await recordAudit(tx, {
    by: access,
    action: `frozen_change.${status}`,
    entity: { type: 'frozen_change', id: request.id, label: `${request.skuCode} ${request.week}` },
    before: { status: request.status },
    after: {
      status,
      sku: request.skuCode,
      week: request.week,
      from: request.fromQuantity,
      to: request.toQuantity,
      ...(note ? { note } : {}),
    },
    ...('factoryId' in tx ? {} : { factoryId: request.factoryId }),
  });
  await enqueue(tx, 'forecast.frozenChange', {
    factoryId: request.factoryId,
    requestId: request.id,
    event: status,
  });
  return ok({ status });
}
