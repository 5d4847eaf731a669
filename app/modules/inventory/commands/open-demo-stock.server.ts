import type { Clock } from '~/kernel/clock';
import { createRandom } from '~/kernel/random';
import { newId } from '~/platform/new-id.server';
import {
  addOpeningStock,
  inDemoStock,
  type SkuSpeed,
  selectSkusWithoutStock,
  selectWarehouses,
  type WarehouseChoice,
} from '../data/demo-stock.server';
import type { NewMovement } from '../domain/ledger/admit';
import { OPENING_REASON } from '../domain/ledger/apply-movement';
import { openingLots } from '../domain/opening-stock';

/** Country of the regional warehouse that serves a region; other regions are served from Germany. */
const HUB_COUNTRY: Record<string, string> = {
  north_america: 'US',
  latin_america: 'US',
  southeast_asia: 'TH',
  east_asia: 'TH',
  south_asia: 'TH',
  oceania: 'TH',
};
const TARGET_DAYS = { A: 90, B: 45, C: 15 } as const;
/** Part of an A item's stock that stands in a forward warehouse. */
const FORWARD_SHARE = 0.4;
const OLDEST_LOT_DAYS = 365;

export interface DemoStock {
  skus: number;
  pieces: number;
}

/**
 * Gives SKUs that sell and never had stock an opening stock of 30 to 110 % of their class's target days, in the regional
 * warehouse of their main region; A items also in one of its forward warehouses. Its lots are as old as the sales let them
 * be. For demonstration; a second run adds nothing.
 */
export function openDemoStock(skuIds: readonly string[], clock: Clock): Promise<DemoStock> {
  return inDemoStock(async (tx) => {
    const warehouses = await selectWarehouses(tx);
    if (warehouses.length === 0) return { skus: 0, pieces: 0 };
    const skus = await selectSkusWithoutStock(tx, skuIds);
    const nowMs = clock.now();
    const movements = skus.flatMap((sku) =>
      placements(sku, warehouses).flatMap((place) => openingMovements(sku, place, nowMs)),
    );
    await addOpeningStock(tx, movements, nowMs);
    return {
      skus: new Set(movements.map(({ skuId }) => skuId)).size,
      pieces: movements.reduce((sum, { quantity }) => sum + quantity, 0),
    };
  });
}

interface Placed {
  warehouseCode: string;
  quantity: number;
  /** Share of the SKU's sales that is served from there. */
  share: number;
}

function openingMovements(sku: SkuSpeed, place: Placed, nowMs: number): NewMovement[] {
  const { skuId, code, abcClass, dailyUnits } = sku;
  const { warehouseCode, quantity, share } = place;
  const lots = openingLots({
    abcClass,
    pieces: quantity,
    piecesPerDay: dailyUnits * share,
    maxAgeDays: OLDEST_LOT_DAYS,
    random: createRandom(`demo-lots:${code}:${warehouseCode}`),
  });
  return lots.map((lot, index) => ({
    id: newId(),
    skuId,
    type: 'adjustment',
    warehouse: warehouseCode,
    quantity: lot.pieces,
    at: nowMs - lot.ageDays * 86_400_000,
    source: 'demo',
    sourceRef: `opening:${warehouseCode}:${index + 1}`,
    reason: OPENING_REASON,
    isDamaged: false,
    isSellable: false,
    allowsNegative: false,
    rejected: 0,
    market: null,
    transferRef: null,
    toWarehouse: null,
    saleRef: null,
    orderNumber: null,
    orderLine: null,
    asn: null,
    orderFactoryId: null,
    poLineId: null,
  }));
}

function placements(sku: SkuSpeed, warehouses: readonly WarehouseChoice[]): Placed[] {
  const random = createRandom(`demo-stock:${sku.code}`);
  const regional = warehouses.filter((warehouse) => warehouse.kind === 'regional');
  const hub =
    regional.find((warehouse) => warehouse.countryCode === (HUB_COUNTRY[sku.region] ?? 'DE')) ??
    regional[0] ??
    warehouses[0]!;
  const pieces = Math.round(sku.dailyUnits * TARGET_DAYS[sku.abcClass] * (random.int(30, 110) / 100));
  const forward = warehouses.filter((warehouse) => warehouse.regionalCode === hub.code);
  const ahead = sku.abcClass === 'A' && forward.length > 0 ? Math.floor(pieces * FORWARD_SHARE) : 0;
  const share = ahead > 0 ? 1 - FORWARD_SHARE : 1;
  const places = [{ warehouseCode: hub.code, quantity: pieces - ahead, share }];
  if (ahead > 0) places.push({ warehouseCode: random.pick(forward).code, quantity: ahead, share: 1 - share });
  return places.filter((place) => place.quantity > 0);
}
