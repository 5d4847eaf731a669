import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { type FoundFactory, type FoundSku, searchFactories, searchLines } from '../data/search.server';
import { selectPublishedVersion } from '../data/version.server';

export type { FoundFactory, FoundSku };

/** How many of a kind a search answers with: it is a way to go, not a list to read. */
const MOST = 8;

/** SKUs of the published forecast that the scope may see, by code or name. Empty text finds nothing. */
export async function findSkus(tx: TenantTx | PlatformTx, text: string): Promise<FoundSku[]> {
  const wanted = text.trim().slice(0, 80);
  if (wanted === '') return [];
  const version = await selectPublishedVersion(tx);
  return version ? searchLines(tx, version.id, wanted, MOST) : [];
}

/** Factories by name; platform scope. */
export async function findFactories(tx: PlatformTx, text: string): Promise<FoundFactory[]> {
  const wanted = text.trim().slice(0, 80);
  return wanted === '' ? [] : searchFactories(tx, wanted, MOST);
}
