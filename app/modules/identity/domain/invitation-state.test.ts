import { describe, expect, it } from 'vitest';
import { invitationState } from './invitation-state';
import { leavesNoOne } from './last-one';

describe('invitationState', () => {
  const open = { acceptedAt: null, revokedAt: null, expiresAt: 1000 };
  it.each([
    [open, 999, 'open'],
    [open, 1000, 'expired'],
    [{ ...open, revokedAt: 5 }, 10, 'revoked'],
    [{ ...open, acceptedAt: 5 }, 2000, 'accepted'],
  ] as const)('%o at %i is %s', (times, now, state) => expect(invitationState(times, now)).toBe(state));
});

describe('leavesNoOne', () => {
  it('holds on to the last owner only', () => {
    expect(leavesNoOne('owner', 1, 'owner', 'viewer')).toBe(true);
    expect(leavesNoOne('owner', 1, 'owner', null)).toBe(true);
    expect(leavesNoOne('owner', 1, 'owner', 'owner')).toBe(false);
    expect(leavesNoOne('owner', 2, 'owner', null)).toBe(false);
    expect(leavesNoOne('owner', 1, 'viewer', null)).toBe(false);
  });
});
