import type { Result } from '~/kernel/result';
import type { PlatformTx } from '~db/tenancy.server';

/** Carries a refusal out of a transaction block, so that the block is undone. */
class Refused<E> extends Error {
  constructor(readonly error: E) {
    super('refused');
  }
}

/**
 * Runs several commands as one: a refusal of any of them undoes what the others wrote and comes back as the result.
 * Commands report refusals as values, which by themselves would let the transaction commit.
 */
export async function inRollback<T, E>(
  tx: PlatformTx,
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  await tx.sql`savepoint several_commands`;
  const undo = () => tx.sql`rollback to savepoint several_commands`;
  try {
    const result = await work();
    if (!result.ok) throw new Refused(result.error);
    return result;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await undo();
    return { ok: false, error: error.error as E };
  }
}
