import { calendarDate } from '~/kernel/calendar-date';
import { inPlatform, inTenant } from '~db/tenancy.server';
import {
  type AuditCursor,
  type AuditFilter,
  type AuditListRow,
  listAuditEvents,
  listFactoriesAuditEvents,
  listPlatformAuditEvents,
  type PlatformAuditListRow,
} from '../data/audit-events.server';
import { type FactoryName, listFactoryNames } from '../data/invitations.server';
import type { Access } from '../domain/access';
import { type ChangedField, changedFields } from '../domain/audit-diff';
import { endOfDay, startOfDay } from '../domain/zone-day';
import type { AuditSearch } from '../forms';

export const AUDIT_PAGE_SIZE = 50;

export interface AuditEventView {
  id: string;
  /** Epoch ms. */
  at: number;
  actorName: string;
  actorEmail: string | null;
  actorScope: 'factory' | 'platform' | 'system';
  action: string;
  entityType: string;
  entityLabel: string;
  changes: ChangedField[];
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  factory: { slug: string; nameEn: string; nameZh: string } | null;
}

export interface AuditPage {
  events: AuditEventView[];
  /** Cursor of the next, older page; null on the last one. */
  older: string | null;
}

export interface AuditPageInput {
  search: AuditSearch;
  /** Entries at most: a page, or all that an export takes. */
  limit?: number;
}

/** One page of a factory's audit log, newest first. */
export async function auditPage(
  access: Access<'audit:view'> | Access<'audit:export'>,
  { search, limit = AUDIT_PAGE_SIZE }: AuditPageInput,
): Promise<AuditPage> {
  const rows = await inTenant(
    access,
    (tx) => listAuditEvents(tx, tx.factoryId, filterOf(search, access), parseCursor(search.after), limit + 1),
    { accessMode: 'read only' },
  );
  return pageOf(
    rows.map((row) => ({ ...row, factory: null })),
    limit,
  );
}

export interface PlatformAuditPage extends AuditPage {
  factories: { slug: string; nameEn: string; nameZh: string }[];
}

/** One page of the platform's audit log and those of all factories, merged, newest first. */
export async function platformAuditPage(
  access: Access<'platform.audit:view'> | Access<'platform.audit:export'>,
  { search, limit = AUDIT_PAGE_SIZE }: AuditPageInput,
): Promise<PlatformAuditPage> {
  const after = parseCursor(search.after);
  const filter = filterOf(search, access);
  return inPlatform(
    access,
    async (tx) => {
      const factories = await listFactoryNames(tx);
      const one = factories.find((factory) => factory.slug === search.place);
      const own = one ? [] : await listPlatformAuditEvents(tx, filter, after, limit + 1);
      const theirs =
        search.place === 'platform'
          ? []
          : await listFactoriesAuditEvents(tx, one?.id, filter, after, limit + 1);
      const merged = [...own, ...theirs].sort(newestFirst).slice(0, limit + 1);
      return { ...pageOf(merged, limit), factories: factories.map(nameOnly) };
    },
    { accessMode: 'read only' },
  );
}

/** By instant to the microsecond, then by id: the order in which each log is read. */
function newestFirst(a: AuditListRow, b: AuditListRow): number {
  const [left, right] = [a.cursor.at + a.cursor.id, b.cursor.at + b.cursor.id];
  return left < right ? 1 : left > right ? -1 : 0;
}

/** The days of a search are those of the reader's time zone; `to` is included. */
function filterOf({ actor, action, entity, from, to }: AuditSearch, { user }: Access): AuditFilter {
  return {
    actor,
    action,
    entityType: entity,
    from: from === undefined ? undefined : startOfDay(calendarDate(from), user.timeZone),
    until: to === undefined ? undefined : endOfDay(calendarDate(to), user.timeZone),
  };
}

function pageOf(rows: PlatformAuditListRow[], limit: number): AuditPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    events: shown.map(view),
    older: rows.length > limit && last ? `${last.cursor.at}_${last.cursor.id}` : null,
  };
}

function view(row: PlatformAuditListRow): AuditEventView {
  const { id, actorName, actorEmail, actorScope, action, entityType, address, userAgent, requestId } = row;
  return {
    id,
    at: row.occurredAt.getTime(),
    actorName,
    actorEmail,
    actorScope,
    action,
    entityType,
    entityLabel: row.entityLabel ?? row.entityId,
    changes: changedFields(row.before, row.after),
    address,
    userAgent,
    requestId,
    factory: row.factory ? nameOnly(row.factory) : null,
  };
}

function nameOnly({ slug, nameEn, nameZh }: FactoryName) {
  return { slug, nameEn, nameZh };
}

const CURSOR =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function parseCursor(text: string | undefined): AuditCursor | null {
  const [, at, id] = text?.match(CURSOR) ?? [];
  // The pattern lets 99 o'clock pass, the database would not.
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
}
