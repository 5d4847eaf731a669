import type { PlatformTx } from '~db/tenancy.server';

/** A change of a frozen bucket to which both sides agreed. */
export interface AgreedFrozenChange {
  factoryId: string;
  skuId: string;
  /** Monday of the release week, YYYY-MM-DD. */
  week: string;
  /** Pieces that both sides now count on in that week, whatever the quantile. */
  toQuantity: number;
  /** When the other side agreed, ISO 8601. */
  answeredAt: string;
}

/**
 * What both sides agreed on for frozen weeks from `fromWeek` on; the last agreement of a bucket counts. A new version
 * applies those that were agreed after the version that its fences measure from was made.
 */
export async function agreedFrozenChanges(
  tx: PlatformTx,
  skuIds: readonly string[],
  fromWeek: string,
): Promise<AgreedFrozenChange[]> {
  return tx.sql<AgreedFrozenChange[]>`
    select distinct on (factory_id, sku_id, week) factory_id as "factoryId", sku_id as "skuId", week::text as week,
      to_quantity as "toQuantity", answered_at as "answeredAt"
    from frozen_change
    where sku_id = any(${skuIds as string[]}::uuid[]) and week >= ${fromWeek}::date and status = 'agreed'
    order by factory_id, sku_id, week, answered_at desc, id desc`;
}

/** Marks the open requests for weeks before a version's first one as lapsed. @returns how many */
export async function lapseBefore(tx: PlatformTx, versionId: string): Promise<number> {
  const lapsed = await tx.sql`
    update frozen_change set status = 'lapsed'
    where status = 'open' and week < (select first_week from forecast_version where id = ${versionId})`;
  return lapsed.count;
}
