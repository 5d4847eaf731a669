import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditFields, auditDiff, changedFields } from './audit-diff';

describe('auditDiff', () => {
  it('keeps only what changed', () => {
    expect(auditDiff({ role: 'viewer', email: 'a' }, { role: 'planner', email: 'a' })).toEqual({
      before: { role: 'viewer' },
      after: { role: 'planner' },
    });
  });

  it('keeps the whole of a creation and of a removal', () => {
    expect(auditDiff(null, { role: 'viewer', note: undefined })).toEqual({
      before: null,
      after: { role: 'viewer' },
    });
    expect(auditDiff({ role: 'viewer' }, null)).toEqual({ before: { role: 'viewer' }, after: null });
  });

  it('does not take the order of keys, or absent for null, as a change', () => {
    expect(auditDiff({ a: { x: 1, y: 2 }, b: null }, { a: { y: 2, x: 1 } })).toEqual({
      before: null,
      after: null,
    });
  });

  it('turns before into after when it is applied', () => {
    const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue() as fc.Arbitrary<never>);
    fc.assert(
      fc.property(fields, fields, (before: AuditFields, after: AuditFields) => {
        const diff = auditDiff(before, after);
        const full = (x: AuditFields) =>
          Object.fromEntries(['a', 'b', 'c', 'd'].map((k) => [k, JSON.parse(JSON.stringify(x[k] ?? null))]));
        expect(full({ ...before, ...diff.after })).toEqual(full(after));
        expect(full({ ...after, ...diff.before })).toEqual(full(before));
      }),
    );
  });
});

describe('changedFields', () => {
  it('pairs both sides by field', () => {
    expect(changedFields({ b: 1 }, { a: 2, b: 3 })).toEqual([
      { field: 'a', before: undefined, after: 2 },
      { field: 'b', before: 1, after: 3 },
    ]);
  });
});
