import { describe, expect, it } from 'vitest';
import { problem } from './problem';
import { err, ok, type Result } from './result';

describe('result and problem', () => {
  it('narrow by ok', () => {
    const half = (n: number): Result<number> => (n % 2 === 0 ? ok(n / 2) : err(problem('odd', { n }, 'n')));
    const good = half(4);
    const bad = half(3);
    expect(good.ok && good.value).toBe(2);
    expect(!bad.ok && bad.error).toEqual({ code: 'odd', params: { n: 3 }, field: 'n' });
  });

  it('leave out what is not given, so that problems compare by value', () => {
    expect(Object.keys(problem('gone'))).toEqual(['code']);
    expect(Object.keys(problem('gone', undefined, 'sku'))).toEqual(['code', 'field']);
  });
});
