import { newId } from '~/platform/new-id.server';
import type { TenantTx } from '~db/tenancy.server';

export interface EndpointRow {
  id: string;
  url: string;
  description: string | null;
  events: string[];
  isActive: boolean;
  /** Epoch ms; set when it was switched off because nothing was taken. */
  disabledAt: number | null;
  createdByName: string;
  createdAt: number;
  lastDeliveredAt: number | null;
  pending: number;
  failed: number;
}

export interface DeliveryRow {
  id: string;
  event: string;
  status: 'pending' | 'delivered' | 'failed';
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: number;
  lastAttemptAt: number | null;
}

/** The factory's addresses, oldest first; never a secret. */
export function selectEndpoints(tx: TenantTx, id?: string): Promise<EndpointRow[]> {
  return tx.sql<EndpointRow[]>`
    select e.id, e.url, e.description, e.events, e.is_active as "isActive", e.created_by_name as "createdByName",
      (extract(epoch from e.disabled_at) * 1000)::float8 as "disabledAt",
      (extract(epoch from e.created_at) * 1000)::float8 as "createdAt",
      (extract(epoch from max(d.delivered_at)) * 1000)::float8 as "lastDeliveredAt",
      (count(*) filter (where d.status = 'pending'))::int as pending,
      (count(*) filter (where d.status = 'failed'))::int as failed
    from webhook_endpoint e
    left join webhook_delivery d on d.factory_id = e.factory_id and d.endpoint_id = e.id
    where e.factory_id = ${tx.factoryId} ${id === undefined ? tx.sql`` : tx.sql`and e.id = ${id}`}
    group by e.factory_id, e.id order by e.created_at, e.id`;
}

/** @returns the address's id */
export async function insertEndpoint(
  tx: TenantTx,
  endpoint: {
    url: string;
    description: string | null;
    secret: string;
    events: readonly string[];
    createdByName: string;
  },
): Promise<string> {
  const id = newId();
  await tx.sql`
    insert into webhook_endpoint (factory_id, id, url, description, secret, events, created_by_name)
    values (${tx.factoryId}, ${id}, ${endpoint.url}, ${endpoint.description}, ${endpoint.secret},
      ${endpoint.events as string[]}::text[], ${endpoint.createdByName})`;
  return id;
}

export async function setEndpointActive(tx: TenantTx, id: string, isActive: boolean): Promise<void> {
  await tx.sql`
    update webhook_endpoint set is_active = ${isActive}, disabled_at = null
    where factory_id = ${tx.factoryId} and id = ${id}`;
}

/** Deletes an address and the log of its deliveries. */
export async function deleteEndpoint(tx: TenantTx, id: string): Promise<void> {
  await tx.sql`delete from webhook_delivery where factory_id = ${tx.factoryId} and endpoint_id = ${id}`;
  await tx.sql`delete from webhook_endpoint where factory_id = ${tx.factoryId} and id = ${id}`;
}

/** Deliveries that wait, with the attempts made: what goes out when an address is resumed. */
export function selectWaiting(tx: TenantTx, endpointId: string): Promise<{ id: string; attempts: number }[]> {
  return tx.sql<{ id: string; attempts: number }[]>`
    select id, attempts from webhook_delivery
    where factory_id = ${tx.factoryId} and endpoint_id = ${endpointId} and status = 'pending' order by created_at, id`;
}

/** Lets a delivery that ended begin anew. @returns whether it had ended */
export async function reopenDelivery(tx: TenantTx, endpointId: string, id: string): Promise<boolean> {
  const reopened = await tx.sql`
    update webhook_delivery set status = 'pending', attempts = 0, delivered_at = null
    where factory_id = ${tx.factoryId} and endpoint_id = ${endpointId} and id = ${id} and status <> 'pending'`;
  return reopened.count === 1;
}

/** The log of an address, newest first, from a place on. @param after id of the last delivery shown */
export function selectDeliveries(
  tx: TenantTx,
  endpointId: string,
  after: string | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return tx.sql<DeliveryRow[]>`
    select id, event, status, attempts, last_status as "lastStatus", last_error as "lastError",
      (extract(epoch from created_at) * 1000)::float8 as "createdAt",
      (extract(epoch from last_attempt_at) * 1000)::float8 as "lastAttemptAt"
    from webhook_delivery d
    where factory_id = ${tx.factoryId} and endpoint_id = ${endpointId}
      ${after === null ? tx.sql`` : tx.sql`and (created_at, id) < (select created_at, id from webhook_delivery where factory_id = ${tx.factoryId} and id = ${after})`}
    order by created_at desc, id desc limit ${limit}`;
}
