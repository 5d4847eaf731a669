import type { PlatformTx } from '~db/tenancy.server';
import { selectVersions } from '../data/version.server';

/** The latest forecast versions, newest first, with drafts and failed ones. */
export function forecastVersions(tx: PlatformTx) {
  return selectVersions(tx, 60);
}
