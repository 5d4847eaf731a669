/** A move as it stands in the form; text, so that nothing typed is lost. */
export interface TypedMove {
  from: string;
  to: string;
  transitDays: number;
  proposed: number;
  typed: string;
}

/** Whole pieces of what was typed; anything else counts as none until the server judges it. */
export const piecesOf = (move: TypedMove): number => (/^\d{1,7}$/.test(move.typed) ? Number(move.typed) : 0);
