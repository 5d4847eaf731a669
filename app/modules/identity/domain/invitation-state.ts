export const INVITATION_DAYS = 7;
export const PASSWORD_RESET_MINUTES = 60;

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

export interface InvitationTimes {
  readonly acceptedAt: number | null;
  readonly revokedAt: number | null;
  readonly expiresAt: number;
}

/** The state of an invitation at `now` (all epoch ms). Only an open one can be accepted or revoked. */
export function invitationState(times: InvitationTimes, now: number): InvitationState {
  if (times.acceptedAt !== null) return 'accepted';
  if (times.revokedAt !== null) return 'revoked';
  return now >= times.expiresAt ? 'expired' : 'open';
}
