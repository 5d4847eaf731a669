/** Where a factory stands in the platform's pool, from the freest to the most limited. */
export const POOL_STATES = ['approved', 'probation', 'backup', 'suspended'] as const;

/** What a risk notice may be about. */
export const RISK_KINDS = ['inspection_stop', 'weather', 'concentration', 'other'] as const;
