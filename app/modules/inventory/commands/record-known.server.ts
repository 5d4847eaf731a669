import { problem } from '~/kernel/problem';
import type { PlatformTx } from '~db/tenancy.server';
import { selectKnownMovements } from '../data/ledger-read.server';
import { type Content, type NewMovement, sameContent } from '../domain/ledger/admit';
import type { MovementOutcome } from '../domain/ledger/outcome';

/**
 * Settles the rows that were recorded before: duplicates, and other content under a known reference. A reference that
 * occurs twice in the batch counts once; its later rows wait for what becomes of the first.
 *
 * @param outcomes filled in for the rows that are settled here
 * @returns the rows that are new, by index, and what to call when those have their outcomes
 */
export async function findKnown(
  tx: PlatformTx,
  source: string,
  candidates: ReadonlyMap<number, NewMovement>,
  outcomes: MovementOutcome[],
): Promise<{ fresh: Map<number, NewMovement>; settleRepeats: () => void }> {
  const known = new Map<string, Content & { id: string }>();
  for (const row of await selectKnownMovements(tx, source, [...candidates.values()])) {
    known.set(keyOf(row), row);
  }
  const fresh = new Map<number, NewMovement>();
  const first = new Map<string, { index: number; movement: NewMovement }>();
  const repeats: { index: number; movement: NewMovement; of: { index: number; movement: NewMovement } }[] =
    [];
  for (const [index, movement] of candidates) {
    const key = keyOf(movement);
    const recorded = known.get(key);
    const of = first.get(key);
    if (recorded) outcomes[index] = compared(movement, recorded, recorded.id);
    else if (of) repeats.push({ index, movement, of });
    else {
      fresh.set(index, movement);
      first.set(key, { index, movement });
    }
  }
  const settleRepeats = () => {
    for (const { index, movement, of } of repeats) {
      const outcome = outcomes[of.index]!;
      const isSame = sameContent(movement, of.movement);
      outcomes[index] =
        isSame && outcome.outcome === 'refused' ? outcome : compared(movement, of.movement, of.movement.id);
    }
  };
  return { fresh, settleRepeats };
}

function compared(movement: NewMovement, recorded: Content, movementId: string): MovementOutcome {
  if (sameContent(movement, recorded)) return { outcome: 'duplicate', movementId };
  const { sourceRef } = movement;
  return { outcome: 'refused', problem: problem('movement_conflict', { sourceRef }, 'sourceRef') };
}

const keyOf = ({ skuId, sourceRef }: { skuId: string; sourceRef: string }) => `${skuId}${sourceRef}`;
