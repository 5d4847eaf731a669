import { expect, test } from 'vitest';
import { rateLimiter } from './rate-limit';

test('takes a burst, then one as the bucket fills, each sender for itself', () => {
  const ask = rateLimiter(3, 60_000);
  expect([0, 0, 0].map((at) => ask('a', at).ok)).toEqual([true, true, true]);
  expect(ask('a', 0)).toEqual({ ok: false, waitSeconds: 20 });
  expect(ask('b', 0).ok).toBe(true);
  expect(ask('a', 19_999).ok).toBe(false);
  expect(ask('a', 20_000).ok).toBe(true);
  expect(ask('a', 20_001).ok).toBe(false);
});

test('forgets the quietest sender when there are too many', () => {
  const ask = rateLimiter(1, 60_000, 2);
  for (const sender of ['a', 'b', 'c']) ask(sender, 0);
  expect(ask('a', 0).ok).toBe(true);
  expect(ask('c', 0).ok).toBe(false);
});
