/**
 * Who may do what: the one permission table of the portal. Pure data; the denial matrix test compares every route with it.
 *
 * A permission is named `area:verb` in a factory's scope, `platform.area:verb` in the platform's and `account:verb` for
 * what everybody may do with their own account. The areas are those of the navigation (overview, forecast, orders,
 * inventory, capacity, quality, freight, rebates, settings) plus members and audit. The verbs `view` and `export`
 * read; every other verb changes something, so a new verb is a write unless it is added to {@link READ_VERBS}.
 */

export const FACTORY_ROLES = ['owner', 'planner', 'quality', 'shipping', 'finance', 'viewer'] as const;
export type FactoryRole = (typeof FACTORY_ROLES)[number];

export const PLATFORM_ROLES = [
  'buyer',
  'supplier_success',
  'logistics',
  'quality',
  'admin',
  'auditor',
] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

const EVERY_FACTORY_ROLE: readonly FactoryRole[] = FACTORY_ROLES;
const EVERY_PLATFORM_ROLE: readonly PlatformRole[] = PLATFORM_ROLES;

/** Factory permissions and the roles that hold them. */
export const FACTORY_PERMISSIONS = {
  'overview:view': EVERY_FACTORY_ROLE,
  'forecast:view': EVERY_FACTORY_ROLE,
  'forecast:export': EVERY_FACTORY_ROLE,
  'forecast:commit': ['owner', 'planner'],
  'forecast:triage': ['owner', 'planner', 'quality', 'shipping', 'finance'],
  'forecast:subscribe': ['owner', 'planner', 'quality', 'shipping', 'finance'],
  'orders:view': EVERY_FACTORY_ROLE,
  'orders:export': EVERY_FACTORY_ROLE,
  'orders:answer': ['owner', 'planner'],
  'orders:progress': ['owner', 'planner', 'quality', 'shipping'],
  'orders:inspect': ['owner', 'quality'],
  'orders:ship': ['owner', 'planner', 'shipping'],
  'orders:message': ['owner', 'planner', 'quality', 'shipping', 'finance'],
  'inventory:view': EVERY_FACTORY_ROLE,
  'inventory:export': EVERY_FACTORY_ROLE,
  'members:view': EVERY_FACTORY_ROLE,
  'members:manage': ['owner'],
  'audit:view': ['owner'],
  'audit:export': ['owner'],
  'settings:view': EVERY_FACTORY_ROLE,
  'settings:manage': ['owner'],
} as const satisfies Record<string, readonly FactoryRole[]>;

/** Platform permissions and the roles that hold them. The auditor reads all and changes nothing. */
export const PLATFORM_PERMISSIONS = {
  'platform.overview:view': EVERY_PLATFORM_ROLE,
  'platform.forecast:view': EVERY_PLATFORM_ROLE,
  'platform.forecast:export': EVERY_PLATFORM_ROLE,
  'platform.forecast:publish': ['buyer', 'admin'],
  'platform.forecast:override': ['buyer', 'admin'],
  'platform.forecast:agree': ['buyer', 'admin'],
  'platform.forecast:triage': ['buyer', 'supplier_success', 'logistics', 'quality', 'admin'],
  'platform.catalog:view': EVERY_PLATFORM_ROLE,
  'platform.catalog:manage': ['buyer', 'supplier_success', 'admin'],
  'platform.factories:view': EVERY_PLATFORM_ROLE,
  'platform.factories:manage': ['supplier_success', 'admin'],
  'platform.factories:export': EVERY_PLATFORM_ROLE,
  'platform.candidates:view': EVERY_PLATFORM_ROLE,
  'platform.candidates:export': EVERY_PLATFORM_ROLE,
  'platform.candidates:manage': ['buyer', 'admin'],
  'platform.orders:view': EVERY_PLATFORM_ROLE,
  'platform.orders:export': EVERY_PLATFORM_ROLE,
  'platform.orders:place': ['buyer', 'admin'],
  'platform.orders:manage': ['buyer', 'admin'],
  'platform.orders:inspect': ['quality', 'admin'],
  'platform.orders:message': ['buyer', 'supplier_success', 'logistics', 'quality', 'admin'],
  'platform.risk:view': EVERY_PLATFORM_ROLE,
  'platform.risk:manage': ['buyer', 'supplier_success', 'admin'],
  'platform.inventory:view': EVERY_PLATFORM_ROLE,
  'platform.inventory:export': EVERY_PLATFORM_ROLE,
  'platform.inventory:manage': ['buyer', 'logistics', 'admin'],
  'platform.keys:view': ['admin', 'auditor'],
  'platform.keys:manage': ['admin'],
  'platform.members:view': ['admin', 'auditor'],
  'platform.members:manage': ['admin'],
  'platform.audit:view': ['admin', 'auditor'],
  'platform.audit:export': ['admin', 'auditor'],
} as const satisfies Record<string, readonly PlatformRole[]>;

/** What every signed-in person may do with their own account, whatever their memberships. */
export const ACCOUNT_PERMISSIONS = ['account:view', 'account:manage'] as const;

export type FactoryPermission = keyof typeof FACTORY_PERMISSIONS;
export type PlatformPermission = keyof typeof PLATFORM_PERMISSIONS;
export type AccountPermission = (typeof ACCOUNT_PERMISSIONS)[number];
export type Permission = FactoryPermission | PlatformPermission | AccountPermission;

export const PERMISSIONS: readonly Permission[] = [
  ...(Object.keys(FACTORY_PERMISSIONS) as FactoryPermission[]),
  ...(Object.keys(PLATFORM_PERMISSIONS) as PlatformPermission[]),
  ...ACCOUNT_PERMISSIONS,
];

/** Verbs that change nothing. */
export const READ_VERBS: readonly string[] = ['view', 'export'];

/** Whether a permission only reads or also changes something. Decided by its verb. */
export function permissionKind(permission: Permission): 'read' | 'write' {
  const verb = permission.slice(permission.indexOf(':') + 1);
  return READ_VERBS.includes(verb) ? 'read' : 'write';
}

export type ScopeKind = 'factory' | 'platform' | 'account';

/** The scope in which a permission is asked for: it follows from the name alone. */
export function permissionScope(permission: Permission): ScopeKind {
  if (isPlatformPermission(permission)) return 'platform';
  return isAccountPermission(permission) ? 'account' : 'factory';
}

export function isFactoryPermission(permission: string): permission is FactoryPermission {
  return Object.hasOwn(FACTORY_PERMISSIONS, permission);
}

export function isPlatformPermission(permission: string): permission is PlatformPermission {
  return Object.hasOwn(PLATFORM_PERMISSIONS, permission);
}

export function isAccountPermission(permission: string): permission is AccountPermission {
  return (ACCOUNT_PERMISSIONS as readonly string[]).includes(permission);
}

export function isFactoryRole(role: string): role is FactoryRole {
  return (FACTORY_ROLES as readonly string[]).includes(role);
}

export function isPlatformRole(role: string): role is PlatformRole {
  return (PLATFORM_ROLES as readonly string[]).includes(role);
}

/** Whether a factory role holds a factory permission. */
export function factoryRoleMay(role: FactoryRole, permission: FactoryPermission): boolean {
  return (FACTORY_PERMISSIONS[permission] as readonly FactoryRole[]).includes(role);
}

/** Whether a platform role holds a platform permission. */
export function platformRoleMay(role: PlatformRole, permission: PlatformPermission): boolean {
  return (PLATFORM_PERMISSIONS[permission] as readonly PlatformRole[]).includes(role);
}

/** Every permission of a role in its own scope, in the table's order: what the navigation and the client ask. */
export function permissionsOfFactoryRole(role: FactoryRole): FactoryPermission[] {
  return (Object.keys(FACTORY_PERMISSIONS) as FactoryPermission[]).filter((p) => factoryRoleMay(role, p));
}

/** Every platform permission of a platform role, in the table's order. */
export function permissionsOfPlatformRole(role: PlatformRole): PlatformPermission[] {
  return (Object.keys(PLATFORM_PERMISSIONS) as PlatformPermission[]).filter((p) => platformRoleMay(role, p));
}
