import type { PreparedSeries } from './prepare';

/** Digits of the largest value of the history that an answer keeps, and at most this many decimals. */
const DIGITS = 9;
const MAX_DECIMALS = 12;
const MIN_DECIMALS = 0;
const TENS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

type Basis = Pick<PreparedSeries, 'largest' | 'unit' | 'isWhole' | 'effectsAhead'>;

/**
 * Means in the series' own units, to nine digits of its largest value (at least to whole numbers): rounding noise such as
 * 39.999999999999 neither reaches a reader nor tips a netting that rounds up to whole pieces. An expectation of pieces is not
 * whole, so means stay real.
 */
export function meansRounded(mean: Float64Array, basis: Basis): number[] {
  const tens = TENS[decimals(basis.largest)]!;
  return Array.from(mean, (v, h) => rounded(inUnits(v, h, basis), tens));
}

/**
 * Quantiles in the series' own units, ascending by level, not negative. Where the history is whole, so are they: below the median
 * rounded up, above it down, the median itself to the nearest. For a whole-numbered demand Y that leaves the promise as it
 * is, because Y ≥ q means Y ≥ ⌈q⌉ and Y ≤ q means Y ≤ ⌊q⌋.
 */
export function quantilesRounded(
  rows: readonly ArrayLike<number>[],
  levels: readonly number[],
  basis: Basis,
): number[][] {
  const tens = TENS[decimals(basis.largest)]!;
  const out = rows.map((row) => Array.from(row, (v, h) => rounded(inUnits(v, h, basis), tens)));
  if (basis.isWhole) makeWhole(out, levels);
  for (let q = 1; q < out.length; q++) {
    const below = out[q - 1]!;
    const row = out[q]!;
    for (let h = 0; h < row.length; h++) row[h] = Math.max(row[h]!, below[h]!);
  }
  return out;
}

function makeWhole(rows: number[][], levels: readonly number[]): void {
  const middle = levels.indexOf(0.5);
  const medians = rows[middle]?.map((v) => Math.round(v));
  rows.forEach((row, q) => {
    for (let h = 0; h < row.length; h++) {
      const median = medians?.[h];
      if (q === middle) row[h] = median!;
      else if (levels[q]! < 0.5) row[h] = Math.min(Math.ceil(row[h]!), median ?? Number.POSITIVE_INFINITY);
      else row[h] = Math.max(Math.floor(row[h]!), median ?? 0);
    }
  });
}

function inUnits(value: number, h: number, { unit, effectsAhead }: Basis): number {
  return value * unit * (effectsAhead?.[h] ?? 1);
}

function rounded(value: number, tens: number): number {
  return Math.round(Math.max(0, value) * tens) / tens + 0;
}

function decimals(largest: number): number {
  let digits = 0;
  for (let top = largest; top >= 1 && digits < 16; top /= 10) digits += 1;
  if (largest > 0) for (let top = largest; top < 0.1 && digits > -3; top *= 10) digits -= 1;
  return Math.min(MAX_DECIMALS, Math.max(MIN_DECIMALS, DIGITS - digits));
}
