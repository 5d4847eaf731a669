/**
 * Logarithm, exponential and power from additions, multiplications and divisions alone. IEEE 754 rounds those (and Math.sqrt) the
 * same everywhere, while the last bits of Math.log, Math.exp and Math.pow are each engine's own affair: with these a forecast
 * has the same bits on every machine and version. Relative error below 1e-14.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Powers of two from 2⁻¹⁰²² to 2¹⁰²³, by exact doubling. */
const POWERS_OF_TWO = (() => {
  const out = new Float64Array(2046);
  out[1022] = 1;
  for (let e = 1; e <= 1023; e++) out[1022 + e] = out[1021 + e]! * 2;
  for (let e = 1; e <= 1022; e++) out[1022 - e] = out[1023 - e]! / 2;
  return out;
})();

/** 2ᵉ for a whole −1022 ≤ e ≤ 1023, exact. */
export function powerOfTwo(e: number): number {
  return POWERS_OF_TWO[1022 + Math.max(-1022, Math.min(1023, e))]!;
}

/** The e with 2ᵉ ≤ x < 2ᵉ⁺¹, for 2⁻¹⁰²² ≤ x; smaller ones give −1022. */
export function binaryExponent(x: number): number {
  let low = 0;
  let high = POWERS_OF_TWO.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (POWERS_OF_TWO[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low - 1022;
}

/** Natural logarithm of x > 0: x = 2ᵉ m with m near 1, ln m = 2 artanh((m − 1) ∕ (m + 1)). */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let e = binaryExponent(x);
  let m = x / powerOfTwo(e);
  if (m > Math.SQRT2) {
    m /= 2;
    e += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 0;
  for (let k = 21; k >= 1; k -= 2) sum = sum * z + 1 / k;
  return e * LN2_HIGH + (2 * s * sum + e * LN2_LOW);
}

/** eˣ: x = k ln 2 + r with |r| ≤ ½ ln 2, Taylor series of r. 0 below −708, infinite above 709. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < -708) return 0;
  if (x > 709) return Number.POSITIVE_INFINITY;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 1;
  for (let i = 13; i >= 1; i--) sum = 1 + (sum * r) / i;
  return sum * powerOfTwo(k);
}

/** x ^ y for x ≥ 0; exact where y is 0, ½, ¾ of a square and the like only up to the stated error. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  if (y === 1) return x;
  return exp(y * ln(x));
}
