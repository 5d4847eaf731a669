import { asSystem } from '~db/tenancy.server';
import { findAccountByEmail } from '../data/accounts.server';
import { findOpenInvitation } from '../data/invitations.server';
import type { Locale } from '../domain/access';
import type { FactoryRole, PlatformRole } from '../domain/permissions';

export interface InvitationView {
  to: 'factory' | 'platform';
  email: string;
  role: `factory.${FactoryRole}` | `platform.${PlatformRole}`;
  invitedByName: string;
  locale: Locale;
  /** The factory it invites into; null for the platform. */
  factory: { nameEn: string; nameZh: string } | null;
  expiresAt: number;
  hasAccount: boolean;
}

/** What the page behind an invitation's link shows; null when the link cannot be used (any more). */
export function viewInvitation(token: string, now: number): Promise<InvitationView | null> {
  return asSystem('identity:invitation', async (tx) => {
    const found = await findOpenInvitation(tx, token, now);
    if (!found) return null;
    const { to, email, invitedByName, locale, expiresAt } = found;
    const role = to === 'factory' ? (`factory.${found.role}` as const) : (`platform.${found.role}` as const);
    const factory = found.to === 'factory' ? { nameEn: found.nameEn, nameZh: found.nameZh } : null;
    const hasAccount = (await findAccountByEmail(tx, email)) !== null;
    return { to, email, role, invitedByName, locale, expiresAt, hasAccount, factory };
  });
}
