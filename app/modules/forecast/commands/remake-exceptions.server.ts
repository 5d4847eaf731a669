import type { PlatformTx } from '~db/tenancy.server';

/**
 * Remakes both sides' lists of what deserves attention from the version that has just been published.
 * @param day the day that the lists are of, YYYY-MM-DD
 */
export async function remakeExceptions(tx: PlatformTx, versionId: string, day: string): Promise<void> {
  await tx.sql`delete from platform_exception where day = ${day}::date and version_id <> ${versionId}`;
  await tx.sql`delete from factory_exception where day = ${day}::date and version_id <> ${versionId}`;
}
