import type { Problem } from '~/kernel/problem';
import type { AuditActor } from '~/modules/identity/commands/record-audit.server';
import { recordReceipts } from '~/modules/orders/commands/record-receipts.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { NewMovement } from '../domain/ledger/admit';

/** How a row calls what the orders module names otherwise. */
const FIELDS: Record<string, string> = {
  orderLineNo: 'orderLine',
  shipNoticeNumber: 'asn',
  warehouseCode: 'warehouse',
};

/**
 * Counts receipts that name an order in its line; one that its order does not take is refused.
 * @param rows by index
 * @returns the rows that are left, those of orders with the line that they fill
 */
export async function recordOrderReceipts(
  tx: PlatformTx,
  { actor, nowMs }: { actor: AuditActor; nowMs: number },
  rows: ReadonlyMap<number, NewMovement>,
  refuse: (index: number, problem: Problem) => void,
): Promise<Map<number, NewMovement>> {
  const left = new Map(rows);
  const named = [...rows].filter(([, { orderNumber }]) => orderNumber !== null);
  const results = await recordReceipts(
    tx,
    actor,
    named.map(([, movement]) => ({
      source: movement.source,
      sourceRef: movement.sourceRef,
      orderNumber: movement.orderNumber!,
      lineNo: movement.orderLine!,
      shipNoticeNumber: movement.asn,
      skuId: movement.skuId,
      warehouseCode: movement.warehouse,
      receivedAt: movement.at,
      accepted: movement.quantity,
      rejected: movement.rejected,
      rejectReason: movement.reason,
    })),
    nowMs,
  );
  results.forEach((result, place) => {
    const [index, movement] = named[place]!;
    if (result.ok) {
      const { factoryId: orderFactoryId, poLineId } = result.value;
      left.set(index, { ...movement, orderFactoryId, poLineId });
    } else {
      left.delete(index);
      const { field, ...rest } = result.error;
      refuse(index, field === undefined ? rest : { ...rest, field: FIELDS[field] ?? field });
    }
  });
  return left;
}
