import { type Problem, problem } from '~/kernel/problem';

/** What to tell somebody who has to wait: in seconds up to a minute and a half, then in whole minutes. */
export function throttled(waitMs: number, field?: string): Problem {
  const seconds = Math.ceil(waitMs / 1000);
  return seconds <= 90
    ? problem('sign_in_throttled_soon', { seconds }, field)
    : problem('sign_in_throttled', { count: Math.ceil(seconds / 60), seconds }, field);
}

/** Whether a problem is one of {@link throttled}: then the answer is 429. */
export function isThrottled({ code }: Problem): boolean {
  return code === 'sign_in_throttled' || code === 'sign_in_throttled_soon';
}
