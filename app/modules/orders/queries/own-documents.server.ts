import type { TenantTx } from '~db/tenancy.server';
import { type ComplianceDocumentRow, selectOwnDocuments } from '../data/compliance.server';

export type { ComplianceDocumentRow };

/** A factory's own certificates and test reports, those that end first at the top. */
export function ownDocuments(tx: TenantTx): Promise<ComplianceDocumentRow[]> {
  return selectOwnDocuments(tx);
}
