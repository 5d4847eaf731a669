import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type CandidateRow,
  type CandidateValues,
  deleteSignal,
  insertCandidate,
  insertSignals,
  insertStage,
  type SignalRow,
  selectCandidate,
  updateCandidate,
} from '../data/candidates.server';

type Manage = Access<'platform.candidates:manage'>;

/** What the audit log keeps of a candidate. */
export function candidateFields(row: CandidateRow | CandidateValues) {
  const {
    nameEn,
    nameZh,
    categoryCode,
    targetMarkets,
    expectedPriceMinor,
    expectedCostMinor,
    currency,
    note,
  } = row;
  return {
    nameEn,
    nameZh,
    categoryCode,
    targetMarkets: targetMarkets.join(' '),
    expectedPriceMinor: expectedPriceMinor === null ? null : String(expectedPriceMinor),
    expectedCostMinor: expectedCostMinor === null ? null : String(expectedCostMinor),
    currency,
    note,
  };
}

async function unknownCodes(tx: PlatformTx, values: CandidateValues) {
  const { categories, markets } = await referenceNames(tx);
  if (!categories.some(({ code }) => code === values.categoryCode))
    return problem('choice_unknown', undefined, 'categoryCode');
  const strange = values.targetMarkets.filter((market) => !markets.some(({ code }) => code === market));
  return strange.length > 0
    ? problem('market_unknown', { codes: strange.join(', ') }, 'targetMarkets')
    : null;
}

/** Enters an idea. @param now epoch ms @returns its id, or what is wrong at which field */
export async function createCandidate(
  tx: PlatformTx,
  access: Manage,
  values: CandidateValues,
  now: number,
): Promise<Result<{ id: string }>> {
  const unknown = await unknownCodes(tx, values);
  if (unknown) return err(unknown);
  const id = newId();
  await insertCandidate(tx, id, { ...values, createdByName: access.user.displayName, sourceRef: null }, now);
  await insertStage(tx, { id: newId(), candidateId: id, stage: 'idea' }, now);
  await recordAudit(tx, {
    by: access,
    action: 'candidate.created',
    entity: { type: 'candidate', id, label: values.nameEn },
    after: candidateFields(values),
  });
  return ok({ id });
}

/** Changes what is known of a candidate. @returns `candidate_unknown`, or what is wrong at which field */
export async function changeCandidate(
  tx: PlatformTx,
  access: Manage,
  id: string,
  values: CandidateValues,
  now: number,
): Promise<Result<{ id: string }>> {
  const before = await selectCandidate(tx, id, { lock: true });
  if (!before) return err(problem('candidate_unknown'));
  const unknown = await unknownCodes(tx, values);
  if (unknown) return err(unknown);
  await updateCandidate(tx, id, values, now);
  await recordAudit(tx, {
    by: access,
    action: 'candidate.changed',
    entity: { type: 'candidate', id, label: values.nameEn },
    before: candidateFields(before),
    after: candidateFields(values),
  });
  return ok({ id });
}

/** Adds one observation. @returns `candidate_unknown`, or `signal_known` when it is there already */
export async function addSignal(
  tx: PlatformTx,
  access: Manage,
  candidateId: string,
  signal: Omit<SignalRow, 'id' | 'candidateId' | 'note'>,
): Promise<Result<{ id: string }>> {
  const candidate = await selectCandidate(tx, candidateId, { lock: true });
  if (!candidate) return err(problem('candidate_unknown'));
  const id = newId();
  if ((await insertSignals(tx, [{ ...signal, id, candidateId }])) === 0) return err(problem('signal_known'));
  await recordAudit(tx, {
    by: access,
    action: 'candidate.signal_added',
    entity: { type: 'candidate', id: candidateId, label: candidate.nameEn },
    after: { ...signal },
  });
  return ok({ id });
}

/** Takes a mistaken observation away. */
export async function removeSignal(
  tx: PlatformTx,
  access: Manage,
  candidateId: string,
  signalId: string,
): Promise<Result<null>> {
  const candidate = await selectCandidate(tx, candidateId, { lock: true });
  if (!candidate || !(await deleteSignal(tx, candidateId, signalId)))
    return err(problem('candidate_unknown'));
  await recordAudit(tx, {
    by: access,
    action: 'candidate.signal_removed',
    entity: { type: 'candidate', id: candidateId, label: candidate.nameEn },
    before: { signal: signalId },
  });
  return ok(null);
}
