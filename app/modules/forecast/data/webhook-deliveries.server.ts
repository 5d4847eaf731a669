import { newId } from '~/platform/new-id.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { FactoryCounts, PublishedVersionFacts, WebhookPayload } from '../domain/webhooks/events';

export interface NewDelivery {
  factoryId: string;
  endpointId: string;
  event: string;
  payload: WebhookPayload;
}

/** Adds deliveries that wait for their first attempt. @returns their ids, in order */
export async function insertDeliveries(
  tx: PlatformTx | TenantTx,
  deliveries: readonly NewDelivery[],
): Promise<string[]> {
  const rows = deliveries.map(({ factoryId, endpointId, event, payload }) => ({
    factory_id: factoryId,
    id: newId(),
    endpoint_id: endpointId,
    event,
    payload,
  }));
  await tx.sql`
    insert into webhook_delivery (factory_id, id, endpoint_id, event, payload)
    select factory_id, id, endpoint_id, event, payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(factory_id uuid, id uuid, endpoint_id uuid, event text, payload jsonb)`;
  return rows.map(({ id }) => id);
}

/** Who is to be told of a published version, with the figures of each one's own lines. */
export function selectPublicationAudience(
  tx: PlatformTx,
  versionId: string,
): Promise<({ factoryId: string; endpointId: string } & FactoryCounts)[]> {
  return tx.sql<({ factoryId: string; endpointId: string } & FactoryCounts)[]>`
    with listener as (
      select e.factory_id, e.id, f.slug from webhook_endpoint e join factory f on f.id = e.factory_id
      where e.is_active and 'forecast.published' = any(e.events)
    ), told as (
      select factory_id, count(*) filter (where change_kind <> 'dropped')::int as lines,
        count(*) filter (where change_kind = 'up')::int as up, count(*) filter (where change_kind = 'down')::int as down,
        count(*) filter (where change_kind = 'new')::int as added,
        count(*) filter (where change_kind = 'dropped')::int as dropped, sum(total_p50)::float8 as pieces
      from forecast_line where version_id = ${versionId} and factory_id in (select factory_id from listener)
      group by factory_id
    )
    select l.factory_id as "factoryId", l.id as "endpointId", l.slug as factory, coalesce(t.lines, 0) as lines,
      coalesce(t.up, 0) as up, coalesce(t.down, 0) as down, coalesce(t.added, 0) as added,
      coalesce(t.dropped, 0) as dropped, coalesce(t.pieces, 0) as pieces
    from listener l left join told t on t.factory_id = l.factory_id
    order by l.factory_id, l.id`;
}

/** What the announcement of a version says about it. */
export async function selectPublicationFacts(
  tx: PlatformTx,
  versionId: string,
): Promise<PublishedVersionFacts | null> {
  const [row] = await tx.sql<PublishedVersionFacts[]>`
    select number, as_of::text as "asOf", first_week::text as "firstWeek", order_horizon_weeks as "horizonWeeks",
      to_char(coalesce(published_at, now()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt"
    from forecast_version where id = ${versionId}`;
  return row ?? null;
}

export interface DeliveryToSend {
  endpointId: string;
  event: string;
  payload: WebhookPayload;
  url: string;
  secret: string;
  createdAt: string;
}

/**
 * A delivery whose given attempt is due, with its address; null when it was made already, was taken, or the address was
 * paused or removed meanwhile (a pause keeps it waiting).
 */
export async function selectDeliveryToSend(
  tx: PlatformTx,
  factoryId: string,
  deliveryId: string,
  attempt: number,
): Promise<DeliveryToSend | null> {
  const [row] = await tx.sql<DeliveryToSend[]>`
    select d.endpoint_id as "endpointId", d.event, d.payload, e.url, e.secret, d.created_at::text as "createdAt"
    from webhook_delivery d
    join webhook_endpoint e on e.factory_id = d.factory_id and e.id = d.endpoint_id
    where d.factory_id = ${factoryId} and d.id = ${deliveryId} and d.status = 'pending'
      and d.attempts = ${attempt - 1} and (e.is_active or d.event = 'webhook.test')`;
  return row ?? null;
}

/** Notes what an attempt came to. @returns whether it was this attempt's turn */
export async function recordAttempt(
  tx: PlatformTx,
  made: {
    factoryId: string;
    deliveryId: string;
    attempt: number;
    status: 'pending' | 'delivered' | 'failed';
    answerStatus: number | null;
    error: string | null;
    attemptedAt: number;
  },
): Promise<boolean> {
  const at = new Date(made.attemptedAt).toISOString();
  // Text of a foreign server: a NUL in it is none of ours to keep.
  const error = made.error?.replaceAll('\0', '') ?? null;
  const noted = await tx.sql`
    update webhook_delivery set status = ${made.status}, attempts = ${made.attempt},
      last_status = ${made.answerStatus}, last_error = ${error}, last_attempt_at = ${at}::timestamptz,
      delivered_at = case when ${made.status} = 'delivered' then ${at}::timestamptz end
    where factory_id = ${made.factoryId} and id = ${made.deliveryId} and status = 'pending'
      and attempts = ${made.attempt - 1}`;
  return noted.count === 1;
}

/** Switches an address off that has taken nothing since an instant, or in any case. */
export async function switchOffFailingEndpoint(
  tx: PlatformTx,
  given: { factoryId: string; endpointId: string; since: string; at: number; always: boolean },
): Promise<void> {
  await tx.sql`
    update webhook_endpoint e set is_active = false, disabled_at = ${new Date(given.at).toISOString()}::timestamptz
    where e.factory_id = ${given.factoryId} and e.id = ${given.endpointId} and e.is_active
      and (${given.always} or not exists (select from webhook_delivery d
        where d.factory_id = e.factory_id and d.endpoint_id = e.id and d.delivered_at >= ${given.since}::timestamptz))`;
}

/** Forgets deliveries that ended more than `days` ago. @returns how many */
export async function purgeDeliveries(tx: PlatformTx, days: number): Promise<number> {
  const gone = await tx.sql`
    delete from webhook_delivery where status <> 'pending' and created_at < now() - make_interval(days => ${days})`;
  return gone.count;
}
