import { isUuid } from '~/kernel/ids';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { PlatformTx } from '~db/tenancy.server';
import { findSkuId, listBalances, listMovements } from '../data/api-stock-pages.server';

/** One page of a list, and the cursor of the next; null on the last one. */
export interface ApiPage<Row> {
  items: Row[];
  next: string | null;
}

export interface BalancesQuery {
  sku?: string | undefined;
  warehouse?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface BalanceItem {
  sku: string;
  warehouse: string;
  onHand: number;
  sellable: number;
  inTransfer: number;
  flagged: boolean;
  updatedAt: string;
}

/** Balances per SKU and warehouse. @returns `sku_unknown` or `cursor_invalid`, with the parameter as field. */
export async function balancesForApi(
  tx: PlatformTx,
  { sku, warehouse, limit, cursor }: BalancesQuery,
): Promise<Result<ApiPage<BalanceItem>, Problem>> {
  const skuId = await skuIdOf(tx, sku);
  if (skuId === null) return err(problem('sku_unknown', { sku: sku ?? '' }, 'sku'));
  const after = cursor === undefined ? null : readCursor(cursor);
  if (after === undefined) return err(problem('cursor_invalid', undefined, 'cursor'));
  const place = after && { skuId: after[0], warehouse: after[1] };
  const rows = await listBalances(tx, { skuId, warehouse }, place, limit + 1);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return ok({
    items: items.map(({ skuId: _, updatedAt, ...row }) => ({ ...row, updatedAt: updatedAt.toISOString() })),
    next: last ? writeCursor(last.skuId, last.warehouse) : null,
  });
}

export interface MovementsQuery extends BalancesQuery {
  type?: string | undefined;
}

export type MovementItem = Omit<
  Awaited<ReturnType<typeof listMovements>>[number],
  'skuId' | 'occurredAt' | 'recordedAt'
> & { occurredAt: string; recordedAt: string };

/**
 * The ledger, SKU by SKU in the order of recording. `warehouse` and `type` narrow one SKU's.
 * @returns `sku_unknown`, `parameter_needs_sku` or `cursor_invalid`, with the parameter as field.
 */
export async function movementsForApi(
  tx: PlatformTx,
  { sku, warehouse, type, limit, cursor }: MovementsQuery,
): Promise<Result<ApiPage<MovementItem>, Problem>> {
  if (sku === undefined && warehouse !== undefined)
    return err(problem('parameter_needs_sku', undefined, 'warehouse'));
  if (sku === undefined && type !== undefined) return err(problem('parameter_needs_sku', undefined, 'type'));
  const skuId = await skuIdOf(tx, sku);
  if (skuId === null) return err(problem('sku_unknown', { sku: sku ?? '' }, 'sku'));
  const after = cursor === undefined ? null : readCursor(cursor);
  if (after === undefined || (after && !isUuid(after[1])))
    return err(problem('cursor_invalid', undefined, 'cursor'));
  const place = after && { skuId: after[0], id: after[1] };
  const rows = await listMovements(tx, { skuId, warehouse, type }, place, limit + 1);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return ok({
    items: items.map(({ skuId: _, occurredAt, recordedAt, ...row }) => ({
      ...row,
      occurredAt: occurredAt.toISOString(),
      recordedAt: recordedAt.toISOString(),
    })),
    next: last ? writeCursor(last.skuId, last.id) : null,
  });
}

async function skuIdOf(tx: PlatformTx, code: string | undefined): Promise<string | null | undefined> {
  return code === undefined ? undefined : findSkuId(tx, code);
}

function writeCursor(skuId: string, rest: string): string {
  return Buffer.from(`${skuId} ${rest}`).toString('base64url');
}

/** The two parts of a cursor; undefined for a damaged one. */
function readCursor(cursor: string): [skuId: string, rest: string] | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [skuId, rest, more] = text.split(' ');
  const isWhole = isUuid(skuId) && rest !== undefined && /^[\w-]{1,40}$/.test(rest) && more === undefined;
  return isWhole && cursor === Buffer.from(text).toString('base64url') ? [skuId, rest] : undefined;
}
