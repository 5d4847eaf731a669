import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { sku } from '~db/schema/catalog';
import { stockBalance, stockMovement } from '~db/schema/inventory';
import type { PlatformTx } from '~db/tenancy.server';

/** Id of a SKU by its code. */
export async function findSkuId(tx: PlatformTx, code: string): Promise<string | null> {
  const [row] = await tx.db.select({ id: sku.id }).from(sku).where(eq(sku.code, code)).limit(1);
  return row?.id ?? null;
}

export interface BalanceFilter {
  skuId?: string | undefined;
  warehouse?: string | undefined;
}

/** Balances in the order of SKU and warehouse after a place in it; read along the primary key at any depth. */
export function listBalances(
  tx: PlatformTx,
  { skuId, warehouse }: BalanceFilter,
  after: { skuId: string; warehouse: string } | null,
  limit: number,
) {
  const b = stockBalance;
  return tx.db
    .select({
      skuId: b.skuId,
      sku: sku.code,
      warehouse: b.warehouseCode,
      onHand: b.onHand,
      sellable: b.sellable,
      inTransfer: b.inTransfer,
      flagged: b.isFlagged,
      updatedAt: b.updatedAt,
    })
    .from(b)
    .innerJoin(sku, eq(sku.id, b.skuId))
    .where(
      and(
        skuId === undefined ? undefined : eq(b.skuId, skuId),
        warehouse === undefined ? undefined : eq(b.warehouseCode, warehouse),
        after
          ? sql`(${b.skuId}, ${b.warehouseCode}) > (${after.skuId}::uuid, ${after.warehouse})`
          : undefined,
      ),
    )
    .orderBy(asc(b.skuId), asc(b.warehouseCode))
    .limit(limit);
}

export interface MovementFilter {
  skuId?: string | undefined;
  /** The two that follow are for one SKU alone: over all of them no index finds them. */
  warehouse?: string | undefined;
  type?: string | undefined;
}

/** Movements in the order of SKU and recording after a place in it; read along the primary key at any depth. */
export function listMovements(
  tx: PlatformTx,
  { skuId, warehouse, type }: MovementFilter,
  after: { skuId: string; id: string } | null,
  limit: number,
) {
  const m = stockMovement;
  const conditions: (SQL | undefined)[] = [
    skuId === undefined ? undefined : eq(m.skuId, skuId),
    warehouse === undefined ? undefined : eq(m.warehouseCode, warehouse),
    type === undefined ? undefined : sql`${m.type} = ${type}`,
    after ? sql`(${m.skuId}, ${m.id}) > (${after.skuId}::uuid, ${after.id}::uuid)` : undefined,
  ];
  return tx.db
    .select({
      skuId: m.skuId,
      id: m.id,
      sku: sku.code,
      warehouse: m.warehouseCode,
      type: m.type,
      quantity: m.quantity,
      rejected: m.rejectedQuantity,
      occurredAt: m.occurredAt,
      recordedAt: m.recordedAt,
      source: m.source,
      sourceRef: m.sourceRef,
      market: m.marketCode,
      reason: m.reason,
      transferRef: m.transferRef,
      toWarehouse: m.toWarehouseCode,
      saleRef: m.saleRef,
      orderNumber: m.orderNumber,
      orderLine: m.orderLineNo,
      asn: m.asnNumber,
      damaged: m.isDamaged,
      sellable: m.isSellable,
      allowsNegative: m.allowsNegative,
    })
    .from(m)
    .innerJoin(sku, eq(sku.id, m.skuId))
    .where(and(...conditions))
    .orderBy(asc(m.skuId), asc(m.id))
    .limit(limit);
}
