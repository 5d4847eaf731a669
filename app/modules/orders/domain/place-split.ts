import { type Pieces, pieces, splitPieces } from '~/kernel/quantity';

/** Pieces for one warehouse. */
export interface DestinationPart {
  warehouseCode: string;
  quantity: Pieces;
}

/**
 * Splits the destinations of one SKU between a main and a backup factory, in proportion, so that each warehouse gets what
 * it asked for: per warehouse, main and backup add up. Parts of 0 pieces are left out.
 * @param backupPieces pieces of the backup factory, from 0 to the sum of the destinations
 * @throws RangeError for more pieces than there are
 */
export function splitOverFactories(
  destinations: readonly DestinationPart[],
  backupPieces: Pieces,
): { main: DestinationPart[]; backup: DestinationPart[] } {
  const total = sumOf(destinations);
  if (pieces(backupPieces) > total) throw new RangeError(`${backupPieces} of ${total} pieces`);
  if (backupPieces === 0) return { main: [...destinations], backup: [] };
  const parts = splitPieces(
    backupPieces,
    destinations.map(({ quantity }) => quantity),
  );
  const some = (part: DestinationPart) => part.quantity > 0;
  return {
    main: destinations
      .map(({ warehouseCode, quantity }, i) => ({ warehouseCode, quantity: quantity - parts[i]! }))
      .filter(some),
    backup: destinations.map(({ warehouseCode }, i) => ({ warehouseCode, quantity: parts[i]! })).filter(some),
  };
}

/** Pieces of all destinations. */
export function sumOf(destinations: readonly DestinationPart[]): Pieces {
  return destinations.reduce((sum, { quantity }) => sum + quantity, 0);
}
