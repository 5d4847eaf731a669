import type { AbcClass } from './policy';

export interface RevenueOf {
  skuId: string;
  /** Revenue of the rolling year, minor units of one currency; a negative sum (more returned than sold) counts as 0. */
  revenueMinor: bigint;
}

export interface AbcShares {
  aShareBp: number;
  bShareBp: number;
}

/**
 * Classes by cumulative revenue (Dickie 1951, "ABC inventory analysis"): in order of revenue, a SKU is A while those that
 * sell *more* make less than `aShareBp` of the total, B while they make less than `bShareBp`, otherwise C. So the SKU that
 * crosses a border belongs to the better class, and A always reaches its share. SKUs of equal revenue share a class; a SKU
 * without revenue is C. All in integers: a share that meets the border exactly is exact.
 * @returns the class by SKU id, whatever the order of the input
 */
export function abcClasses(rows: readonly RevenueOf[], shares: AbcShares): Map<string, AbcClass> {
  const positive = (row: RevenueOf) => (row.revenueMinor > 0n ? row.revenueMinor : 0n);
  const ranked = [...rows].sort((a, b) => compare(positive(b), positive(a)));
  const total = ranked.reduce((sum, row) => sum + positive(row), 0n);
  const classes = new Map<string, AbcClass>();
  let before = 0n;
  let peers = 0n;
  let peersOf = -1n;
  for (const row of ranked) {
    const revenue = positive(row);
    if (revenue !== peersOf) {
      before += peers;
      peers = 0n;
      peersOf = revenue;
    }
    peers += revenue;
    classes.set(row.skuId, revenue === 0n ? 'C' : classAt(before, total, shares));
  }
  return classes;
}

function classAt(before: bigint, total: bigint, { aShareBp, bShareBp }: AbcShares): AbcClass {
  const share = before * 10_000n;
  if (share < total * BigInt(aShareBp)) return 'A';
  return share < total * BigInt(bShareBp) ? 'B' : 'C';
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** How many SKUs go from which class to which. */
export interface ClassMove {
  from: AbcClass;
  to: AbcClass;
  skus: number;
}

/** Counts the SKUs whose class would change, by the way they go, the most frequent first. */
export function classMoves(
  current: ReadonlyMap<string, AbcClass>,
  next: ReadonlyMap<string, AbcClass>,
): ClassMove[] {
  const moves = new Map<string, ClassMove>();
  for (const [skuId, to] of next) {
    const from = current.get(skuId);
    if (!from || from === to) continue;
    const move = moves.get(from + to) ?? { from, to, skus: 0 };
    move.skus += 1;
    moves.set(from + to, move);
  }
  return [...moves.values()].sort((a, b) => b.skus - a.skus || (a.from + a.to < b.from + b.to ? -1 : 1));
}
