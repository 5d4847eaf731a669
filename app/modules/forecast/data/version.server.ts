import type { PlatformTx } from '~db/tenancy.server';
import type { ReadTx } from './forecast-lines.server';

/** What a version says of itself. Dates are YYYY-MM-DD, instants ISO 8601. */
export interface VersionRow {
  id: string;
  number: number;
  status: 'draft' | 'published' | 'superseded' | 'failed';
  asOf: string;
  firstWeek: string;
  orderHorizonWeeks: number;
  demandHorizonWeeks: number;
  demandEngine: string;
  nettingRuleVersion: string;
  generatedAt: string;
  publishedAt: string | null;
  previousVersionId: string | null;
  seriesCount: number;
  lineCount: number;
}

const versionColumns = (tx: ReadTx) =>
  tx.sql`id, number, status, as_of::text as "asOf", first_week::text as "firstWeek",
      order_horizon_weeks as "orderHorizonWeeks", demand_horizon_weeks as "demandHorizonWeeks",
      demand_engine as "demandEngine", netting_rule_version as "nettingRuleVersion",
      generated_at as "generatedAt", published_at as "publishedAt", previous_version_id as "previousVersionId",
      series_count as "seriesCount", line_count as "lineCount"`;

/** The channel on which a published version is announced to every web process. */
export const PUBLISHED_CHANNEL = 'forecast_published';

/** The newest published version, or null. */
export async function selectPublishedVersion(tx: ReadTx): Promise<VersionRow | null> {
  const [row] = await tx.sql<VersionRow[]>`
    select ${versionColumns(tx)}
    from forecast_version where status = 'published' order by published_at desc limit 1`;
  return row ?? null;
}

export interface NewVersion {
  id: string;
  asOf: string;
  firstWeek: string;
  orderHorizonWeeks: number;
  demandHorizonWeeks: number;
  demandEngine: string;
  nettingRuleVersion: string;
  previousVersionId: string | null;
  generatedAt: number;
}

/** Writes the draft of a new version with the next number. @returns its number */
export async function insertDraft(tx: PlatformTx, version: NewVersion): Promise<number> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('forecast version number'))`;
  const [row] = await tx.sql<{ number: number }[]>`
    insert into forecast_version (id, number, status, as_of, first_week, order_horizon_weeks, demand_horizon_weeks,
      demand_engine, netting_rule_version, input_hash, previous_version_id, generated_at)
    select ${version.id}, coalesce(max(number), 0) + 1, 'draft', ${version.asOf}, ${version.firstWeek},
      ${version.orderHorizonWeeks}, ${version.demandHorizonWeeks}, ${version.demandEngine},
      ${version.nettingRuleVersion}, '', ${version.previousVersionId}, ${new Date(version.generatedAt).toISOString()}
    from forecast_version
    returning number`;
  return row!.number;
}

/**
 * Publishes a draft, supersedes what was published before and announces it: listeners hear of it when, and only if, the
 * transaction commits.
 * @throws Error if the version is no draft (any more); nothing is superseded then
 */
export async function publishDraft(
  tx: PlatformTx,
  version: { id: string; inputHash: string; seriesCount: number; lineCount: number; publishedAt: number },
): Promise<void> {
  await tx.sql`update forecast_version set status = 'superseded' where status = 'published'`;
  const published = await tx.sql`
    update forecast_version set status = 'published', input_hash = ${version.inputHash},
      series_count = ${version.seriesCount}, line_count = ${version.lineCount},
      published_at = ${new Date(version.publishedAt).toISOString()}
    where id = ${version.id} and status = 'draft'`;
  if (published.count !== 1) throw new Error(`forecast version ${version.id} is not a draft`);
  await tx.sql`select pg_notify(${PUBLISHED_CHANNEL}, ${version.id})`;
}

/** Keeps a draft that could not be finished as failed, with the reason and without the rows it had got so far. */
export async function failDraft(tx: PlatformTx, id: string, reason: string): Promise<void> {
  const failed = await tx.sql`
    update forecast_version set status = 'failed', note = ${reason} where id = ${id} and status = 'draft'`;
  if (failed.count === 0) return;
  await tx.sql`
    delete from forecast_trace t using forecast_line l
    where l.version_id = ${id} and t.factory_id = l.factory_id and t.id = l.id`;
  await tx.sql`delete from forecast_line where version_id = ${id}`;
  await tx.sql`delete from demand_line where version_id = ${id}`;
}

/**
 * The version that a new one's fences measure from: the last one published in a week before `firstWeek`, so that several
 * runs in one week do not each move the firm zone by the agreed range. Null when none is that old.
 */
export async function selectFenceVersion(tx: PlatformTx, firstWeek: string): Promise<VersionRow | null> {
  const [row] = await tx.sql<VersionRow[]>`
    select ${versionColumns(tx)} from forecast_version
    where status in ('published', 'superseded') and first_week < ${firstWeek}::date
    order by number desc limit 1`;
  return row ?? null;
}

/** The latest versions, newest first, drafts and failures included. Platform scope. */
export async function selectVersions(
  tx: PlatformTx,
  limit: number,
): Promise<(VersionRow & { note: string | null; inputHash: string })[]> {
  return tx.sql<(VersionRow & { note: string | null; inputHash: string })[]>`
    select ${versionColumns(tx)}, note, input_hash as "inputHash"
    from forecast_version order by number desc limit ${limit}`;
}

/** A version by its id, published or superseded; null when there is none that the scope may see. */
export async function selectVersionById(tx: ReadTx, id: string): Promise<VersionRow | null> {
  const [row] = await tx.sql<VersionRow[]>`
    select ${versionColumns(tx)}
    from forecast_version where id = ${id}`;
  return row ?? null;
}
