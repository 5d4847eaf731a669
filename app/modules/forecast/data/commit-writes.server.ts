import { newId } from '~/platform/new-id.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { CommitAnswer } from '../domain/commit/commit-bucket';

/**
 * Names the advisory lock that answers hold shared and a publication alone: an answer is laid beside the version that is
 * published when it commits, never beside the one before.
 */
const LOCK = 'forecast commitments';

/** Held to the end of a transaction that writes answers. */
export async function holdPublished(tx: TenantTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock_shared(hashtext(${LOCK}))`;
}

/** Held to the end of a transaction that publishes: waits for the answers that are being written, and they for it. */
export async function holdAnswers(tx: PlatformTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext(${LOCK}))`;
}

/** An answer that was found good. */
export interface CommitWrite extends CommitAnswer {
  skuId: string;
  week: string;
  /** The one before it plus 1. */
  revision: number;
  forecast: number;
  unitCostMinor: string;
  currency: string;
  channel: 'grid' | 'mass' | 'file';
}

/**
 * Writes answers, each only if nobody answered its bucket meanwhile: the bucket takes a revision only on top of the one
 * before it. Two statements however many there are.
 *
 * @returns the buckets that were written, as `skuId week`
 */
export async function writeCommits(
  tx: TenantTx,
  versionId: string,
  writes: readonly CommitWrite[],
  by: { name: string; now: number },
): Promise<Set<string>> {
  if (writes.length === 0) return new Set();
  const rows = [...writes]
    // The same order for everybody, so that two savings at once wait for each other and do not lock each other out.
    .sort((a, b) => (a.skuId + a.week < b.skuId + b.week ? -1 : 1))
    .map((write) => ({
      id: newId(),
      commit_id: newId(),
      sku_id: write.skuId,
      week: write.week,
      revision: write.revision,
      forecast: write.forecast,
      commit: write.commit,
      upside: write.upside,
      reason: write.reason,
      note: write.note,
      unit: write.unitCostMinor,
      currency: write.currency,
      channel: write.channel,
    }));
  const at = new Date(by.now).toISOString();
  const { sql } = tx;
  const given = (
    some: readonly object[],
  ) => sql`jsonb_to_recordset(${JSON.stringify(some)}::text::jsonb) as g(id uuid,
    commit_id uuid, sku_id uuid, week date, revision int, forecast int, commit int, upside int, reason text, note text,
    unit bigint, currency text, channel text)`;
  const taken = await sql<{ key: string }[]>`
    insert into commit_bucket (factory_id, id, sku_id, week, version_id, revision, forecast_quantity, commit_quantity,
      upside_quantity, reason_code, note, committed_by_name, committed_at, asked_quantity, shortfall_quantity,
      shortfall_minor, currency)
    select ${tx.factoryId}, g.id, g.sku_id, g.week, ${versionId}, g.revision, g.forecast, g.commit, g.upside, g.reason,
      g.note, ${by.name}, ${at}, g.forecast, greatest(g.forecast - g.commit, 0),
      greatest(g.forecast - g.commit, 0)::bigint * g.unit, g.currency
    from ${given(rows)}
    on conflict (factory_id, sku_id, week) do update set version_id = excluded.version_id, revision = excluded.revision,
      forecast_quantity = excluded.forecast_quantity, commit_quantity = excluded.commit_quantity,
      upside_quantity = excluded.upside_quantity, reason_code = excluded.reason_code, note = excluded.note,
      committed_by_name = excluded.committed_by_name, committed_at = excluded.committed_at,
      asked_quantity = excluded.asked_quantity, shortfall_quantity = excluded.shortfall_quantity,
      shortfall_minor = excluded.shortfall_minor, currency = excluded.currency
    where commit_bucket.revision = excluded.revision - 1
    returning sku_id || ' ' || week as key`;
  const written = new Set(taken.map(({ key }) => key));
  await sql`
    insert into forecast_commit (factory_id, id, version_id, sku_id, week, revision, forecast_quantity, commit_quantity,
      upside_quantity, reason_code, note, channel, committed_by_name, committed_at)
    select ${tx.factoryId}, g.commit_id, ${versionId}, g.sku_id, g.week, g.revision, g.forecast, g.commit, g.upside,
      g.reason, g.note, g.channel, ${by.name}, ${at}
    from ${given(rows.filter((row) => written.has(`${row.sku_id} ${row.week}`)))}`;
  return written;
}

/** What was answered to buckets at certain revisions, by `skuId week revision`. */
export async function selectRevisions(
  tx: TenantTx,
  asked: readonly { skuId: string; week: string; revision: number }[],
): Promise<Map<string, { commit: number; upside: number; reason: string | null; note: string | null }>> {
  if (asked.length === 0) return new Map();
  const rows = await tx.sql<
    { key: string; commit: number; upside: number; reason: string | null; note: string | null }[]
  >`
    select c.sku_id || ' ' || c.week || ' ' || c.revision as key, c.commit_quantity as commit,
      c.upside_quantity as upside, c.reason_code as reason, c.note
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as g("skuId" uuid, week date, revision int)
    join forecast_commit c on c.factory_id = ${tx.factoryId} and c.sku_id = g."skuId" and c.week = g.week
      and c.revision = g.revision`;
  return new Map(rows.map(({ key, ...answer }) => [key, answer]));
}
