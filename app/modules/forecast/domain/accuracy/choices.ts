/** Weeks that the demand page looks back. */
export const DEMAND_SPANS = ['4', '13', '26', '52'] as const;
/** Weeks that a scorecard looks back: whole periods of four. */
export const ORDER_SPANS = ['12', '24', '52'] as const;

/** What a row of the demand page stands for. */
export const DEMAND_GROUPS = ['sku', 'category', 'class', 'market', 'version', 'week'] as const;
export type DemandGroup = (typeof DEMAND_GROUPS)[number];

export const DEMAND_SORTS = [
  'key',
  'actual',
  'wape',
  'bias',
  'mase',
  'loss',
  'coverage',
  'naive',
  'override',
] as const;
export type DemandSort = (typeof DEMAND_SORTS)[number];

export const ORDER_SORTS = [
  'key',
  'ordered',
  'wape',
  'bias',
  'churn',
  'on_time',
  'commit_wape',
  'commit_bias',
] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];
