import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import {
  type LateLine,
  type OpenOrderSum,
  selectLateLines,
  selectOpenOrderSums,
} from '../data/order-risks.server';

export type { LateLine, OpenOrderSum };

export interface OrderRisks {
  /** One per currency. */
  sums: OpenOrderSum[];
  late: LateLine[];
}

/** What is on order, and what should have shipped by `today` (YYYY-MM-DD) and has not. */
export async function orderRisks(tx: TenantTx | PlatformTx, today: string, limit = 8): Promise<OrderRisks> {
  const sums = await selectOpenOrderSums(tx, today);
  const perUnit = await usdPerMinorUnit(tx);
  const worth = sums.map(({ currency }) => ({ currency, factor: perUnit(currency) }));
  return { sums, late: await selectLateLines(tx, today, limit, worth) };
}
