import {
  IconAffiliate,
  IconAlertTriangle,
  IconBuildingFactory2,
  IconBulb,
  IconCalendarStats,
  IconChartLine,
  IconClipboardList,
  IconDiscount2,
  IconHistory,
  IconHourglassHigh,
  IconKey,
  IconLayoutDashboard,
  IconPackages,
  IconRefresh,
  IconSettings,
  IconShieldCheck,
  IconTags,
  IconTarget,
  IconTruck,
  IconUsers,
} from '@tabler/icons-react';
import type { AreaId } from './areas';

const icons = {
  overview: IconLayoutDashboard,
  forecast: IconChartLine,
  orders: IconClipboardList,
  inventory: IconPackages,
  sellOut: IconHourglassHigh,
  capacity: IconCalendarStats,
  quality: IconShieldCheck,
  freight: IconTruck,
  rebates: IconDiscount2,
  accuracy: IconTarget,
  workbench: IconAffiliate,
  candidates: IconBulb,
  catalog: IconTags,
  factories: IconBuildingFactory2,
  reorders: IconRefresh,
  risks: IconAlertTriangle,
  members: IconUsers,
  audit: IconHistory,
  keys: IconKey,
  settings: IconSettings,
} satisfies Record<AreaId, unknown>;

/** The icon of an area; always stands beside its name. */
export function AreaIcon({ id }: { id: AreaId }) {
  const Icon = icons[id];
  return <Icon size={18} stroke={1.6} aria-hidden />;
}
