/**
 * What happens to the part that does not fit. Directions are by size, so a credit rounds as the debit it mirrors:
 * `half_even` to the nearest, ties to the even neighbour · `half_up` to the nearest, ties away from zero ·
 * `down` toward zero · `up` away from zero.
 */
export type RoundingMode = 'half_even' | 'half_up' | 'down' | 'up';

/**
 * `numerator / denominator` as a whole number, exactly, whatever the size of either.
 *
 * @throws RangeError when the denominator is 0
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: RoundingMode): bigint {
  if (denominator === 0n) throw new RangeError('Division by 0');
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = n / d;
  const size = quotient + (roundsAway(quotient, n % d, d, rounding) ? 1n : 0n);
  return numerator < 0n === denominator < 0n ? size : -size;
}

function roundsAway(quotient: bigint, remainder: bigint, divisor: bigint, rounding: RoundingMode): boolean {
  const twice = remainder * 2n;
  switch (rounding) {
    case 'down':
      return false;
    case 'up':
      return remainder > 0n;
    case 'half_up':
      return twice >= divisor;
    case 'half_even':
      return twice > divisor || (twice === divisor && quotient % 2n === 1n);
    default:
      // A mode read from stored terms may be anything; money must not be rounded by a guess.
      throw new RangeError(`Unknown rounding mode ${rounding satisfies never}`);
  }
}
