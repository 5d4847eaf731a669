import { alsoMay, type PlatformAccess } from '~/modules/identity/domain/access';
import type { PlatformPermission } from '~/modules/identity/domain/permissions';
import { paths } from '~/paths';
import type { AreaId, ShellArea } from '~/ui/shell/areas';

interface PlatformArea {
  id: AreaId;
  permission: PlatformPermission;
  path: () => string;
  exact?: boolean;
}

/** The areas of the platform that have a page, in the navigation's order. A new page adds its line. */
export const platformAreas: PlatformArea[] = [
  { id: 'overview', permission: 'platform.overview:view', path: paths.platform.home, exact: true },
  { id: 'forecast', permission: 'platform.forecast:view', path: paths.platform.forecast },
  { id: 'candidates', permission: 'platform.candidates:view', path: paths.platform.candidates },
  { id: 'orders', permission: 'platform.orders:view', path: paths.platform.orders },
  { id: 'inventory', permission: 'platform.inventory:view', path: paths.platform.inventory },
  { id: 'sellOut', permission: 'platform.inventory:view', path: paths.platform.sellOut },
  { id: 'factories', permission: 'platform.factories:view', path: paths.platform.pool },
  { id: 'reorders', permission: 'platform.orders:view', path: paths.platform.reorders },
  { id: 'risks', permission: 'platform.risk:view', path: paths.platform.risks },
  { id: 'members', permission: 'platform.members:view', path: paths.platform.members },
  { id: 'audit', permission: 'platform.audit:view', path: paths.platform.audit },
  { id: 'keys', permission: 'platform.keys:view', path: paths.platform.keys },
];

/** The areas this person may open, with how many things wait there. */
export function areasFor(access: PlatformAccess, waiting: Partial<Record<AreaId, number>> = {}): ShellArea[] {
  return platformAreas
    .filter((area) => alsoMay(access, area.permission))
    .map(({ id, path, exact }) => ({ id, to: path(), exact, waiting: waiting[id] }));
}
