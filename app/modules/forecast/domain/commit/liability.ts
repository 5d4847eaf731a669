import type { CurrencyCode } from '~/kernel/currency';
import { applyRate, type Money, money } from '~/kernel/money';
import { bp } from '~/kernel/rate';
import type { PerQuantile, Quantile } from '../netting/types';

export const LIABILITY_COVERS = ['none', 'materials', 'full_cost'] as const;
export type LiabilityCovers = (typeof LIABILITY_COVERS)[number];

/**
 * What the platform pays for a SKU's weeks if the factory builds to a quantile of the order forecast and no order comes.
 * Weeks are Mondays, both included. `materialsBp` is the share of the unit cost that materials are, when it covers them.
 */
export interface LiabilityTerms {
  id: string;
  fromWeek: string;
  toWeek: string;
  quantile: Quantile;
  covers: LiabilityCovers;
  materialsBp: number;
  /** Epoch ms: of two that cover a week, the later one holds. */
  createdAt: number;
  /** Epoch ms; null while it holds. */
  endedAt: number | null;
}

/** What a bucket is covered with. */
export interface BucketLiability {
  termsId: string;
  quantile: Quantile;
  covers: LiabilityCovers;
  /** Pieces to which the factory may build. */
  pieces: number;
  /** The most that the platform pays. */
  amount: Money;
}

/**
 * The terms that hold for a week: not ended, covering it, and the latest of these. Terms that cover `none` hold too: they say
 * plainly that nothing is paid.
 */
export function termsOf(terms: readonly LiabilityTerms[], week: string): LiabilityTerms | null {
  let held: LiabilityTerms | null = null;
  for (const one of terms) {
    if (one.endedAt !== null || week < one.fromWeek || week > one.toWeek) continue;
    if (!held || one.createdAt > held.createdAt || (one.createdAt === held.createdAt && one.id > held.id))
      held = one;
  }
  return held;
}

/**
 * The most that the platform pays for one bucket: the pieces of the named quantile × the unit cost, of which terms for
 * materials cover a share. The share is taken of the bucket's whole amount and rounded once, half to even; pieces are whole
 * and the unit cost is in minor units, so full cost needs no rounding.
 */
export function liabilityAmount(
  terms: Pick<LiabilityTerms, 'covers' | 'materialsBp'>,
  pieces: number,
  unitCostMinor: bigint,
  currency: CurrencyCode,
): Money {
  const cost = money(BigInt(pieces) * unitCostMinor, currency);
  if (terms.covers === 'full_cost') return cost;
  if (terms.covers === 'materials') return applyRate(cost, bp(terms.materialsBp), 'half_even');
  return money(0n, currency);
}

/** What covers a bucket, or null when nothing was agreed for its week. */
export function bucketLiability(
  terms: readonly LiabilityTerms[],
  week: string,
  quantities: PerQuantile<number>,
  unitCostMinor: bigint,
  currency: CurrencyCode,
): BucketLiability | null {
  const held = termsOf(terms, week);
  if (!held) return null;
  const pieces = quantities[held.quantile];
  return {
    termsId: held.id,
    quantile: held.quantile,
    covers: held.covers,
    pieces,
    amount: liabilityAmount(held, pieces, unitCostMinor, currency),
  };
}
