/** What an order may wait for: the factory's answer, the buyer's decision, or help because it is late or about to be. */
export type OrderNeed = 'answer' | 'decision' | 'late' | 'at_risk';

/** How many orders wait for something, and the money it is about: one sum per currency, in minor units as text. */
export interface NeedSum {
  orders: number;
  values: { currency: string; minor: string }[];
}

export type NeedSums = Record<OrderNeed, NeedSum>;
