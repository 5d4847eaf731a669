import type { AbcClass } from './policy';

/** What the list of all stock may be ordered by. */
export const INVENTORY_SORTS = [
  'code',
  'onHand',
  'transit',
  'open',
  'cover',
  'stockOut',
  'turnover',
  'age',
  'value',
  'revenue',
] as const;
/** The questions that the list answers by one filter. */
export const INVENTORY_VIEWS = ['slow', 'soon', 'out', 'below', 'over'] as const;
export const FACTORY_SORTS = ['code', 'onOrder', 'transit', 'received', 'soldThrough'] as const;
export const FACTORY_VIEWS = ['onOrder', 'transit', 'clock'] as const;
export const MOVEMENT_TYPE_NAMES = [
  'receipt',
  'put_away',
  'transfer_out',
  'transfer_in',
  'sale',
  'return',
  'adjustment',
  'write_off',
] as const;

/** Places of the neighbouring pages, as they stand in the URL. */
interface Paged {
  after?: string | undefined;
  before?: string | undefined;
}

/** Filters, order and place of the list of all SKUs' stock. */
export interface InventorySearch extends Paged {
  q?: string | undefined;
  category?: string | undefined;
  class?: AbcClass | undefined;
  show?: (typeof INVENTORY_VIEWS)[number] | undefined;
  sort: (typeof INVENTORY_SORTS)[number];
  dir: 'asc' | 'desc';
}

/** Which part of a SKU's ledger is shown. */
export interface MovementSearch extends Paged {
  warehouse?: string | undefined;
  type?: (typeof MOVEMENT_TYPE_NAMES)[number] | undefined;
  /** Only movements of this lot. */
  lot?: string | undefined;
}

/** What a factory looks for among its own SKUs. */
export interface FactoryInventorySearch extends Paged {
  q?: string | undefined;
  show?: (typeof FACTORY_VIEWS)[number] | undefined;
  sort: (typeof FACTORY_SORTS)[number];
  dir: 'asc' | 'desc';
}
