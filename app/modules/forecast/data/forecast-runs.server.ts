import type { PlatformTx } from '~db/tenancy.server';

export type RunReason = 'schedule' | 'request' | 'import' | 'seed' | 'command';
export type RunStatus = 'queued' | 'running' | 'cancelling' | 'cancelled' | 'failed' | 'done';

/** One calculation of a version. Instants are ISO 8601. */
export interface RunRow {
  id: string;
  reason: RunReason;
  status: RunStatus;
  asOf: string | null;
  publishes: boolean;
  versionId: string | null;
  versionNumber: number | null;
  versionStatus: string | null;
  requestedByName: string | null;
  done: number;
  total: number;
  error: string | null;
  queuedAt: string;
  startedAt: string | null;
  heartbeatAt: string | null;
  finishedAt: string | null;
  cancelledByName: string | null;
  /** No newer version has been begun: what was written of this one is still there. */
  isNewest: boolean;
}

/** The channel on which the progress of runs is announced to every web process. */
export const RUN_CHANNEL = 'forecast_run';

/** A running run without a sign of life for this long was cut off, and another worker takes it up. */
export const CUT_OFF_SECONDS = 90;

const columns = (tx: PlatformTx) => tx.sql`
  r.id, r.reason, r.status, r.as_of::text as "asOf", r.publishes, r.version_id as "versionId", v.number as "versionNumber",
  v.status as "versionStatus", r.requested_by_name as "requestedByName", r.done, r.total, r.error,
  r.queued_at as "queuedAt", r.started_at as "startedAt", r.heartbeat_at as "heartbeatAt",
  r.finished_at as "finishedAt", r.cancelled_by_name as "cancelledByName",
  (r.version_id is null or v.number = (select max(number) from forecast_version)) as "isNewest"`;

const announce = (tx: PlatformTx, id: string) => tx.sql`select pg_notify(${RUN_CHANNEL}, ${id})`;

export interface NewRun {
  id: string;
  reason: RunReason;
  publishes: boolean;
  asOf: string | null;
  requestedBy?: { id: string; name: string } | null;
}

/** Puts a run into the queue; one that is known by its id already stays as it is. */
export async function insertRun(tx: PlatformTx, run: NewRun): Promise<void> {
  await tx.sql`
    insert into forecast_run (id, reason, publishes, as_of, requested_by_user_id, requested_by_name)
    values (${run.id}, ${run.reason}, ${run.publishes}, ${run.asOf}, ${run.requestedBy?.id ?? null},
      ${run.requestedBy?.name ?? null})
    on conflict (id) do nothing`;
  await announce(tx, run.id);
}

/**
 * Takes up the run that is next: one that was cut off, else the oldest that waits. None while another is under way.
 * Workers ask one after the other.
 */
export async function claimRun(tx: PlatformTx): Promise<RunRow | null> {
  const { sql } = tx;
  await sql`select pg_advisory_xact_lock(hashtext('forecast run'))`;
  const cutOff = sql`heartbeat_at < now() - make_interval(secs => ${CUT_OFF_SECONDS})`;
  const ended = await sql<{ id: string }[]>`
    update forecast_run set status = 'cancelled', finished_at = now() where status = 'cancelling' and ${cutOff}
    returning id`;
  for (const { id } of ended) await announce(tx, id);
  const [next] = await sql<{ id: string }[]>`
    select id from forecast_run
    where not exists (select from forecast_run where status in ('running', 'cancelling') and not (${cutOff}))
      and ((status = 'running' and ${cutOff}) or status = 'queued')
    order by status = 'queued', queued_at, id limit 1`;
  return next ? startRun(tx, next.id) : null;
}

/** Says that a run has begun, or goes on. */
export async function startRun(tx: PlatformTx, id: string): Promise<RunRow> {
  await tx.sql`
    update forecast_run set status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now(),
      finished_at = null, error = null, cancelled_by_name = null
    where id = ${id}`;
  await announce(tx, id);
  return (await selectRun(tx, id))!;
}

/** Ties a run to its version and says how much there is to do. */
export async function planRun(
  tx: PlatformTx,
  run: { id: string; versionId: string; asOf: string; done: number; total: number },
): Promise<void> {
  await tx.sql`
    update forecast_run set version_id = ${run.versionId}, as_of = ${run.asOf}, done = ${run.done}, total = ${run.total},
      heartbeat_at = now() where id = ${run.id}`;
  await announce(tx, run.id);
}

/** Counts SKUs as done. @returns the run's status: `cancelling` asks to stop */
export async function advanceRun(tx: PlatformTx, id: string, skus: number): Promise<RunStatus> {
  const [row] = await tx.sql<{ status: RunStatus }[]>`
    update forecast_run set done = done + ${skus}, heartbeat_at = now() where id = ${id} returning status`;
  await announce(tx, id);
  return row!.status;
}

/** A sign of life between chunks. */
export async function touchRun(tx: PlatformTx, id: string): Promise<void> {
  await tx.sql`update forecast_run set heartbeat_at = now() where id = ${id} and status in ('running', 'cancelling')`;
}

/** Ends a run, or puts it back into the queue. `error` says why it failed or did not publish. */
export async function endRun(
  tx: PlatformTx,
  id: string,
  status: 'done' | 'failed' | 'cancelled' | 'queued',
  error: string | null = null,
): Promise<void> {
  await tx.sql`
    update forecast_run set status = ${status}, error = ${error}, heartbeat_at = null,
      finished_at = ${status === 'queued' ? null : tx.sql`now()`}
    where id = ${id}`;
  await announce(tx, id);
}

/** Asks a run to stop: one that waits ends at once, one under way between two chunks. @returns whether it could be asked */
export async function cancelRun(tx: PlatformTx, id: string, byName: string): Promise<boolean> {
  const asked = await tx.sql`
    update forecast_run set status = case when status = 'queued' then 'cancelled' else 'cancelling' end,
      finished_at = case when status = 'queued' then now() end, cancelled_by_name = ${byName}
    where id = ${id} and status in ('queued', 'running')`;
  await announce(tx, id);
  return asked.count === 1;
}

/** Puts a run that stopped before its end back into the queue. @returns whether there was one to put back */
export async function requeueRun(tx: PlatformTx, id: string): Promise<boolean> {
  const queued = await tx.sql`
    update forecast_run r set status = 'queued', queued_at = now(), finished_at = null
    where id = ${id} and status in ('failed', 'cancelled') and (version_id is null or (
      select v.number = (select max(number) from forecast_version) and v.status in ('draft', 'failed')
      from forecast_version v where v.id = r.version_id))`;
  await announce(tx, id);
  return queued.count === 1;
}

export async function selectRun(tx: PlatformTx, id: string): Promise<RunRow | null> {
  const [row] = await tx.sql<RunRow[]>`
    select ${columns(tx)} from forecast_run r left join forecast_version v on v.id = r.version_id where r.id = ${id}`;
  return row ?? null;
}

/** The latest runs, newest first. */
export function selectRuns(tx: PlatformTx, limit: number): Promise<RunRow[]> {
  return tx.sql<RunRow[]>`
    select ${columns(tx)} from forecast_run r left join forecast_version v on v.id = r.version_id
    order by r.queued_at desc, r.id desc limit ${limit}`;
}

/** What the latest runs stand at, as text that changes when any of them does. */
export async function selectRunsState(tx: PlatformTx): Promise<string> {
  const rows = await tx.sql<{ state: string }[]>`
    select concat_ws(' ', id, status, done, total) as state from forecast_run order by queued_at desc, id desc limit 5`;
  return rows.map(({ state }) => state).join('; ');
}
