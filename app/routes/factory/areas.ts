import { alsoMay, type FactoryAccess } from '~/modules/identity/domain/access';
import type { FactoryPermission } from '~/modules/identity/domain/permissions';
import type { AreaId, ShellArea } from '~/ui/shell/areas';

interface FactoryArea {
  id: AreaId;
  permission: FactoryPermission;
  path: (factory: string) => string;
  exact?: boolean;
}

/** The areas of a factory that have a page, in the navigation's order. A new page adds its line. */
export const factoryAreas: FactoryArea[] = [];

/** The areas this person may open. */
export function areasFor(access: FactoryAccess): ShellArea[] {
  return factoryAreas
    .filter((area) => alsoMay(access, area.permission))
    .map(({ id, path, exact }) => ({ id, to: path(access.scope.slug), exact }));
}
