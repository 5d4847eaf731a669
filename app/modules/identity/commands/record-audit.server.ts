import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import { type ActorScope, insertAuditEvent, insertPlatformAuditEvent } from '../data/audit-events.server';
import { type Access, isAccess, type RequestOrigin } from '../domain/access';
import type { AuditAction } from '../domain/audit-actions';
import { type AuditFields, auditDiff } from '../domain/audit-diff';

/** Who changed something: the holder of an access, a job or script, or somebody who is just becoming a member. */
export type AuditActor =
  | Access
  | { system: string }
  | { id: string; displayName: string; email: string; scope: ActorScope; origin: RequestOrigin };

export interface AuditEntry {
  by: AuditActor;
  action: AuditAction;
  /** What was changed: its kind (a table's name), its id, and how a reader knows it (an order number, an address). */
  entity: { type: string; id: string; label?: string };
  /** Null or absent before a creation, and after a removal. Only fields that differ are kept. Never a secret. */
  before?: AuditFields | null;
  after?: AuditFields | null;
  /** In the platform's scope: the factory whose data changed, in whose log the entry then stands. */
  factoryId?: string;
}

/**
 * Writes a change into the audit log, in the transaction that makes the change: who (name and address as they were), when,
 * what before and after, from where. A change that changes nothing is not written.
 *
 * In a factory's scope, and for a `factoryId`, it goes into that factory's log; otherwise into the platform's.
 */
export async function recordAudit(tx: TenantTx | PlatformTx, entry: AuditEntry): Promise<void> {
  const diff = auditDiff(entry.before ?? null, entry.after ?? null);
  if (entry.before && entry.after && !diff.before && !diff.after) return;
  const row = {
    occurredAt: new Date(),
    ...actorColumns(entry.by),
    action: entry.action,
    entityType: entry.entity.type,
    entityId: entry.entity.id,
    entityLabel: entry.entity.label ?? null,
    ...diff,
  };
  if ('factoryId' in tx) return insertAuditEvent(tx, tx.factoryId, row);
  if (entry.factoryId !== undefined) return insertAuditEvent(tx, entry.factoryId, row);
  return insertPlatformAuditEvent(tx, row);
}

function actorColumns(by: AuditActor) {
  if ('system' in by) {
    return {
      actorUserId: null,
      actorName: by.system,
      actorEmail: null,
      actorScope: 'system' as const,
      address: null,
      userAgent: null,
      requestId: null,
    };
  }
  const person = isAccess(by) ? by.user : by;
  return {
    actorUserId: person.id,
    actorName: person.displayName,
    actorEmail: person.email,
    actorScope: isAccess(by) ? scopeOf(by) : by.scope,
    address: by.origin.ip,
    userAgent: by.origin.userAgent?.slice(0, 500) ?? null,
    requestId: by.origin.requestId,
  };
}

/** People act on their own account as themselves; the log of the platform files that under the platform. */
function scopeOf(access: Access): ActorScope {
  return access.scope.kind === 'factory' ? 'factory' : 'platform';
}
