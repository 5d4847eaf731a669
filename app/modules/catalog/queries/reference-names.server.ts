import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { type NamedCode, type ReferenceNames, selectReferenceNames } from '../data/reference-names.server';

export type { NamedCode, ReferenceNames };

/** Names of categories and markets, in both languages, ordered by code. */
export function referenceNames(tx: TenantTx | PlatformTx): Promise<ReferenceNames> {
  return selectReferenceNames(tx);
}
