import type { Identity } from '~/modules/identity/domain/access';
import type { FactoryRole, PlatformRole } from '~/modules/identity/domain/permissions';
import { newId } from '~/platform/new-id.server';
import type { TestFactory } from './fixtures';

/** A signed-in person with one role, for tests that call commands without a request. */
export function identityOf(
  given:
    | { factory: TestFactory; role: FactoryRole; userId?: string }
    | { platformRole: PlatformRole; userId?: string },
): Identity {
  return {
    user: {
      id: given.userId ?? newId(),
      email: 'linh@example.com',
      displayName: 'Linh',
      locale: 'en',
      theme: 'auto',
      timeZone: 'Asia/Shanghai',
    },
    sessionKey: 'test',
    memberships:
      'factory' in given
        ? [
            {
              factoryId: given.factory.id,
              slug: given.factory.slug,
              nameEn: 'Factory',
              nameZh: '工厂',
              timeZone: 'Asia/Shanghai',
              role: given.role,
            },
          ]
        : [],
    platformRole: 'platformRole' in given ? given.platformRole : null,
    origin: { ip: null, userAgent: null, requestId: null },
  };
}
