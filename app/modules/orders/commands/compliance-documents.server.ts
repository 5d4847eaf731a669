import type { z } from 'zod';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform, type PlatformTx } from '~db/tenancy.server';
import { insertDocument, lockDocument, revokeDocument, updateDocumentFile } from '../data/compliance.server';
import { type PoolFactory, selectDocumentScope, selectPoolFactory } from '../data/pool.server';
import type { documentForm } from '../pool-forms';
import { dropUpload, keepUpload, recordUpload, type UploadedFile } from './store-upload.server';

type Manager = Access<'platform.factories:manage'>;

interface DocumentStep {
  tx: PlatformTx;
  factory: PoolFactory;
  /** Writes the row of the file, if one came; called once nothing is left to refuse. */
  store: () => Promise<string | null>;
}

/**
 * Runs a change of a factory's documents in one transaction. A file that comes with it is checked and kept before, outside
 * of the transaction, and goes again when the change is refused.
 */
async function changeDocuments<T>(
  access: Manager,
  slug: string,
  file: UploadedFile | null,
  change: (step: DocumentStep) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const known = await inPlatform(access, (tx) => selectPoolFactory(tx, slug), { accessMode: 'read only' });
  if (!known) return err(problem('factory_unknown'));
  const kept = file ? await keepUpload(known.id, file) : null;
  if (kept && !kept.ok) return err({ ...kept.error, field: 'file' });
  const done = await inPlatform(access, (tx) => {
    const target = { factoryId: known.id, purpose: 'compliance' as const };
    const store = async () => {
      if (!kept) return null;
      const recorded = await recordUpload(tx, access, kept.value, target);
      // Only files of orders are refused once they are kept.
      return recorded.ok ? recorded.value.id : null;
    };
    return change({ tx, factory: known, store });
  });
  if (!done.ok && kept) await dropUpload(kept.value);
  return done;
}

/**
 * Records a certificate or test report of a factory, with its file where one is given.
 * @returns `factory_unknown`, `sku_unknown`, `category_unknown` or `market_unknown` at the field, or what is wrong with the
 *   file, at `file`
 */
export async function recordDocument(
  access: Manager,
  slug: string,
  input: z.output<typeof documentForm>,
  file: UploadedFile | null = null,
): Promise<Result<{ number: string }, Problem>> {
  return changeDocuments(access, slug, file, async ({ tx, factory, store }) => {
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
      storedFileId: await store(),
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

/**
 * Adds its file to a document that was recorded without one; a file that is there stays, as proof.
 * @returns `factory_unknown`, `compliance_document_unknown`, `compliance_document_has_file`, or what is wrong with the file,
 *   at `file`
 */
export async function attachCertificate(
  access: Manager,
  slug: string,
  documentId: string,
  file: UploadedFile | null,
): Promise<Result<{ number: string }, Problem>> {
  if (!file) return err(problem('upload_empty', undefined, 'file'));
  return changeDocuments(access, slug, file, async ({ tx, factory, store }) => {
    const document = await lockDocument(tx, factory.id, documentId);
    if (!document) return err(problem('compliance_document_unknown'));
    if (document.storedFileId) return err(problem('compliance_document_has_file', undefined, 'file'));
    const fileId = await store();
    if (fileId) await updateDocumentFile(tx, factory.id, documentId, fileId);
    const { documentKind, number } = document;
    await recordAudit(tx, {
      by: access,
      action: 'compliance_document.file_added',
      entity: { type: 'compliance_document', id: documentId, label: `${documentKind} ${number}` },
      after: { file: fileId },
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
