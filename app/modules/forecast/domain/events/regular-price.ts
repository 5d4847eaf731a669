import { ln } from '../demand/portable-math';

/** Weeks on either side whose prices tell the regular one: discounts are shorter than half of them. */
const REACH = 4;
/** A price within two per cent of another is the same. */
export const SAME_PRICE = 0.02;

/** What was paid, week by week, apart into the regular price and the discount on it. Logarithms, null where unknown. */
export interface PriceCourse {
  regular: (number | null)[];
  /** Of the price paid against the regular one: below 0 is a discount; 0 within two per cent. */
  discount: (number | null)[];
  /** The latest regular price, which is expected to stay. */
  current: number | null;
}

/**
 * Reads regular prices and discounts out of prices paid: the regular price is the running median, so that a lasting change
 * moves it at once and a discount of a few weeks does not. At the end a change counts as lasting from its third week on.
 * @param prices price paid per piece in each week, any unit; null where nothing was sold
 */
export function priceCourse(prices: readonly (number | null)[]): PriceCourse {
  const logs = prices.map((price) =>
    price !== null && Number.isFinite(price) && price > 0 ? ln(price) : null,
  );
  const regular = logs.map((_, week) => medianOf(logs.slice(Math.max(0, week - REACH), week + REACH + 1)));
  // Through weeks without a sale the last price holds.
  for (let week = 1; week < regular.length; week++) regular[week] ??= regular[week - 1]!;
  const discount = logs.map((paid, week) => {
    if (paid === null) return null;
    const off = paid - regular[week]!;
    return Math.abs(off) < SAME_PRICE ? 0 : off;
  });
  return { regular, discount, current: regular.at(-1) ?? null };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const middle = (known.length - 1) / 2;
  return (known[Math.floor(middle)]! + known[Math.ceil(middle)]!) / 2;
}
