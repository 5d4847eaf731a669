import type { PauseCause } from '../domain/clock/types';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** How a reader of the audit log knows the clock that a pause belongs to. */
export function pauseLabel(clock: { orderNumber: string; skuCode: string }): string {
  return `${clock.orderNumber} ${clock.skuCode}`;
}

/** What the audit log says of a pause. */
export function pauseWords(pause: { cause: PauseCause; from: number; to: number | null; evidence: string }) {
  return { cause: pause.cause, from: iso(pause.from), to: iso(pause.to), evidence: pause.evidence };
}
