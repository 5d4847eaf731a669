import type { Random } from '~/kernel/random';
import type { AbcClass } from './policy';

/** Days from one delivery to the next: fast movers come often and in small lots. */
const DELIVERY_DAYS: Record<AbcClass, number> = { A: 14, B: 30, C: 75 };
/** Lots that one place's stock is split into at most. */
const MOST_LOTS = 6;
/** Age of the newest lot where nothing has been sold for long. */
const UNSOLD_DAYS = [70, 160] as const;

export interface OpeningLot {
  /** Whole days since it arrived, at least 1. */
  ageDays: number;
  pieces: number;
}

export interface OpeningStock {
  abcClass: AbcClass;
  /** On hand in one warehouse, whole. */
  pieces: number;
  /** Sold from there, a day. */
  piecesPerDay: number;
  /** Nothing is older, at least 1. */
  maxAgeDays: number;
  random: Random;
}

/**
 * The lots that stock on hand would consist of, had it been delivered in equal intervals and sold first in, first out: the
 * newest are whole, the oldest is what is left of one. Little stock of a slow mover is the rest of one old lot, much stock
 * reaches back as far as it lasts. Made for demonstrations; a company that moves in gives the lots that it has.
 *
 * @returns oldest first; their pieces add up to the stock
 */
export function openingLots({
  abcClass,
  pieces,
  piecesPerDay,
  maxAgeDays,
  random,
}: OpeningStock): OpeningLot[] {
  if (pieces <= 0) return [];
  const isSold = piecesPerDay > 0;
  const lotPieces = Math.max(1, Math.round(piecesPerDay * DELIVERY_DAYS[abcClass]), pieces / MOST_LOTS);
  const days = isSold ? Math.min(lotPieces / piecesPerDay, maxAgeDays) : DELIVERY_DAYS.C;
  let age = isSold ? days * Math.max(random.next(), 1 - pieces / lotPieces) : random.int(...UNSOLD_DAYS);
  const lots: OpeningLot[] = [];
  let left = pieces;
  while (left > 0) {
    const ageDays = Math.min(Math.max(1, Math.round(age)), maxAgeDays);
    // Beyond the first delivery there is none: what remains came with it.
    const isFirstDelivery = ageDays === maxAgeDays || lots.length === MOST_LOTS - 1;
    const own = isFirstDelivery ? left : Math.min(left, Math.ceil(lotPieces * (0.85 + random.next() * 0.3)));
    lots.push({ ageDays, pieces: own });
    left -= own;
    age += Math.max(1, days * (0.8 + random.next() * 0.4));
  }
  return lots.reverse();
}
