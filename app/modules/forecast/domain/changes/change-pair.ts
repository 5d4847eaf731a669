/** How many published versions can be picked to be compared. */
export const PICKABLE_VERSIONS = 40;

interface Numbered {
  id: string;
  number: number;
  previousVersionId: string | null;
}

/**
 * The two versions that a page compares.
 * @param versions published ones, newest first
 * @param wanted numbers from the address; what makes no sense falls back: to the newest, from the one before it
 * @returns null where there are not two
 */
export function pickPair<V extends Numbered>(
  versions: readonly V[],
  wanted: { from?: number | undefined; to?: number | undefined },
): { from: V; to: V } | null {
  const to = versions.find(({ number }) => number === wanted.to) ?? versions[0];
  if (!to) return null;
  const older = versions.filter(({ number }) => number < to.number);
  const from =
    older.find(({ number }) => number === wanted.from) ??
    older.find(({ id }) => id === to.previousVersionId) ??
    older[0];
  return from ? { from, to } : null;
}
