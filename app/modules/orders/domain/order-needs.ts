/** What an order may wait for: the factory's answer, the buyer's decision, or help because it is late or about to be. */
export type OrderNeed = 'answer' | 'decision' | 'late' | 'at_risk';

/** How many orders wait for something, and the money it is about in one figure, in minor units as text. */
export interface NeedSum {
  orders: number;
  value: { currency: string; minor: string; isApproximate: boolean };
}

export type NeedSums = Record<OrderNeed, NeedSum>;
