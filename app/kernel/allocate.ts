/**
 * Splits a whole `total` (of any sign) in proportion to `weights` by the method of largest remainders: each share
 * is the exact proportion rounded toward zero, and the units left over go one each to the largest fractions, the
 * earlier weight first when they are equal. Shares have the sign of the total, differ from the exact proportion
 * by less than one unit, are 0 where the weight is 0, and always sum to `total`.
 *
 * @param weights non-negative whole numbers (bigint, or number up to 2^53 − 1), at least one above 0
 * @throws RangeError when the weights are not that
 */
export function allocateInteger(total: bigint, weights: readonly (bigint | number)[]): bigint[] {
  const exactWeights = weights.map((weight) => {
    if ((typeof weight === 'number' && !Number.isSafeInteger(weight)) || weight < 0) {
      throw new RangeError(`A weight is a non-negative whole number, got ${weight}`);
    }
    return BigInt(weight);
  });
  const sum = exactWeights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) throw new RangeError('Nothing to allocate by: the weights sum to 0');

  const sign = total < 0n ? -1n : 1n;
  const size = total * sign;
  const shares = exactWeights.map((weight) => (size * weight) / sum);
  const left = Number(size - shares.reduce((a, b) => a + b, 0n));
  const byRemainder = exactWeights
    .map((weight, index) => ({ index, remainder: (size * weight) % sum }))
    .sort((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : a.index - b.index));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = shares[index]! + 1n;
  return shares.map((share) => share * sign);
}
