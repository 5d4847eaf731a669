import { describe, expect, expectTypeOf, it } from 'vitest';
import { type Access, alsoMay, authorize, type FactoryScope, type Identity, isAccess } from './access';
import {
  FACTORY_PERMISSIONS,
  FACTORY_ROLES,
  type FactoryPermission,
  type FactoryRole,
  factoryRoleMay,
  PLATFORM_PERMISSIONS,
  PLATFORM_ROLES,
  type PlatformPermission,
  type PlatformRole,
  platformRoleMay,
} from './permissions';

function person(role: FactoryRole | null, platformRole: PlatformRole | null = null): Identity {
  return {
    user: {
      id: 'u1',
      email: 'lin@example.com',
      displayName: 'Lin',
      locale: 'zh',
      theme: 'auto',
      timeZone: 'Asia/Shanghai',
    },
    sessionKey: 'k',
    memberships: role
      ? [{ factoryId: 'f1', slug: 'acme', nameEn: 'Acme', nameZh: '艾可', timeZone: 'Asia/Shanghai', role }]
      : [],
    platformRole,
    origin: { ip: null, userAgent: null, requestId: null },
  };
}

describe('authorize', () => {
  it('answers exactly the table for every factory role and permission', () => {
    for (const role of FACTORY_ROLES)
      for (const permission of Object.keys(FACTORY_PERMISSIONS) as FactoryPermission[]) {
        const answer = authorize(person(role), permission, 'acme');
        expect(answer.ok, `${role} ${permission}`).toBe(factoryRoleMay(role, permission));
        if (!answer.ok) expect(answer.reason).toBe('forbidden');
        expect(authorize(person(role), permission, 'other')).toEqual({ ok: false, reason: 'not_member' });
        expect(authorize(person(role), permission, undefined)).toEqual({ ok: false, reason: 'not_member' });
      }
  });

  it('answers exactly the table for every platform role, and opens no factory to them', () => {
    for (const role of PLATFORM_ROLES) {
      for (const permission of Object.keys(PLATFORM_PERMISSIONS) as PlatformPermission[])
        expect(authorize(person(null, role), permission, undefined).ok).toBe(
          platformRoleMay(role, permission),
        );
      expect(authorize(person(null, role), 'overview:view', 'acme')).toEqual({
        ok: false,
        reason: 'not_member',
      });
    }
    expect(authorize(person('owner'), 'platform.overview:view', undefined)).toEqual({
      ok: false,
      reason: 'not_member',
    });
  });

  it('lets anybody signed in manage their own account', () => {
    expect(authorize(person(null), 'account:manage', undefined).ok).toBe(true);
  });
});

describe('Access', () => {
  it('cannot be forged by copying its fields', () => {
    const answer = authorize(person('owner'), 'audit:view', 'acme');
    if (!answer.ok) throw new Error('expected access');
    expect(isAccess(answer.access)).toBe(true);
    expect(isAccess({ ...answer.access })).toBe(false);
    expect(isAccess(Object.create(answer.access))).toBe(false);
    expect(() => Object.assign(answer.access, { permission: 'settings:manage' })).toThrow();
    expectTypeOf(answer.access).toEqualTypeOf<Access<'audit:view'>>();
    expectTypeOf(answer.access.scope).toEqualTypeOf<FactoryScope>();
    expectTypeOf({ ...answer.access }).not.toExtend<Access<'audit:view'>>();
    expectTypeOf<Access<'audit:view'>>().not.toExtend<Access<'members:manage'>>();
  });

  it('tells what else the same scope may do', () => {
    const answer = authorize(person('viewer', 'admin'), 'members:view', 'acme');
    if (!answer.ok) throw new Error('expected access');
    expect(alsoMay(answer.access, 'members:manage')).toBe(false);
    expect(alsoMay(answer.access, 'forecast:view')).toBe(true);
    expect(alsoMay(answer.access, 'platform.members:manage')).toBe(false);
  });
});
