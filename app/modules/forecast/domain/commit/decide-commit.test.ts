import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type CommitTarget, decideCommit, type GivenCommit } from './decide-commit';

const given = (rest: Partial<GivenCommit> = {}): GivenCommit => ({
  commit: 500,
  upside: 0,
  reason: null,
  note: null,
  baseRevision: 0,
  seenForecast: 500,
  ...rest,
});
const target = (rest: Partial<CommitTarget> = {}): CommitTarget => ({
  forecast: 500,
  zone: 'firm',
  held: null,
  ...rest,
});
const held = (commit: number, revision = 1, forecast = 500) => ({
  commit,
  upside: 0,
  reason: null,
  note: null,
  revision,
  forecast,
  byName: 'Li Wei',
  at: 0,
});

describe('decideCommit', () => {
  it('takes a first answer and the next', () => {
    expect(decideCommit(given(), target())).toEqual({ kind: 'save', revision: 1 });
    expect(decideCommit(given({ baseRevision: 3 }), target({ held: held(480, 3) }))).toEqual({
      kind: 'save',
      revision: 4,
    });
  });
  it('writes nothing that is held already', () => {
    expect(decideCommit(given(), target({ held: held(500) })).kind).toBe('same');
  });
  it('answers a changed forecast with the same figure as a new revision', () => {
    const grown = target({ forecast: 450, held: held(500, 1, 500) });
    expect(decideCommit(given({ baseRevision: 1, seenForecast: 450 }), grown)).toEqual({
      kind: 'save',
      revision: 2,
    });
  });
  it('overwrites nothing unseen', () => {
    expect(decideCommit(given(), target({ held: held(450) }))).toEqual({
      kind: 'conflict',
      cause: 'answered',
    });
    expect(decideCommit(given(), target({ forecast: 650 }))).toEqual({ kind: 'conflict', cause: 'asked' });
  });
  it('refuses what may not be, and says why', () => {
    const refused = (decision: ReturnType<typeof decideCommit>) =>
      decision.kind === 'refused' && decision.problem.code;
    expect(refused(decideCommit(given(), null))).toBe('commit_bucket_unknown');
    expect(refused(decideCommit(given(), target({ zone: 'frozen' })))).toBe('commit_frozen');
    expect(refused(decideCommit(given({ commit: 1 }), target()))).toBe('commit_reason_missing');
  });
});

test('an answer is saved only over the revision and the figure that its author saw', () => {
  const small = fc.nat(4);
  fc.assert(
    fc.property(small, small, small, small, fc.boolean(), (base, seen, revision, forecast, isHeld) => {
      const now = target({ forecast, held: isHeld ? held(9, revision, forecast) : null });
      const decision = decideCommit(given({ baseRevision: base, seenForecast: seen }), now);
      if (decision.kind !== 'save') return;
      expect(base).toBe(isHeld ? revision : 0);
      expect(seen).toBe(forecast);
    }),
  );
});
