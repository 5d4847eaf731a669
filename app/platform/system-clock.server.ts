import type { Clock } from '~/kernel/clock';

/** The machine's clock; hand it to whatever needs "now" at the edge of the process. */
export const systemClock: Clock = { now: () => Date.now() };
