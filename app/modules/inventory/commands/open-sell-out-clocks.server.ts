import { firstOrderLines } from '~/modules/orders/queries/sell-out-lines.server';
import { newId } from '~/platform/new-id.server';
import { systemClock } from '~/platform/system-clock.server';
import type { PlatformTx } from '~db/tenancy.server';
import { insertClocks } from '../data/sell-out-clock.server';
import { CLOCK_RULE_VERSION, type ClockRule, DEFAULT_CLOCK_RULE } from '../domain/clock/types';
import { refreshClocks } from './refresh-clocks.server';

/**
 * Makes the waiting clock of every line of a first order that has been issued, under the rule as it is now: it stays with
 * the clock. Lines that have a clock keep it, so this may be called again after an amendment. Other orders get none.
 *
 * @param orderId a purchase order's id, or null for every first order that has been issued
 * @returns how many clocks were made
 */
export async function openSellOutClocks(
  tx: PlatformTx,
  orderId: string | null,
  { rule = DEFAULT_CLOCK_RULE, nowMs = systemClock.now() }: { rule?: ClockRule; nowMs?: number } = {},
): Promise<number> {
  const lines = await firstOrderLines(tx, orderId);
  const clocks = lines.map((line) => ({ ...line, id: newId() }));
  const made = new Set(await insertClocks(tx, clocks, rule, CLOCK_RULE_VERSION));
  const fresh = clocks.filter((clock) => made.has(clock.id));
  const skus = [...new Set(fresh.map((clock) => clock.skuId))];
  await refreshClocks(
    tx,
    skus.map((skuId) => ({ skuId, sinceMs: 0 })),
    [],
    nowMs,
  );
  return made.size;
}
