import { expect, it } from 'vitest';
import { auditWords } from './audit-words';

/** Answers keys it knows, otherwise the default, as i18next does. */
const t = (key: string, options?: Record<string, unknown>) =>
  ({
    'identity:audit.actions.member_role_changed': 'Role changed',
    'identity:roles.platform.admin': 'Administrator',
  })[key] ?? String(options?.defaultValue ?? key);

it('puts actions and values into words, and leaves what has none as it is', () => {
  const words = auditWords(t);
  expect(words.action('member.role_changed')).toBe('Role changed');
  expect(words.action('gizmo.turned')).toBe('gizmo.turned');
  expect(words.value('role', 'admin', 'platform_membership')).toBe('Administrator');
  expect(words.value('role', 'quality', 'membership')).toBe('identity:roles.factory.quality');
  expect(words.value('role', 'quality', 'platform_membership')).toBe('identity:roles.platform.quality');
  expect(words.value('role', 'gone', 'membership')).toBe('gone');
  expect(words.value('moq', 500, 'sourcing')).toBe('500');
  expect(words.value('shifts', { a: 1 }, 'work_calendar')).toBe('{"a":1}');
  expect(words.value('note', null, 'sourcing')).toBe('identity:audit.noValue');
});
