import { type Problem, problem } from '~/kernel/problem';
import { type OpenedOrder, type OrderRecord, type OrdersTx, openOrder } from '../data/order-records.server';
import {
  findShipNotice,
  type ShipNoticeRecord,
  selectCartons,
  selectDraftedPieces,
  selectWarehouseNames,
} from '../data/ship-notice.server';
import { selectLastCartons } from '../data/ship-notice-history.server';
import { groupCartons } from '../domain/carton';
import { kilogramsText, suggestPattern } from '../domain/carton-pattern';
import { lineRefusal } from '../domain/order-states';
import type { ShippablePart } from '../domain/ship-notice';

/** One row of the form, as text that a person would type. */
export interface ShipFormRow {
  scheduleId: string;
  cartons: string;
  pieces: string;
  gross: string;
  net: string;
  length: string;
  width: string;
  height: string;
  lastPieces: string;
  lastGross: string;
}

export interface ShipFormView {
  order: { id: string; number: string };
  /** Warehouses with something left to ship, and how many pieces. */
  warehouses: { code: string; nameEn: string; nameZh: string; left: number }[];
  warehouse: string | null;
  parts: ShippablePart[];
  rows: ShipFormRow[];
  /** The draft that is changed; null: a new notice. */
  notice: Pick<ShipNoticeRecord, 'number' | 'carrier' | 'trackingNo' | 'expectedArrivalOn'> | null;
  /** Why nothing can be packed. */
  blocked: Problem | null;
  /** Packing is possible, but leaving is not yet: what is missing. */
  notYet: Problem | null;
}

/** States in which goods can be packed: an inspection looks at packed goods, so it may come after. */
const PACKABLE = ['in_production', 'inspected', 'shipped'];

/**
 * The dated parts of an order with what is left to ship of each.
 * @param except id of the draft that is being changed: its pieces count as left
 */
export async function shippableParts(
  tx: OrdersTx,
  { order, lines, schedules }: OpenedOrder,
  except: string | null,
): Promise<ShippablePart[]> {
  const drafted = await selectDraftedPieces(tx, order, except);
  return lines.flatMap((line) => {
    if (!PACKABLE.includes(line.status)) return [];
    return schedules
      .filter(({ poLineId }) => poLineId === line.id)
      .map((schedule) => {
        const agreed = schedule.agreedQuantity ?? 0;
        const inDrafts = drafted.get(schedule.id) ?? 0;
        return {
          scheduleId: schedule.id,
          poLineId: line.id,
          lineNo: line.lineNo,
          scheduleNo: schedule.scheduleNo,
          skuCode: line.skuCode,
          skuNameEn: line.skuNameEn,
          skuNameZh: line.skuNameZh,
          warehouseCode: schedule.warehouseCode,
          shipOn: schedule.promisedShipOn ?? schedule.requestedShipOn,
          expectedArrivalOn: schedule.expectedArrivalOn,
          agreed,
          shipped: schedule.shippedQuantity,
          drafted: inDrafts,
          left: Math.max(0, agreed - schedule.shippedQuantity - inDrafts),
        };
      });
  });
}

/** Everything the page needs on which a shipment is packed: what is left, how it was packed last time. */
export async function shipForm(
  tx: OrdersTx,
  order: OrderRecord,
  wanted: { warehouse?: string | undefined; notice?: string | undefined },
): Promise<ShipFormView> {
  const opened = await openOrder(tx, order);
  const found = wanted.notice ? await findShipNotice(tx, order.factoryId, wanted.notice) : null;
  const draft = found?.status === 'draft' && found.purchaseOrderId === order.id ? found : null;
  const all = (await shippableParts(tx, opened, draft?.id ?? null)).filter(({ left }) => left > 0);
  const codes = [...new Set(all.map(({ warehouseCode }) => warehouseCode))].sort();
  const names = await selectWarehouseNames(tx, codes);
  const warehouses = names
    .map(({ code, nameEn, nameZh }) => ({
      code,
      nameEn,
      nameZh,
      left: all.filter((part) => part.warehouseCode === code).reduce((sum, { left }) => sum + left, 0),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const warehouse =
    draft?.warehouseCode ?? codes.find((code) => code === wanted.warehouse) ?? codes[0] ?? null;
  const parts = all.filter(({ warehouseCode }) => warehouseCode === warehouse);
  return {
    order: { id: order.id, number: order.number },
    warehouses,
    warehouse,
    parts,
    rows: draft ? await rowsOfDraft(tx, draft) : await suggestedRows(tx, order, parts),
    notice: draft && {
      number: draft.number,
      carrier: draft.carrier,
      trackingNo: draft.trackingNo,
      expectedArrivalOn: draft.expectedArrivalOn,
    },
    blocked: all.length > 0 ? null : blockedReason(opened),
    notYet: notYetReason(opened, parts),
  };
}

function blockedReason({ facts }: OpenedOrder): Problem {
  const open = facts.lines.filter(({ status }) => status !== 'cancelled');
  for (const line of open) {
    const reason = lineRefusal('ship', line, facts);
    if (reason) return reason;
  }
  return problem('order_nothing_to_ship');
}

function notYetReason({ facts }: OpenedOrder, parts: readonly ShippablePart[]): Problem | null {
  for (const line of facts.lines) {
    if (!parts.some(({ poLineId }) => poLineId === line.id)) continue;
    const reason = lineRefusal('ship', line, facts);
    if (reason) return reason;
  }
  return null;
}

async function rowsOfDraft(tx: OrdersTx, draft: ShipNoticeRecord): Promise<ShipFormRow[]> {
  const groups = groupCartons(await selectCartons(tx, draft.factoryId, draft.id));
  return groups.map((group) => ({
    scheduleId: group.scheduleId,
    cartons: String(group.cartons),
    pieces: String(group.piecesEach),
    gross: kilogramsText(group.grossG),
    net: group.netG === null ? '' : kilogramsText(group.netG),
    length: String(group.lengthMm),
    width: String(group.widthMm),
    height: String(group.heightMm),
    lastPieces: '',
    lastGross: '',
  }));
}

/** One row per part; packed as the same SKU was packed last time, where it was. */
async function suggestedRows(
  tx: OrdersTx,
  order: OrderRecord,
  parts: readonly ShippablePart[],
): Promise<ShipFormRow[]> {
  const last = await selectLastCartons(
    tx,
    order.factoryId,
    parts.map(({ skuCode }) => skuCode),
  );
  return parts.map(({ scheduleId, skuCode, left }) => {
    const known = last.get(skuCode);
    const { cartons, lastPieces } = suggestPattern(left, known?.pieces ?? 0);
    return {
      scheduleId,
      cartons: known ? String(cartons) : '',
      pieces: known ? String(known.pieces) : '',
      gross: known ? kilogramsText(known.grossG) : '',
      net: known?.netG ? kilogramsText(known.netG) : '',
      length: known ? String(known.lengthMm) : '',
      width: known ? String(known.widthMm) : '',
      height: known ? String(known.heightMm) : '',
      lastPieces: known && lastPieces > 0 ? String(lastPieces) : '',
      lastGross: '',
    };
  });
}
