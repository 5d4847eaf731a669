import { randomBytes } from 'node:crypto';
import { uuidv7 } from '~/kernel/ids';
import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Catalog } from '../data/ledger-read.server';
import type { NewMovement } from '../domain/ledger/admit';
import type { MovementInput } from '../forms';

/** How far a source's clock may run ahead. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Ids for the rows of a batch, ascending, so that lists in the order of ids keep that of the rows: random bytes are drawn
 * once, because every draw costs more than a row's check.
 */
export function idsForBatch(count: number, nowMs: number): (index: number) => string {
  const bytes = randomBytes(count * 10);
  const ids = Array.from({ length: count }, (_, index) =>
    uuidv7(nowMs, bytes.subarray(index * 10, index * 10 + 10)),
  ).sort();
  return (index) => ids[index]!;
}

/** Gives a row its id and finds what it names in the catalogue. */
export function newMovement(
  row: MovementInput,
  id: string,
  source: string,
  catalog: Catalog,
  nowMs: number,
): Result<NewMovement> {
  const skuId = catalog.skus.get(row.sku);
  if (skuId === undefined) return err(problem('sku_unknown', { sku: row.sku }, 'sku'));
  for (const field of ['warehouse', 'toWarehouse'] as const) {
    const code = field in row ? (row as Partial<Record<typeof field, string>>)[field] : undefined;
    if (code !== undefined && !catalog.warehouses.has(code)) {
      return err(problem('warehouse_unknown', { warehouse: code }, field));
    }
  }
  const market = 'market' in row ? row.market : undefined;
  if (market !== undefined && !catalog.markets.has(market)) {
    return err(problem('market_unknown', { market }, 'market'));
  }
  const at = Date.parse(row.occurredAt);
  if (at > nowMs + CLOCK_TOLERANCE_MS) return err(problem('occurred_in_future', undefined, 'occurredAt'));
  return ok({
    id,
    skuId,
    type: row.type,
    warehouse: row.warehouse,
    quantity: row.quantity,
    at,
    source,
    sourceRef: row.sourceRef,
    market: market ?? null,
    transferRef: 'transferRef' in row ? row.transferRef : null,
    toWarehouse: row.type === 'transfer_out' ? row.toWarehouse : null,
    saleRef: row.type === 'return' ? (row.saleRef ?? null) : null,
    isDamaged: row.type === 'return' && row.damaged,
    isSellable: 'sellable' in row && row.sellable,
    reason: reasonOf(row),
    orderNumber: row.type === 'receipt' ? (row.orderNumber ?? null) : null,
    orderLine: row.type === 'receipt' ? (row.orderLine ?? null) : null,
    asn: row.type === 'receipt' ? (row.asn ?? null) : null,
    rejected: row.type === 'receipt' ? row.rejected : 0,
    allowsNegative: 'allowsNegative' in row && row.allowsNegative,
    orderFactoryId: null,
    poLineId: null,
  });
}

function reasonOf(row: MovementInput): string | null {
  if (row.type === 'receipt') return row.rejectReason ?? null;
  return 'reason' in row ? row.reason : null;
}
