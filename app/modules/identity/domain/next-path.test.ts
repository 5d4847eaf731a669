import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNextPath, safeSitePath, signInPath } from './next-path';

describe('safeNextPath', () => {
  it.each([
    ['/factories/acme/forecast?week=2026-11-23#total', '/factories/acme/forecast?week=2026-11-23#total'],
    ['/', '/'],
    ['/a/../b', '/b'],
    [null, '/'],
    ['', '/'],
    ['factories', '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['///evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/x', '/'],
  ])('%s → %s', (next, expected) => expect(safeNextPath(next)).toBe(expected));

  it('never leaves the site, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '/', '//', '/\\', '/.', '/..//'),
        (s, prefix) => {
          const path = safeNextPath(prefix + s);
          expect(new URL(path, 'https://portal.example').origin).toBe('https://portal.example');
          expect(path.startsWith('//')).toBe(false);
        },
      ),
    );
  });

  it('keeps the sign-in page itself where returning to it is meant', () => {
    expect(safeSitePath('/sign-in?next=%2Fx')).toBe('/sign-in?next=%2Fx');
    expect(safeNextPath('/sign-in-help')).toBe('/sign-in-help');
    expect(safeSitePath('//evil.example')).toBe('/');
  });

  it('leads from sign-in back to the page', () => {
    expect(signInPath('/factories/a?b=c&d=e')).toBe('/sign-in?next=%2Ffactories%2Fa%3Fb%3Dc%26d%3De');
    expect(signInPath('//evil')).toBe('/sign-in');
  });
});
