import type { AuditValue } from './audit-diff';
import { isFactoryRole, isPlatformRole } from './permissions';

export interface AuditWords {
  action: (action: string) => string;
  /** `member.` as "all of members". */
  group: (group: string) => string;
  entity: (entityType: string) => string;
  scope: (scope: 'factory' | 'platform' | 'system') => string;
  field: (field: string) => string;
  value: (field: string, value: AuditValue | undefined, entityType: string) => string;
}

/** A translation function for keys that are put together; the second key is what stands if the first has no words. */
export type LooseTranslate = (key: string, options?: Record<string, unknown>) => string;

/** The audit log's words, from any translation function of the namespace `identity`. */
export function auditWords(t: LooseTranslate): AuditWords {
  const known = (key: string, otherwise: string) => t(key, { defaultValue: otherwise });
  const field = (name: string) => known(`identity:audit.fields.${name}`, name);
  return {
    action: (action) => known(`identity:audit.actions.${action.replaceAll('.', '_')}`, action),
    group: (group) => {
      const name = group.replace('.', '');
      return t('identity:audit.allOf', { group: known(`identity:audit.groups.${name}`, name) });
    },
    entity: (entityType) => known(`identity:audit.entities.${entityType}`, entityType),
    scope: (scope) =>
      scope === 'factory'
        ? ''
        : t(scope === 'platform' ? 'identity:audit.byPlatform' : 'identity:audit.bySystem'),
    field,
    value: (name, value, entityType) => {
      if (value === undefined || value === null || value === '') return t('identity:audit.noValue');
      if (name === 'role' && typeof value === 'string') {
        const platform = entityType === 'platform_membership' || !isFactoryRole(value);
        if (platform && isPlatformRole(value)) return t(`identity:roles.platform.${value}`);
        return isFactoryRole(value) ? t(`identity:roles.factory.${value}`) : value;
      }
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    },
  };
}
