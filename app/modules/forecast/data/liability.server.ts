import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { LiabilityCovers, LiabilityTerms } from '../domain/commit/liability';
import type { Quantile } from '../domain/netting/types';
import type { ReadTx } from './forecast-lines.server';

/** Terms as they are kept, with who agreed and ended them. */
export interface LiabilityRow extends LiabilityTerms {
  factoryId: string;
  skuId: string;
  agreedByName: string;
  note: string | null;
  endedByName: string | null;
}

/** Terms of the given SKUs that reach a week or beyond it; ended ones only when asked for. Newest first. */
export async function selectLiabilities(
  tx: ReadTx,
  query: {
    factoryId?: string | undefined;
    skuIds: readonly string[];
    fromWeek: string;
    withEnded?: boolean;
  },
): Promise<LiabilityRow[]> {
  if (query.skuIds.length === 0) return [];
  const { sql } = tx;
  const factoryId = 'factoryId' in tx ? tx.factoryId : query.factoryId;
  return sql<LiabilityRow[]>`
    select id, factory_id as "factoryId", sku_id as "skuId", from_week::text as "fromWeek", to_week::text as "toWeek",
      quantile, covers, materials_bp as "materialsBp", agreed_by_name as "agreedByName", note,
      (extract(epoch from created_at) * 1000)::float8 as "createdAt",
      (extract(epoch from ended_at) * 1000)::float8 as "endedAt", ended_by_name as "endedByName"
    from forecast_liability
    where sku_id = any(${query.skuIds as string[]}::uuid[]) and to_week >= ${query.fromWeek}::date
      ${factoryId ? sql`and factory_id = ${factoryId}` : sql``}
      ${query.withEnded ? sql`` : sql`and ended_at is null`}
    order by created_at desc, id desc limit 500`;
}

export async function insertLiability(
  tx: PlatformTx,
  given: {
    factoryId: string;
    skuId: string;
    fromWeek: string;
    toWeek: string;
    quantile: Quantile;
    covers: LiabilityCovers;
    materialsBp: number;
    note: string | null;
    name: string;
    now: number;
  },
): Promise<string> {
  const id = newId();
  await tx.sql`
    insert into forecast_liability (factory_id, id, sku_id, from_week, to_week, quantile, covers, materials_bp,
      agreed_by_name, note, created_at)
    values (${given.factoryId}, ${id}, ${given.skuId}, ${given.fromWeek}, ${given.toWeek}, ${given.quantile},
      ${given.covers}, ${given.materialsBp}, ${given.name}, ${given.note}, ${new Date(given.now).toISOString()})`;
  return id;
}

/** Ends terms that hold. @returns what they were, or null when there are none that hold under that id for the SKU */
export async function endLiability(
  tx: PlatformTx,
  given: { id: string; skuId: string; name: string; now: number },
): Promise<{ factoryId: string; fromWeek: string; toWeek: string; quantile: string; covers: string } | null> {
  const [row] = await tx.sql<
    { factoryId: string; fromWeek: string; toWeek: string; quantile: string; covers: string }[]
  >`
    update forecast_liability set ended_at = ${new Date(given.now).toISOString()}, ended_by_name = ${given.name}
    where id = ${given.id} and sku_id = ${given.skuId} and ended_at is null
    returning factory_id as "factoryId", from_week::text as "fromWeek", to_week::text as "toWeek", quantile, covers`;
  return row ?? null;
}
