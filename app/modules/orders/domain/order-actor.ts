import type { Access } from '~/modules/identity/domain/access';
import { permissionsOfFactoryRole, permissionsOfPlatformRole } from '~/modules/identity/domain/permissions';
import type { OrderActor } from './order-states';

/** The holder of an access as the table of actions sees them: with all permissions of their role in that scope. */
export function orderActor(access: Access): OrderActor {
  const { scope } = access;
  if (scope.kind === 'factory') return { kind: 'person', permissions: permissionsOfFactoryRole(scope.role) };
  if (scope.kind === 'platform')
    return { kind: 'person', permissions: permissionsOfPlatformRole(scope.role) };
  return { kind: 'person', permissions: [] };
}
