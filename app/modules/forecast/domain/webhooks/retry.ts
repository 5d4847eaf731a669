const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * How long to wait after the first, second, … failed attempt: ten attempts over a little more than three days, as the
 * Standard Webhooks specification recommends.
 */
const WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Attempts that a delivery gets. */
export const MOST_ATTEMPTS = WAITS.length + 1;

/** How long one attempt may take, and how much of an answer is read. */
export const ATTEMPT_LIMIT_MS = 10_000;
export const ANSWER_LIMIT_BYTES = 16_384;

/** When to try again. @param attempts failed so far @returns epoch ms, or null when it is given up */
export function nextAttemptAt(attempts: number, lastAttemptAt: number): number | null {
  const wait = WAITS[attempts - 1];
  return wait === undefined ? null : lastAttemptAt + wait;
}

/** Any 2xx takes a delivery; a redirect is not followed and does not. */
export const isTaken = (status: number): boolean => status >= 200 && status < 300;

/** 410 asks never to be sent to again. */
export const isGone = (status: number): boolean => status === 410;

/** Days for which the log of deliveries is kept. */
export const KEPT_DAYS = 30;
