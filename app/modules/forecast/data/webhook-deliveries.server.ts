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
