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

export interface DemoStock {
  skus: number;
  pieces: number;
}

/**
 * Gives SKUs that sell and never had stock an opening stock of 30 to 110 % of their class's target days, in the regional
 * warehouse of their main region; A items also in one of its forward warehouses. For demonstration; a second run adds nothing.
 */
export function openDemoStock(skuIds: readonly string[], clock: Clock): Promise<DemoStock> {
  return inDemoStock(async (tx) => {
    const warehouses = await selectWarehouses(tx);
    if (warehouses.length === 0) return { skus: 0, pieces: 0 };
    const skus = await selectSkusWithoutStock(tx, skuIds);
    const stock = skus.flatMap((sku) =>
      placements(sku, warehouses).map((place) => ({
        skuId: sku.skuId,
        movementId: newId(),
        lotId: newId(),
        ...place,
      })),
    );
    await addOpeningStock(tx, stock, new Date(clock.now()));
    return {
      skus: new Set(stock.map((row) => row.skuId)).size,
      pieces: stock.reduce((sum, row) => sum + row.quantity, 0),
    };
  });
}

function placements(
  sku: SkuSpeed,
  warehouses: readonly WarehouseChoice[],
): { warehouseCode: string; quantity: number }[] {
  const random = createRandom(`demo-stock:${sku.code}`);
  const regional = warehouses.filter((warehouse) => warehouse.kind === 'regional');
  const hub =
    regional.find((warehouse) => warehouse.countryCode === (HUB_COUNTRY[sku.region] ?? 'DE')) ??
    regional[0] ??
    warehouses[0]!;
  const pieces = Math.round(sku.dailyUnits * TARGET_DAYS[sku.abcClass] * (random.int(30, 110) / 100));
  const forward = warehouses.filter((warehouse) => warehouse.regionalCode === hub.code);
  const ahead = sku.abcClass === 'A' && forward.length > 0 ? Math.floor(pieces * 0.4) : 0;
  const places = [{ warehouseCode: hub.code, quantity: pieces - ahead }];
  if (ahead > 0) places.push({ warehouseCode: random.pick(forward).code, quantity: ahead });
  return places.filter((place) => place.quantity > 0);
}
