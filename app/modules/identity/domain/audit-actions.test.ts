import { expect, it } from 'vitest';
import en from '~/platform/i18n/locales/en/identity.json';
import zh from '~/platform/i18n/locales/zh/identity.json';
import { AUDIT_ACTION_GROUPS, AUDIT_ACTIONS, AUDIT_ENTITIES } from './audit-actions';
import { FACTORY_ROLES, PLATFORM_ROLES } from './permissions';

it.each([
  ['en', en],
  ['zh', zh],
])('every action, group, entity and role has its words in %s', (_, { audit, roles, roleHelp }) => {
  expect(Object.keys(audit.actions).sort()).toEqual(
    AUDIT_ACTIONS.map((action) => action.replaceAll('.', '_')).sort(),
  );
  expect(Object.keys(audit.groups).sort()).toEqual(
    AUDIT_ACTION_GROUPS.map((group) => group.replace('.', '')).sort(),
  );
  expect(Object.keys(audit.entities).sort()).toEqual([...AUDIT_ENTITIES].sort());
  for (const words of [roles, roleHelp]) {
    expect(Object.keys(words.factory)).toEqual(FACTORY_ROLES);
    expect(Object.keys(words.platform)).toEqual(PLATFORM_ROLES);
  }
});
