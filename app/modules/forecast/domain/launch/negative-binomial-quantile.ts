import { atLeast } from '../negative-binomial';

/**
 * The smallest whole number k with P(X ≤ k) ≥ p for a negative binomial count of the given mean and variance, by bisection
 * on the distribution function.
 * @param p between 0 and 1, exclusive
 */
export function negativeBinomialQuantile(p: number, mean: number, variance: number): number {
  if (!(mean > 0)) return 0;
  const isEnough = (k: number) => 1 - atLeast(k + 1, mean, variance) >= p;
  let high = Math.ceil(mean + 2 * Math.sqrt(Math.max(variance, mean)) + 1);
  while (!isEnough(high)) high *= 2;
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
