import type {
  AllocationDelivery,
  AllocationDemand,
  AllocationInput,
  AllocationLane,
  AllocationWarehouse,
} from './allocation-model';
import type { AbcClass, InventoryRule } from './policy';

/** Warehouses with their costs and room, and the ways between them and to the markets. */
export interface AllocationNetwork {
  warehouses: readonly {
    code: string;
    kind: 'regional' | 'forward';
    storageMinorPerM3Day: number;
    handlingMinorPerPiece: number;
    capacityM3: number;
    usedMm3: number;
  }[];
  lanes: readonly AllocationLane[];
  deliveries: readonly AllocationDelivery[];
}

export interface AllocationSku {
  abcClass: AbcClass;
  grossG: number | null;
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
  stock: readonly { warehouse: string; onHand: number; inTransfer: number }[];
}

const CUBIC_MM_PER_M3 = 1e9;

/**
 * The inputs of one SKU's placement, without what it cannot use: lanes from places without stock, and ways to markets
 * without demand. So equal inputs are equal data, and what is stored with a proposal stays small.
 * @returns null when the SKU has no weight or size: then nothing can be costed
 */
export function allocationInput(
  network: AllocationNetwork,
  sku: AllocationSku,
  demand: readonly AllocationDemand[],
  rule: InventoryRule['allocation'],
): AllocationInput | null {
  const { grossG, lengthMm, widthMm, heightMm, abcClass } = sku;
  if (!grossG || !lengthMm || !widthMm || !heightMm) return null;
  const cubicMillimetres = lengthMm * widthMm * heightMm;
  const stock = new Map(sku.stock.map((row) => [row.warehouse, row]));
  const warehouses = network.warehouses.map((one): AllocationWarehouse => {
    const held = stock.get(one.code);
    const free = one.capacityM3 * CUBIC_MM_PER_M3 - one.usedMm3;
    return {
      code: one.code,
      kind: one.kind,
      stock: Math.max(0, held?.onHand ?? 0),
      inbound: Math.max(0, held?.inTransfer ?? 0),
      storageMinorPerM3Day: one.storageMinorPerM3Day,
      handlingMinorPerPiece: one.handlingMinorPerPiece,
      roomPieces: Math.min(1_000_000, Math.max(0, Math.floor(free / cubicMillimetres))),
    };
  });
  const kept = new Set(warehouses.filter((one) => one.stock > 0).map(({ code }) => code));
  const known = new Set(warehouses.map(({ code }) => code));
  const lanes = network.lanes.filter(
    ({ from, to, transitDays }) => kept.has(from) && known.has(to) && transitDays < rule.horizonDays,
  );
  const reached = new Set([
    ...warehouses.filter((one) => one.stock + one.inbound > 0).map(({ code }) => code),
    ...lanes.map(({ to }) => to),
  ]);
  const asked = new Set(demand.map(({ market }) => market));
  return {
    grams: grossG,
    cubicMillimetres,
    horizonDays: rule.horizonDays,
    dayPriceMinor: rule.dayPriceMinor[abcClass],
    unmetMinor: rule.unmetMinor,
    warehouses,
    lanes,
    deliveries: network.deliveries.filter(
      ({ warehouse, market }) => reached.has(warehouse) && asked.has(market),
    ),
    demand,
  };
}
