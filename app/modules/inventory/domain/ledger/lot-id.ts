/**
 * The id of the n-th lot that a movement makes: always the same for the same movement, so that folding again gives the
 * same lots. The first has the movement's own id; others carry the version digit 8 (RFC 9562, for ids of one's own
 * making) and the number in their last 32 bits, which are random in the movement's id.
 *
 * @param ordinal a whole number from 0; below 2^32
 */
export function lotIdOf(movementId: string, ordinal: number): string {
  if (ordinal === 0) return movementId;
  return `${movementId.slice(0, 14)}8${movementId.slice(15, 28)}${ordinal.toString(16).padStart(8, '0')}`;
}
