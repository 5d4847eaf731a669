import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import type { Random } from '~/kernel/random';
import { regionalWarehouse, WAREHOUSES } from './names/places';
import type { SeedContext } from './seed-context';
import type { SeededSku } from './skus';
import type { AbcClass } from './sourcing';

/** Target stock of the classes, days. */
const TARGET_DAYS: Record<AbcClass, number> = { A: 90, B: 45, C: 15 };
/** Share of the stock that stands in forward warehouses: fast movers forward, long tail regional. */
const FORWARD_SHARE: Record<AbcClass, number> = { A: 0.65, B: 0.35, C: 0 };

/** Where a SKU is kept, with weights that add up to 1: the regional warehouses of its markets and forward ones. */
export function stockPlaces(sku: SeededSku, abcClass: AbcClass): { warehouseCode: string; weight: number }[] {
  const weights = new Map<string, number>();
  const add = (code: string, weight: number) => weights.set(code, (weights.get(code) ?? 0) + weight);
  for (const { market, share } of sku.markets) {
    const forward = WAREHOUSES.filter((w) => w.kind === 'forward' && w.serves.includes(market.code));
    const forwardShare = forward.length > 0 ? FORWARD_SHARE[abcClass] : 0;
    add(regionalWarehouse(market.region), share * (1 - forwardShare));
    for (const { code } of forward) {
      if (forwardShare > 0) add(code, (share * forwardShare) / forward.length);
    }
  }
  return [...weights]
    .map(([warehouseCode, weight]) => ({ warehouseCode, weight }))
    .sort((a, b) => b.weight - a.weight || (a.warehouseCode < b.warehouseCode ? -1 : 1));
}

/** Days of demand on hand: some SKUs short, some overstocked, most near their target. */
function coverDays(abcClass: AbcClass, random: Random): number {
  const target = TARGET_DAYS[abcClass];
  const draw = random.next();
  const level = random.next();
  if (draw < 0.13) return level * 9;
  if (draw < 0.35) return target * (0.2 + level * 0.4);
  if (draw < 0.78) return target * (0.6 + level * 0.5);
  if (draw < 0.92) return target * (1.1 + level * 0.8);
  return 120 + level * 160;
}

/** SKUs launched after this day, as far back as orders go, are kept in the stock ledger piece by piece. */
export function ledgerSince(ctx: SeedContext): CalendarDate {
  return addDays(ctx.today, -ctx.scale.orderDays);
}

/** Whether a SKU's stock comes from receipts and sales of the ledger, and not from an opening balance. */
export function isLedgered(ctx: SeedContext, launchedOn: CalendarDate): boolean {
  return compareDates(launchedOn, ledgerSince(ctx)) > 0;
}

/** Where the stock of a SKU from before the ledger stands now. */
export function stockOnHand(
  ctx: SeedContext,
  sku: SeededSku,
  abcClass: AbcClass,
  unitsPerDay: number,
): { warehouseCode: string; pieces: number; piecesPerDay: number }[] {
  const random = ctx.random('stock', sku.code);
  const cover = coverDays(abcClass, random);
  const leftOver = sku.lifecycle === 'ended' ? random.int(0, 180) : 0;
  const total = sku.isOutNow ? 0 : Math.round(unitsPerDay * cover) + leftOver;
  const places = stockPlaces(sku, abcClass);
  let left = total;
  return places.map(({ warehouseCode, weight }, position) => {
    const isLast = position === places.length - 1;
    const pieces = isLast ? left : Math.min(left, Math.round(total * weight * (0.8 + random.next() * 0.4)));
    left -= pieces;
    return { warehouseCode, pieces, piecesPerDay: unitsPerDay * weight };
  });
}
