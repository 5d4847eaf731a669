import { alsoMay, type FactoryAccess } from '~/modules/identity/domain/access';
import type { FactoryPermission } from '~/modules/identity/domain/permissions';
import { paths } from '~/paths';
import type { AreaId, ShellArea } from '~/ui/shell/areas';

interface FactoryArea {
  id: AreaId;
  permission: FactoryPermission;
  path: (factory: string) => string;
  exact?: boolean;
}

/** The areas of a factory that have a page, in the navigation's order. A new page adds its line. */
export const factoryAreas: FactoryArea[] = [
  { id: 'overview', permission: 'overview:view', path: paths.factory.home, exact: true },
  { id: 'forecast', permission: 'forecast:view', path: paths.factory.forecast },
  { id: 'orders', permission: 'orders:view', path: paths.factory.orders },
  { id: 'inventory', permission: 'inventory:view', path: paths.factory.inventory },
  { id: 'sellOut', permission: 'inventory:view', path: paths.factory.sellOut },
  { id: 'members', permission: 'members:view', path: paths.factory.members },
  { id: 'audit', permission: 'audit:view', path: paths.factory.audit },
  { id: 'settings', permission: 'settings:view', path: paths.factory.webhooks },
];

/** The areas this person may open, with how many things wait there. */
export function areasFor(access: FactoryAccess, waiting: Partial<Record<AreaId, number>> = {}): ShellArea[] {
  return factoryAreas
    .filter((area) => alsoMay(access, area.permission))
    .map(({ id, path, exact }) => ({ id, to: path(access.scope.slug), exact, waiting: waiting[id] }));
}
