import type { PlatformTx } from '~db/tenancy.server';
import { selectVersions, type VersionRow } from '../data/version.server';

/** A version with what was noted about it and the hash of all that it was made from. */
export type VersionListRow = VersionRow & { note: string | null; inputHash: string };

/** The latest forecast versions, newest first, with drafts and failed ones. */
export function forecastVersions(tx: PlatformTx): Promise<VersionListRow[]> {
  return selectVersions(tx, 60);
}
