import type { PlatformTx } from '~db/tenancy.server';
import { selectVersionDetail, type VersionDetail } from '../data/version.server';
import { type CheckLevel, worstLevel } from '../domain/publish-checks';

export interface VersionView extends VersionDetail {
  worst: CheckLevel;
  /** A finished draft that still may be published: nothing has been published since it was begun. */
  isOpen: boolean;
}

/** One version by its number, with its checks; null when there is none. */
export async function forecastVersion(tx: PlatformTx, number: number): Promise<VersionView | null> {
  const version = await selectVersionDetail(tx, number);
  if (!version) return null;
  const isOpen =
    version.status === 'draft' &&
    version.inputHash !== '' &&
    version.publishedId === version.previousVersionId;
  return { ...version, worst: worstLevel(version.checks ?? []), isOpen };
}
