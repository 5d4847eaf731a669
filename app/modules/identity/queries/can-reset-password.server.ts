import { asSystem } from '~db/tenancy.server';
import { isUsableReset } from '../data/password-resets.server';
import { hashToken } from '../data/tokens.server';

/** Whether a link for a new password can still be used. @param now epoch ms */
export function canResetPassword(token: string, now: number): Promise<boolean> {
  return asSystem('identity:password-reset', (tx) => isUsableReset(tx, hashToken(token), now));
}
