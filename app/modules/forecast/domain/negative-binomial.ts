/** ln Γ(x) for x > 0; Lanczos, g = 7, n = 9 (Numerical Recipes in C++, 3rd ed., §6.1): relative error below 1e-13. */
export function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = 0.9999999999998099;
  for (const [index, term] of terms.entries()) sum += term / (x + index);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes, §6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 5000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return h;
}

/** Regularised incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const value =
    x < (a + 1) / (a + b + 2)
      ? (front * betaFraction(a, b, x)) / a
      : 1 - (front * betaFraction(b, a, 1 - x)) / b;
  return Math.min(1, Math.max(0, value));
}

/**
 * P(X ≥ k) of a negative binomial count with the given mean and variance, by the moments: size r = μ² ∕ (σ² − μ),
 * p = r ∕ (r + μ), P(X ≤ j) = I_p(r, j + 1) (Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed., ch. 5).
 * A variance at or below the mean is read as slightly above it, which is the Poisson count in the limit.
 *
 * @param k whole number
 * @returns a probability; 1 for k ≤ 0, 0 where the mean is 0 or so small that P(X ≥ 1) ≤ μ cannot be told from it
 */
export function atLeast(k: number, mean: number, variance: number): number {
  if (k <= 0) return 1;
  if (!(mean > 1e-12)) return 0;
  const r = (mean * mean) / (Math.max(variance, mean * 1.001) - mean);
  // P(X ≥ k) = 1 − I_p(r, k) = I_{1−p}(k, r).
  return incompleteBeta(mean / (r + mean), k, r);
}
