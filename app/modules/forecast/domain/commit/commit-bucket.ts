import type { Quantile } from '../netting/types';

/**
 * The quantile of the order forecast that a factory answers: the one that the order forecast shows unless the reader asks
 * for another, so that the figure answered is the figure seen.
 */
export const COMMIT_QUANTILE: Quantile = 'p50';
