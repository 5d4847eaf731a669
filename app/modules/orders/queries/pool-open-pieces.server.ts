import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { type OpenPiecesRow, selectOpenPiecesDue } from '../data/pool-open-pieces.server';

export type { OpenPiecesRow };

/** Open pieces of factories by the day they are due: what their lines are booked with. */
export function openPiecesDue(
  tx: TenantTx | PlatformTx,
  factoryIds: readonly string[],
): Promise<OpenPiecesRow[]> {
  return selectOpenPiecesDue(tx, factoryIds);
}
