import type { PlatformTx } from '~db/tenancy.server';
import type { StoredNettingInput } from '../domain/netting/replay';
import type { PerQuantile } from '../domain/netting/types';
import type { ReadTx } from './forecast-lines.server';

/** One line of a version as explaining a change needs it. */
export interface LineOfVersion {
  versionId: string;
  factoryId: string;
  skuId: string;
  sourceId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  unitCostMinor: string;
  currency: string;
  quantities: PerQuantile<number[]>;
  /** Null for a line that was dropped, and where a version kept no inputs. */
  input: StoredNettingInput | null;
  /** Demand of the kept weeks in all markets. */
  kept: PerQuantile<number[]> | null;
  /** It stands there only because the version before had it. */
  isDropped: boolean;
}

/** All lines of the given SKUs in two versions, with what was netted. Every factory's: other sources decide too. */
export async function selectLinesOfVersions(
  tx: PlatformTx,
  versionIds: readonly string[],
  skuIds: readonly string[],
): Promise<LineOfVersion[]> {
  return tx.sql<LineOfVersion[]>`
    select l.version_id as "versionId", l.factory_id as "factoryId", l.sku_id as "skuId", l.sourcing_id as "sourceId",
      l.sku_code as "skuCode", l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh",
      l.unit_cost_minor::text as "unitCostMinor", l.currency,
      json_build_object('mean', l.qty_mean, 'p50', l.qty_p50, 'p70', l.qty_p70, 'p80', l.qty_p80, 'p90', l.qty_p90) as quantities,
      t.input, t.demand -> '*' as kept, l.input_hash = 'dropped' as "isDropped"
    from forecast_line l
    left join forecast_trace t on t.factory_id = l.factory_id and t.id = l.id
    where l.sku_id = any(${skuIds as string[]}::uuid[]) and l.version_id = any(${versionIds as string[]}::uuid[])`;
}

/** SKUs that either version has lines of, by id. */
export async function selectSkuIdsOfVersions(
  tx: PlatformTx,
  versionIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select distinct sku_id as id from forecast_line where version_id = any(${versionIds as string[]}::uuid[]) order by 1`;
  return rows.map(({ id }) => id);
}

/** A row of `forecast_change`, in the table's own names. */
export interface ChangeInsert {
  factory_id: string;
  id: string;
  version_id: string;
  from_version_id: string;
  sku_id: string;
  sku_code: string;
  sku_name_en: string;
  sku_name_zh: string;
  then_quantity: number;
  now_quantity: number;
  change_quantity: number;
  parts: number[] | null;
  unit_cost_minor: string;
  currency: string;
  rank_cents: string;
}

export async function insertChanges(tx: PlatformTx, rows: readonly ChangeInsert[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql`
    insert into forecast_change
    select * from jsonb_populate_recordset(null::forecast_change, ${JSON.stringify(rows)}::text::jsonb)`;
}

export async function deleteChanges(tx: PlatformTx, versionId: string, fromVersionId: string): Promise<void> {
  await tx.sql`
    delete from forecast_change where version_id = ${versionId} and from_version_id = ${fromVersionId}`;
}

/**
 * Notes that a pair is to be explained. Without `again` a pair that is queued or done stays as it is.
 * @returns whether there is something to do
 */
export async function queuePair(
  tx: PlatformTx,
  versionId: string,
  fromVersionId: string,
  again: boolean,
): Promise<boolean> {
  const written = await tx.sql`
    insert into forecast_change_pair (version_id, from_version_id) values (${versionId}, ${fromVersionId})
    on conflict (version_id, from_version_id) do update set status = 'queued', finished_at = null
      where ${again} or forecast_change_pair.status = 'failed'`;
  return written.count > 0;
}

export async function finishPair(
  tx: PlatformTx,
  versionId: string,
  fromVersionId: string,
  status: 'done' | 'failed',
  lineCount: number,
): Promise<void> {
  await tx.sql`
    update forecast_change_pair set status = ${status}, line_count = ${lineCount}, finished_at = now()
    where version_id = ${versionId} and from_version_id = ${fromVersionId}`;
}

/** Pairs that nobody publishes one after the other and that were asked for before `before`: they can be asked for again. */
export async function forgetAskedPairs(tx: PlatformTx, before: Date): Promise<void> {
  const gone = await tx.sql<{ versionId: string; fromVersionId: string }[]>`
    delete from forecast_change_pair p using forecast_version v
    where v.id = p.version_id and v.previous_version_id is distinct from p.from_version_id
      and p.created_at < ${before.toISOString()}
    returning p.version_id as "versionId", p.from_version_id as "fromVersionId"`;
  for (const { versionId, fromVersionId } of gone) await deleteChanges(tx, versionId, fromVersionId);
}

export async function selectPairStatus(
  tx: ReadTx,
  versionId: string,
  fromVersionId: string,
): Promise<'queued' | 'done' | 'failed' | null> {
  const [row] = await tx.sql<{ status: 'queued' | 'done' | 'failed' }[]>`
    select status from forecast_change_pair
    where version_id = ${versionId} and from_version_id = ${fromVersionId}`;
  return row?.status ?? null;
}

/** A published version as a picker names it. */
export interface PublishedVersion {
  id: string;
  number: number;
  asOf: string;
  firstWeek: string;
  previousVersionId: string | null;
}

/** Published versions, newest first. */
export async function selectPublishedVersions(tx: ReadTx, limit: number): Promise<PublishedVersion[]> {
  return tx.sql<PublishedVersion[]>`
    select id, number, as_of::text as "asOf", first_week::text as "firstWeek",
      previous_version_id as "previousVersionId"
    from forecast_version where status in ('published', 'superseded') order by number desc limit ${limit}`;
}
