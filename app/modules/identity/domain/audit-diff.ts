/** A value as the audit log keeps it: JSON, with amounts as decimal strings. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [k: string]: AuditValue };
export type AuditFields = Readonly<Record<string, AuditValue | undefined>>;

export interface AuditDiff {
  before: Record<string, AuditValue> | null;
  after: Record<string, AuditValue> | null;
}

/**
 * Leaves only the fields that changed. A creation (`before` null) keeps every field after, a removal every field before.
 *
 * @returns null on both sides when nothing changed.
 */
export function auditDiff(before: AuditFields | null, after: AuditFields | null): AuditDiff {
  if (!before || !after)
    return { before: before ? defined(before) : null, after: after ? defined(after) : null };
  const diff = { before: {} as Record<string, AuditValue>, after: {} as Record<string, AuditValue> };
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[field] ?? null, after[field] ?? null];
    if (canonical(old) === canonical(now)) continue;
    diff.before[field] = old;
    diff.after[field] = now;
  }
  return Object.keys(diff.after).length > 0 ? diff : { before: null, after: null };
}

export interface ChangedField {
  field: string;
  before: AuditValue | undefined;
  after: AuditValue | undefined;
}

/** The rows of a diff view, fields in alphabetical order. */
export function changedFields(before: AuditFields | null, after: AuditFields | null): ChangedField[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].sort().map((field) => ({ field, before: before?.[field], after: after?.[field] }));
}

function defined(fields: AuditFields): Record<string, AuditValue> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, AuditValue] => entry[1] !== undefined),
  );
}

/** JSON with sorted keys, so that the order in which an object was built is no change. */
function canonical(value: AuditValue): string {
  return JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
