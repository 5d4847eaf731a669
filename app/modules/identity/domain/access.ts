import {
  type AccountPermission,
  type FactoryPermission,
  type FactoryRole,
  factoryRoleMay,
  isFactoryPermission,
  isPlatformPermission,
  type Permission,
  type PlatformPermission,
  type PlatformRole,
  platformRoleMay,
} from './permissions';

export type Locale = 'en' | 'zh';
export type ThemePreference = 'light' | 'dark' | 'auto';

/** The person behind a request, as snapshot into the audit log. */
export interface AccessUser {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: Locale;
  readonly theme: ThemePreference;
  /** IANA name; instants are shown in it. */
  readonly timeZone: string;
}

/** Where a request came from; written beside every change in the audit log. */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

export interface FactoryMembership {
  readonly factoryId: string;
  readonly slug: string;
  readonly nameEn: string;
  readonly nameZh: string;
  /** IANA name; the factory's calendar days are counted in it. */
  readonly timeZone: string;
  readonly role: FactoryRole;
}

/** A signed-in person with everything they belong to. Made by the session look-up of one request. */
export interface Identity {
  readonly user: AccessUser;
  /** Names the session without being able to resume it (the hash of its token). */
  readonly sessionKey: string;
  readonly memberships: readonly FactoryMembership[];
  readonly platformRole: PlatformRole | null;
  readonly origin: RequestOrigin;
}

export interface FactoryScope extends FactoryMembership {
  readonly kind: 'factory';
}

export interface PlatformScope {
  readonly kind: 'platform';
  readonly role: PlatformRole;
}

export interface AccountScope {
  readonly kind: 'account';
}

export type ScopeOf<P extends Permission> = P extends FactoryPermission
  ? FactoryScope
  : P extends PlatformPermission
    ? PlatformScope
    : P extends AccountPermission
      ? AccountScope
      : never;

/**
 * Proof that a person was allowed something in a scope. The class is not exported and carries a private field, so no
 * object literal, spread or cast-free code outside this file can make one: {@link authorize} is the only way.
 */
class AccessProof<P extends Permission> {
  readonly #proven = true;

  constructor(
    readonly permission: P,
    readonly user: AccessUser,
    readonly scope: ScopeOf<P>,
    readonly sessionKey: string,
    readonly origin: RequestOrigin,
  ) {
    Object.freeze(this);
  }

  static proves(value: unknown): value is AccessProof<Permission> {
    return typeof value === 'object' && value !== null && #proven in value && value.#proven;
  }
}

export type Access<P extends Permission = Permission> = AccessProof<P>;
export type FactoryAccess = Access<FactoryPermission>;
export type PlatformAccess = Access<PlatformPermission>;

/** True for a value made by {@link authorize} only; tenancy checks it before it sets a tenant. */
export function isAccess(value: unknown): value is Access {
  return AccessProof.proves(value);
}

export type Authorization<P extends Permission> =
  | { readonly ok: true; readonly access: Access<P> }
  | { readonly ok: false; readonly reason: 'not_member' | 'forbidden' };

/**
 * Decides one permission for one person, from the permission table and their memberships alone.
 *
 * @param factorySlug the factory in the URL; needed by factory permissions, ignored by the others. The platform's roles
 *   open no factory page: platform scope is a scope of its own, not a bypass.
 * @returns the proof, or `not_member` (the scope must look as if it did not exist), or `forbidden` (member, wrong role).
 */
export function authorize<P extends Permission>(
  identity: Identity,
  permission: P,
  factorySlug: string | undefined,
): Authorization<P> {
  const wanted: Permission = permission;
  if (isFactoryPermission(wanted)) {
    const membership = identity.memberships.find((m) => m.slug === factorySlug);
    if (!membership) return { ok: false, reason: 'not_member' };
    if (!factoryRoleMay(membership.role, wanted)) return { ok: false, reason: 'forbidden' };
    return prove(identity, permission, { kind: 'factory', ...membership });
  }
  if (isPlatformPermission(wanted)) {
    const role = identity.platformRole;
    if (!role) return { ok: false, reason: 'not_member' };
    if (!platformRoleMay(role, wanted)) return { ok: false, reason: 'forbidden' };
    return prove(identity, permission, { kind: 'platform', role });
  }
  return prove(identity, permission, { kind: 'account' });
}

function prove<P extends Permission>(
  identity: Identity,
  permission: P,
  scope: FactoryScope | PlatformScope | AccountScope,
): Authorization<P> {
  const access = new AccessProof(
    permission,
    identity.user,
    // The branches of authorize pair each kind of permission with its own kind of scope.
    Object.freeze(scope) as ScopeOf<P>,
    identity.sessionKey,
    identity.origin,
  );
  return { ok: true, access };
}

/** Whether the scope of an access also holds another permission: for buttons and navigation, never instead of a guard. */
export function alsoMay(access: Access, permission: Permission): boolean {
  const { scope } = access;
  if (isFactoryPermission(permission))
    return scope.kind === 'factory' && factoryRoleMay(scope.role, permission);
  if (isPlatformPermission(permission))
    return scope.kind === 'platform' && platformRoleMay(scope.role, permission);
  return true;
}
