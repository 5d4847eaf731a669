import { describe, expect, it } from 'vitest';
import {
  FACTORY_PERMISSIONS,
  FACTORY_ROLES,
  PERMISSIONS,
  PLATFORM_PERMISSIONS,
  PLATFORM_ROLES,
  permissionKind,
  permissionScope,
  permissionsOfFactoryRole,
  permissionsOfPlatformRole,
} from './permissions';

describe('permission table', () => {
  it('gives the auditor every read of the platform and no write', () => {
    const held = permissionsOfPlatformRole('auditor');
    expect(held.filter((p) => permissionKind(p) === 'write')).toEqual([]);
    const reads = Object.keys(PLATFORM_PERMISSIONS).filter((p) => permissionKind(p as never) === 'read');
    expect(held).toEqual(reads);
  });

  it('gives the viewer no write', () => {
    expect(permissionsOfFactoryRole('viewer').filter((p) => permissionKind(p) === 'write')).toEqual([]);
  });

  it('gives the owner everything in the factory and the admin everything on the platform', () => {
    expect(permissionsOfFactoryRole('owner')).toEqual(Object.keys(FACTORY_PERMISSIONS));
    expect(permissionsOfPlatformRole('admin')).toEqual(Object.keys(PLATFORM_PERMISSIONS));
  });

  it('never lets a role change what it cannot see', () => {
    for (const permission of PERMISSIONS.filter((p) => permissionKind(p) === 'write')) {
      const area = permission.slice(0, permission.indexOf(':'));
      const view = `${area}:view`;
      const table: Record<string, readonly string[]> = { ...FACTORY_PERMISSIONS, ...PLATFORM_PERMISSIONS };
      for (const role of table[permission] ?? []) expect(table[view], permission).toContain(role);
    }
  });

  it('names every permission area:verb, and its scope follows from the name', () => {
    for (const permission of PERMISSIONS) {
      expect(permission).toMatch(/^(platform\.)?[a-z]+:[a-z]+$/);
      const scope = permission.startsWith('platform.')
        ? 'platform'
        : permission.startsWith('account:')
          ? 'account'
          : 'factory';
      expect(permissionScope(permission)).toBe(scope);
    }
  });

  it('lets members and only members of the right kind appear in the table', () => {
    for (const roles of Object.values(FACTORY_PERMISSIONS))
      for (const role of roles) expect(FACTORY_ROLES).toContain(role);
    for (const roles of Object.values(PLATFORM_PERMISSIONS))
      for (const role of roles) expect(PLATFORM_ROLES).toContain(role);
  });
});
