/** Areas of the navigation, in its order. Layout routes pass those that exist and that the person may open. */
export const areaIds = [
  'overview',
  'forecast',
  'orders',
  'inventory',
  'sellOut',
  'capacity',
  'quality',
  'freight',
  'rebates',
  'accuracy',
  'workbench',
  'candidates',
  'catalog',
  'factories',
  'reorders',
  'risks',
  'members',
  'audit',
  'keys',
  'settings',
] as const;
export type AreaId = (typeof areaIds)[number];

export interface ShellArea {
  id: AreaId;
  to: string;
  /** Current only at exactly this address (an overview is the parent of all the others). */
  exact?: boolean;
  /** Figure beside the name: how many things wait there. */
  waiting?: number;
}

/** A factory or the platform that the person may switch to. */
export interface ShellPlace {
  to: string;
  name: string;
  kind: 'factory' | 'platform';
  current: boolean;
}

export interface ShellPerson {
  displayName: string;
  email: string;
}
