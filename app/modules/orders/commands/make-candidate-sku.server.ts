import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { type CreateSkuInput, createSku } from '~/modules/catalog/commands/create-sku.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import { selectCandidate, updateCandidateSku } from '../data/candidates.server';

export type CandidateSkuInput = Pick<
  CreateSkuInput,
  'code' | 'grossG' | 'lengthMm' | 'widthMm' | 'heightMm' | 'hsCode'
> & { source: Omit<CreateSkuInput['source'], 'markets'> };

/**
 * Makes a SKU of a candidate, with its names, category, price and markets, and the factory that makes it: from then on it
 * can be sampled and ordered.
 * @param now epoch ms
 * @returns `candidate_unknown`, `candidate_has_sku` or what {@link createSku} refuses
 */
export async function makeCandidateSku(
  tx: PlatformTx,
  access: Access<'platform.candidates:manage'>,
  candidateId: string,
  input: CandidateSkuInput,
  now: number,
): Promise<Result<{ skuId: string; code: string }>> {
  const candidate = await selectCandidate(tx, candidateId, { lock: true });
  if (!candidate) return err(problem('candidate_unknown'));
  if (candidate.skuId) return err(problem('candidate_has_sku'));
  const made = await createSku(
    tx,
    access,
    {
      ...input,
      nameEn: candidate.nameEn,
      nameZh: candidate.nameZh,
      categoryCode: candidate.categoryCode,
      listPriceMinor: candidate.expectedPriceMinor === null ? null : BigInt(candidate.expectedPriceMinor),
      listPriceCurrency: candidate.expectedPriceMinor === null ? null : candidate.currency,
      source: { ...input.source, markets: candidate.targetMarkets },
    },
    now,
  );
  if (!made.ok) return made;
  await updateCandidateSku(tx, candidateId, made.value.skuId, now);
  await recordAudit(tx, {
    by: access,
    action: 'candidate.sku_made',
    entity: { type: 'candidate', id: candidateId, label: candidate.nameEn },
    after: { sku: input.code },
  });
  return ok({ skuId: made.value.skuId, code: input.code });
}
