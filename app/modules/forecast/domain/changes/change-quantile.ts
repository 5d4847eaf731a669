import type { Quantile } from '../netting/types';

/** The curve that kept changes are of: the one that tables show and that factories answer. */
export const CHANGE_QUANTILE: Quantile = 'p50';
