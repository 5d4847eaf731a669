import type { z } from 'zod';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform } from '~db/tenancy.server';
import { insertDocument, revokeDocument } from '../data/compliance.server';
import { selectDocumentScope, selectPoolFactory } from '../data/pool.server';
import type { documentForm } from '../pool-forms';

/**
 * Records a certificate or test report of a factory.
 * @returns `factory_unknown`, `sku_unknown`, `category_unknown` or `market_unknown` at the field
 */
export async function recordDocument(
  access: Access<'platform.factories:manage'>,
  slug: string,
  input: z.output<typeof documentForm>,
): Promise<Result<{ number: string }, Problem>> {
  return inPlatform(access, async (tx) => {
    const factory = await selectPoolFactory(tx, slug);
    if (!factory) return err(problem('factory_unknown'));
    const scope = await selectDocumentScope(tx, input);
    if (input.sku !== '' && !scope.skuId) return err(problem('sku_unknown', { sku: input.sku }, 'sku'));
    if (input.category !== '' && !scope.category) {
      return err(problem('category_unknown', { category: input.category }, 'category'));
    }
    const unknown = input.markets.filter((market) => !scope.markets.includes(market));
    if (unknown.length > 0) {
      return err(problem('market_unknown', { codes: unknown.join(', ') }, 'markets'));
    }
    const id = newId();
    const { documentKind, number, issuer, validFrom } = input;
    const document = { documentKind, number, issuer, validFrom, validTo: input.validTo || null };
    await insertDocument(tx, {
      factoryId: factory.id,
      id,
      ...document,
      skuId: scope.skuId,
      // A document of one SKU says nothing about the rest of its category.
      categoryCode: scope.skuId ? null : scope.category,
      markets: scope.markets,
      recordedByName: access.user.displayName,
    });
    await recordAudit(tx, {
      by: access,
      action: 'compliance_document.recorded',
      entity: { type: 'compliance_document', id, label: `${documentKind} ${number}` },
      after: { ...document, scope: input.sku || input.category, markets: scope.markets.join(' ') },
      factoryId: factory.id,
    });
    return ok({ number });
  });
}

/** Takes a document out of force; it stays on record. @returns `factory_unknown` or `compliance_document_unknown` */
export async function revokeComplianceDocument(
  access: Access<'platform.factories:manage'>,
  slug: string,
  documentId: string,
): Promise<Result<{ number: string }, Problem>> {
  return inPlatform(access, async (tx) => {
    const factory = await selectPoolFactory(tx, slug);
    if (!factory) return err(problem('factory_unknown'));
    const revoked = await revokeDocument(tx, factory.id, documentId);
    if (!revoked) return err(problem('compliance_document_unknown'));
    await recordAudit(tx, {
      by: access,
      action: 'compliance_document.revoked',
      entity: {
        type: 'compliance_document',
        id: documentId,
        label: `${revoked.documentKind} ${revoked.number}`,
      },
      before: { isRevoked: false },
      after: { isRevoked: true },
      factoryId: factory.id,
    });
    return ok({ number: revoked.number });
  });
}
