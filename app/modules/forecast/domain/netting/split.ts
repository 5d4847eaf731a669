import { type Lot, lotAtMost } from './lots';

/** One source as the split sees it. */
export interface SplitParty {
  /** agreed share as a weight ≥ 0; 0 takes no part */
  weight: number;
  /** pieces it is behind (+) or ahead (−) of its share so far */
  behind: number;
  lot: Lot;
}

export interface Split {
  /** pieces per party, in the given order; they sum to `need` or, by rounding to lots, a little more */
  quantities: number[];
  /** what each party's share entitles it to now, behind and ahead included; sums to `need` */
  parts: number[];
  /** the parties' weights scaled to 1 */
  shares: number[];
}

/** Two keys closer than this are a tie, which the order of the parties (their priority) decides. */
const TIE = 1e-6;

/**
 * Splits a need (whole pieces ≥ 0) among parties given in order of priority.
 *
 * Every party's part is its share of the need plus what it is behind its share so far (a "quota rating" kept in
 * pieces; the deficit rule of fair queueing, Shreedhar & Varghese 1996). Parties receive their part rounded down
 * to lots; what is left then goes, lot by lot, to whoever is furthest behind after half of that lot, so a big
 * minimum order is opened when it is nearer to be owed than not, and equal lots go to the one furthest behind.
 * Nothing is lost: the quantities cover the need; nothing is doubled: giving stops as soon as they do.
 * With two parties, neither ends further from its share than one (the larger) lot.
 */
export function splitNeed(need: number, parties: readonly SplitParty[]): Split {
  const n = parties.length;
  const quantities = new Array<number>(n).fill(0);
  const parts = new Array<number>(n).fill(0);
  const shares = new Array<number>(n).fill(0);
  let weights = 0;
  let imbalance = 0;
  for (const p of parties) {
    weights += p.weight;
    if (p.weight > 0) imbalance += p.behind;
  }
  if (weights === 0) return { quantities, parts, shares };
  for (let i = 0; i < n; i++) shares[i] = parties[i]!.weight / weights;
  if (need <= 0) return { quantities, parts, shares };

  // Who cannot take part now is neither helped nor harmed: the balances are taken among those who can.
  for (let i = 0; i < n; i++) {
    if (shares[i]! > 0) parts[i] = parties[i]!.behind + shares[i]! * (need - imbalance);
  }
  let left = need - takeWholeLots(need, parties, parts, shares, quantities);
  while (left > 0) {
    let best = -1;
    let bestKey = 0;
    let secondKey = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      if (shares[i]! === 0) continue;
      const key = parts[i]! - quantities[i]! - step(quantities[i]!, parties[i]!.lot) / 2;
      if (best < 0 || key > bestKey + TIE) {
        if (best >= 0) secondKey = bestKey;
        best = i;
        bestKey = key;
      } else if (key > secondKey) secondKey = key;
    }
    const lot = parties[best]!.lot;
    let given = step(quantities[best]!, lot);
    if (quantities[best]! > 0) {
      // Several multiples at once, up to where another party would be due: the same as one by one.
      const until = Math.min(Math.ceil(left / given), Math.floor((bestKey - secondKey) / given) + 1);
      given *= Math.max(1, until);
    }
    quantities[best]! += given;
    left -= given;
  }
  return { quantities, parts, shares };
}

const step = (quantity: number, lot: Lot): number => (quantity === 0 ? lot.smallest : lot.multiple);

/**
 * Gives each party its part, rounded down to lots, with parts below zero lifted to zero at the cost of the others
 * (levels d + s·λ with Σ max(0, ·) = need). Returns what was given, never more than the need.
 */
function takeWholeLots(
  need: number,
  parties: readonly SplitParty[],
  parts: readonly number[],
  shares: readonly number[],
  quantities: number[],
): number {
  const n = parties.length;
  // With λ below `need` the level of party i is part_i − share_i · (need − λ); `drop` is that need − λ.
  let drop = 0;
  const out = new Array<boolean>(n).fill(false);
  for (let round = 0; round < n; round++) {
    let sum = 0;
    let share = 0;
    for (let i = 0; i < n; i++) {
      if (out[i] || shares[i] === 0) continue;
      sum += parts[i]!;
      share += shares[i]!;
    }
    drop = (sum - need) / share;
    let changed = false;
    for (let i = 0; i < n; i++) {
      if (out[i] || shares[i] === 0) continue;
      if (parts[i]! - shares[i]! * drop < -TIE) {
        out[i] = true;
        changed = true;
      }
    }
    if (!changed) break;
  }
  let given = 0;
  for (let i = 0; i < n; i++) {
    if (out[i] || shares[i] === 0) continue;
    const q = Math.min(
      lotAtMost(parts[i]! - shares[i]! * drop, parties[i]!.lot),
      lotAtMost(need - given, parties[i]!.lot),
    );
    quantities[i] = q;
    given += q;
  }
  return given;
}
