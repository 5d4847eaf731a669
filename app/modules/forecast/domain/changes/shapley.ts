/**
 * Shares a change among its causes so that their order does not matter: each gets the average of what it adds over all
 * orders in which the causes could have come (Shapley, "A Value for n-Person Games", 1953; for the decomposition of changes:
 * Shorrocks, Journal of Economic Inequality 11, 2013). Exact: every one of the 2^n combinations is looked at once, and an
 * average over all n! orders follows from them.
 *
 * @param n causes that can be set to "then" or "now" on their own
 * @param outcome the figures with the causes of `set` (bit i = cause i) as they are now and the others as they were
 * @returns per cause, one part per figure; parts sum to outcome(all) − outcome(none) up to rounding of floats
 */
export function shapleyParts(n: number, outcome: (set: number) => readonly number[]): number[][] {
  const all = 1 << n;
  const values = Array.from({ length: all }, (_, set) => outcome(set));
  const figures = values[0]!.length;
  const weights = orderWeights(n);
  return Array.from({ length: n }, (_, i) => {
    const bit = 1 << i;
    const part = new Array<number>(figures).fill(0);
    for (let set = 0; set < all; set++) {
      if (set & bit) continue;
      const weight = weights[bits(set)]!;
      const before = values[set]!;
      const after = values[set | bit]!;
      for (let f = 0; f < figures; f++) part[f]! += weight * (after[f]! - before[f]!);
    }
    return part;
  });
}

/** Share of all orders in which a given cause comes right after k given others: k! (n−1−k)! / n!. */
function orderWeights(n: number): number[] {
  const weights: number[] = [];
  // 1/n · 1/C(n−1, k), built up so that no factorial overflows.
  let choose = 1;
  for (let k = 0; k < n; k++) {
    weights.push(1 / (n * choose));
    choose = (choose * (n - 1 - k)) / (k + 1);
  }
  return weights;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}

/**
 * Whole pieces for parts that sum to a whole: each is rounded down, and what is missing goes to those with the largest
 * remainders (ties to the first), so that the parts sum exactly.
 */
export function wholeParts(parts: readonly number[], total: number): number[] {
  // What is within a millionth of a whole is that whole: floats, not fractions.
  const tidy = parts.map((part) => (Math.abs(part - Math.round(part)) < 1e-6 ? Math.round(part) : part));
  const whole = tidy.map(Math.floor);
  let missing = total - whole.reduce((sum, part) => sum + part, 0);
  const order = tidy
    .map((part, index) => ({ index, rest: part - whole[index]! }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (let k = 0; missing !== 0; k++) {
    const step = missing > 0 ? 1 : -1;
    whole[order[step > 0 ? k % order.length : order.length - 1 - (k % order.length)]!.index]! += step;
    missing -= step;
  }
  return whole.map((part) => part + 0);
}
