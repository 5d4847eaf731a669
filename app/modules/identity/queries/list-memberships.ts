import type { FactoryMembership, Identity } from '../domain/access';
import type { PlatformRole } from '../domain/permissions';

export interface Memberships {
  /** In the order of their English names. */
  factories: FactoryMembership[];
  platformRole: PlatformRole | null;
}

/** What the switcher offers a person: their factories and, if they belong to it, the platform. Costs no query. */
export function listMemberships(identity: Identity): Memberships {
  return { factories: [...identity.memberships], platformRole: identity.platformRole };
}

/** Where a person lands after sign-in: their only or first factory, the platform, or their account. */
export function homePath(identity: Pick<Identity, 'memberships' | 'platformRole'>): string {
  if (identity.platformRole) return '/platform';
  const first = identity.memberships[0];
  return first ? `/factories/${first.slug}` : '/account';
}
