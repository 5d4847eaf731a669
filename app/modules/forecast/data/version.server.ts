import type { PlatformTx } from '~db/tenancy.server';
import type { CheckResult } from '../domain/publish-checks';
import type { ReadTx } from './forecast-lines.server';

/** What a version says of itself. Dates are YYYY-MM-DD, instants ISO 8601. */
export interface VersionRow {
  id: string;
  number: number;
  status: 'draft' | 'published' | 'superseded' | 'failed' | 'discarded';
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

/** Writes down what a finished draft was made from, what it holds and what its checks found. */
export async function completeDraft(
  tx: PlatformTx,
  version: { id: string; inputHash: string; seriesCount: number; lineCount: number; checks: object },
): Promise<void> {
  const completed = await tx.sql`
    update forecast_version set input_hash = ${version.inputHash}, series_count = ${version.seriesCount},
      line_count = ${version.lineCount}, checks = ${JSON.stringify(version.checks)}::text::jsonb
    where id = ${version.id} and status = 'draft'`;
  if (completed.count !== 1) throw new Error(`forecast version ${version.id} is not a draft`);
}

/**
 * Publishes a draft, supersedes what was published before and announces it: listeners hear of it when, and only if, the
 * transaction commits.
 * @param by who published it; null when the nightly run did
 * @throws Error if the version is no finished draft (any more); nothing is superseded then
 */
export async function publishDraft(
  tx: PlatformTx,
  version: { id: string; publishedAt: number; by: string | null; note: string | null },
): Promise<void> {
  await tx.sql`update forecast_version set status = 'superseded' where status = 'published'`;
  const published = await tx.sql`
    update forecast_version set status = 'published', published_by_name = ${version.by}, note = ${version.note},
      published_at = ${new Date(version.publishedAt).toISOString()}
    where id = ${version.id} and status = 'draft' and input_hash <> ''`;
  if (published.count !== 1) throw new Error(`forecast version ${version.id} is not a finished draft`);
  await tx.sql`select pg_notify(${PUBLISHED_CHANNEL}, ${version.id})`;
}

/** Keeps a draft that was not finished as failed, with the reason. Its rows stay until the next run begins. */
export async function failDraft(tx: PlatformTx, id: string, reason: string | null): Promise<void> {
  await tx.sql`
    update forecast_version set status = 'failed', note = ${reason} where id = ${id} and status = 'draft'`;
}

/** Makes a version that failed a draft again, of the engine and rule that go on with it. */
export async function reopenDraft(
  tx: PlatformTx,
  version: { id: string; demandEngine: string; nettingRuleVersion: string },
): Promise<void> {
  await tx.sql`
    update forecast_version set status = 'draft', note = null, demand_engine = ${version.demandEngine},
      netting_rule_version = ${version.nettingRuleVersion}
    where id = ${version.id} and status in ('draft', 'failed')`;
}

/** Publications and decisions about drafts happen one after the other. */
export async function lockVersions(tx: PlatformTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('forecast version number'))`;
}

export interface DraftRow {
  id: string;
  number: number;
  status: VersionRow['status'];
  previousVersionId: string | null;
  /** All its lines are written and its checks have run. */
  isFinished: boolean;
  checks: CheckResult[];
}

/** What a decision about a version looks at; null when there is no such version. */
export async function selectDraft(tx: PlatformTx, id: string): Promise<DraftRow | null> {
  const [row] = await tx.sql<DraftRow[]>`
    select id, number, status, previous_version_id as "previousVersionId", input_hash <> '' as "isFinished",
      coalesce(checks, '[]'::jsonb) as checks
    from forecast_version where id = ${id}`;
  return row ?? null;
}

/** Decides that a draft is not published. @returns whether there was one */
export async function discardDraft(tx: PlatformTx, id: string, note: string | null): Promise<boolean> {
  const discarded = await tx.sql`
    update forecast_version set status = 'discarded', note = coalesce(${note}, note)
    where id = ${id} and status = 'draft'`;
  return discarded.count === 1;
}

/**
 * Versions whose rows nobody needs any more: failed and discarded ones, and finished drafts from before the published one.
 * Those that still have rows.
 */
export async function selectLeftovers(tx: PlatformTx): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select v.id from forecast_version v
    where (v.status in ('failed', 'discarded') or (v.status = 'draft' and v.input_hash <> ''
        and v.number < (select max(number) from forecast_version where status = 'published')))
      and (exists (select from forecast_line l where l.version_id = v.id)
        or exists (select from demand_line d where d.version_id = v.id))
      and not exists (select from forecast_run r where r.version_id = v.id and r.status in ('running', 'cancelling'))
    order by v.number`;
  return rows.map(({ id }) => id);
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

/** A version with all that its page shows. Platform scope. */
export interface VersionDetail extends VersionRow {
  note: string | null;
  inputHash: string;
  publishedByName: string | null;
  /** Null before its lines were complete. */
  checks: CheckResult[] | null;
  previousNumber: number | null;
  /** The version that is published now. */
  publishedId: string | null;
  factories: number;
  /** Status of the run that makes or made it. */
  runStatus: string | null;
}

/** A version by its number; null when there is none. */
export async function selectVersionDetail(tx: PlatformTx, number: number): Promise<VersionDetail | null> {
  const [row] = await tx.sql<VersionDetail[]>`
    select ${versionColumns(tx)}, note, input_hash as "inputHash", published_by_name as "publishedByName", checks,
      (select p.number from forecast_version p where p.id = v.previous_version_id) as "previousNumber",
      (select p.id from forecast_version p where p.status = 'published' order by p.published_at desc limit 1)
        as "publishedId",
      (select count(distinct l.factory_id)::int from forecast_line l where l.version_id = v.id) as factories,
      (select r.status from forecast_run r where r.version_id = v.id) as "runStatus"
    from forecast_version v where number = ${number}`;
  return row ?? null;
}
