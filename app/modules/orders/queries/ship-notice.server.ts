import type { OrdersTx } from '../data/order-records.server';
import {
  type CartonRecord,
  findShipNotice,
  type ShipNoticeRecord,
  selectCartons,
  selectWarehouseNames,
} from '../data/ship-notice.server';
import { selectFactoryAddress } from '../data/ship-notice-parties.server';
import { type CartonTotals, cartonTotals, groupCartons, type NumberedGroup } from '../domain/carton';

/** A line of a packing list: equal cartons of one SKU. */
export interface PackedGroup extends Omit<NumberedGroup, 'first' | 'scheduleId'> {
  lineNo: number;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  firstSscc: string;
  lastSscc: string;
}

export interface Party {
  nameEn: string;
  nameZh: string;
  city: string;
  countryCode: string;
}

/** A ship notice with everything that its page and documents tell. */
export interface ShipNoticeDetail {
  notice: Omit<ShipNoticeRecord, 'factoryId'>;
  groups: PackedGroup[];
  cartons: CartonRecord[];
  totals: CartonTotals;
  from: Party & { timeZone: string };
  to: Party & { code: string };
}

/** A ship notice by its number; null if the scope has none. */
export async function shipNoticeDetail(
  tx: OrdersTx,
  factoryId: string,
  number: string,
): Promise<ShipNoticeDetail | null> {
  const found = await findShipNotice(tx, factoryId, number);
  if (!found) return null;
  const [cartons, [to], from] = await Promise.all([
    selectCartons(tx, factoryId, found.id),
    selectWarehouseNames(tx, [found.warehouseCode]),
    selectFactoryAddress(tx, factoryId),
  ]);
  const groups = groupCartons(cartons);
  const { factoryId: _, ...notice } = found;
  return {
    notice,
    cartons,
    groups: groups.map(({ first, scheduleId: _, ...group }) => ({
      ...group,
      lineNo: first.lineNo,
      skuCode: first.skuCode,
      skuNameEn: first.skuNameEn,
      skuNameZh: first.skuNameZh,
      firstSscc: first.sscc,
      lastSscc: cartons[group.lastNo - 1]?.sscc ?? first.sscc,
    })),
    totals: cartonTotals(groups),
    from,
    to: to!,
  };
}
