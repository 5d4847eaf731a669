import { and, desc, eq, gte, ilike, like, lt, or, type SQL, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { auditEvent, factory, platformAuditEvent } from '~db/schema/identity';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { AuditFields } from '../domain/audit-diff';

export type ActorScope = 'factory' | 'platform' | 'system';

export interface AuditRow {
  id: string;
  occurredAt: Date;
  actorUserId: string | null;
  actorName: string;
  actorEmail: string | null;
  actorScope: ActorScope;
  action: string;
  entityType: string;
  entityId: string;
  entityLabel: string | null;
  before: AuditFields | null;
  after: AuditFields | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
}

/** Adds an entry to a factory's log. */
export async function insertAuditEvent(
  tx: TenantTx | PlatformTx,
  factoryId: string,
  row: Omit<AuditRow, 'id'>,
): Promise<void> {
  await tx.db.insert(auditEvent).values({ id: newId(), factoryId, ...row });
}

/** Adds an entry to the log of what belongs to no factory. */
export async function insertPlatformAuditEvent(tx: PlatformTx, row: Omit<AuditRow, 'id'>): Promise<void> {
  await tx.db.insert(platformAuditEvent).values({ id: newId(), ...row });
}

export interface AuditFilter {
  /** Part of a name or address. */
  actor?: string | undefined;
  /** An action, or the beginning of several up to a dot: `member.`. */
  action?: string | undefined;
  entityType?: string | undefined;
  entityId?: string | undefined;
  /** Instants, epoch ms; `from` is included, `until` is not. */
  from?: number | undefined;
  until?: number | undefined;
}

/** Where the previous page ended: instant with microseconds (ISO, UTC) and id of its last entry. */
export interface AuditCursor {
  at: string;
  id: string;
}

export interface AuditListRow extends AuditRow {
  cursor: AuditCursor;
}

/** A factory's entries, newest first, after the cursor. Reads `limit` rows along the index, at any depth. */
export function listAuditEvents(
  tx: TenantTx | PlatformTx,
  factoryId: string,
  filter: AuditFilter,
  after: AuditCursor | null,
  limit: number,
): Promise<AuditListRow[]> {
  return tx.db
    .select(columnsOf(auditEvent))
    .from(auditEvent)
    .where(
      and(eq(auditEvent.factoryId, factoryId), matches(auditEvent, filter), olderThan(auditEvent, after)),
    )
    .orderBy(desc(auditEvent.occurredAt), desc(auditEvent.id))
    .limit(limit);
}

export interface PlatformAuditListRow extends AuditListRow {
  /** The factory whose log the entry is in; null for what belongs to none. */
  factory: { id: string; slug: string; nameEn: string; nameZh: string } | null;
}

/** Entries of the platform's own log, newest first. */
export async function listPlatformAuditEvents(
  tx: PlatformTx,
  filter: AuditFilter,
  after: AuditCursor | null,
  limit: number,
): Promise<PlatformAuditListRow[]> {
  const rows = await tx.db
    .select(columnsOf(platformAuditEvent))
    .from(platformAuditEvent)
    .where(and(matches(platformAuditEvent, filter), olderThan(platformAuditEvent, after)))
    .orderBy(desc(platformAuditEvent.occurredAt), desc(platformAuditEvent.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, factory: null }));
}

/** Entries of all factories' logs, or of one, newest first. */
export async function listFactoriesAuditEvents(
  tx: PlatformTx,
  factoryId: string | undefined,
  filter: AuditFilter,
  after: AuditCursor | null,
  limit: number,
): Promise<PlatformAuditListRow[]> {
  return tx.db
    .select({
      ...columnsOf(auditEvent),
      factory: { id: factory.id, slug: factory.slug, nameEn: factory.nameEn, nameZh: factory.nameZh },
    })
    .from(auditEvent)
    .innerJoin(factory, eq(factory.id, auditEvent.factoryId))
    .where(
      and(
        factoryId === undefined ? undefined : eq(auditEvent.factoryId, factoryId),
        matches(auditEvent, filter),
        olderThan(auditEvent, after),
      ),
    )
    .orderBy(desc(auditEvent.occurredAt), desc(auditEvent.id))
    .limit(limit);
}

type EventTable = typeof auditEvent | typeof platformAuditEvent;

function columnsOf(t: EventTable) {
  return {
    id: t.id,
    occurredAt: t.occurredAt,
    actorUserId: t.actorUserId,
    actorName: t.actorName,
    actorEmail: t.actorEmail,
    actorScope: t.actorScope,
    action: t.action,
    entityType: t.entityType,
    entityId: t.entityId,
    entityLabel: t.entityLabel,
    before: sql<AuditFields | null>`${t.before}`,
    after: sql<AuditFields | null>`${t.after}`,
    address: t.address,
    userAgent: t.userAgent,
    requestId: t.requestId,
    // The driver's Date has milliseconds only; a cursor that loses microseconds would repeat or skip entries.
    cursor: {
      at: sql<string>`to_char(${t.occurredAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
      id: t.id,
    },
  };
}

function matches(t: EventTable, filter: AuditFilter): SQL | undefined {
  const { actor, action, entityType, entityId, from, until } = filter;
  const actorPattern = actor ? `%${escapeLike(actor)}%` : undefined;
  return and(
    actorPattern ? or(ilike(t.actorName, actorPattern), ilike(t.actorEmail, actorPattern)) : undefined,
    action?.endsWith('.') ? like(t.action, `${escapeLike(action)}%`) : undefined,
    action && !action.endsWith('.') ? eq(t.action, action) : undefined,
    entityType ? eq(t.entityType, entityType) : undefined,
    entityId ? eq(t.entityId, entityId) : undefined,
    from === undefined ? undefined : gte(t.occurredAt, new Date(from)),
    until === undefined ? undefined : lt(t.occurredAt, new Date(until)),
  );
}

function olderThan(t: EventTable, after: AuditCursor | null): SQL | undefined {
  if (!after) return undefined;
  return sql`(${t.occurredAt}, ${t.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
