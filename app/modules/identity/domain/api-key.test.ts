import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiKeyState, bearerOf, formatApiKey, parseApiKey } from './api-key';

const SECRET = `${'A'.repeat(41)}_-`;

describe('the form of a key', () => {
  it('is read as it was written, whatever the secret holds', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{10}$/),
        fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        (prefix, secret) => {
          expect(parseApiKey(formatApiKey({ prefix, secret }))).toEqual({ prefix, secret });
        },
      ),
    );
  });

  it.each([
    '',
    'fpk_',
    `fpk_short_${SECRET}`,
    `fpk_ABCDEFGHIJ_${SECRET}`,
    `fpk_abcdefghij_${SECRET}x`,
    `fpk_abcdefghij_${SECRET}\n`,
    `xfpk_abcdefghij_${SECRET}`,
  ])('%j is none', (text) => {
    expect(parseApiKey(text)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseApiKey(text);
        bearerOf(text);
      }),
    );
  });
});

describe('bearerOf', () => {
  it('takes the scheme in any case, and nothing but Bearer', () => {
    expect(bearerOf('Bearer abc')).toBe('abc');
    expect(bearerOf('bearer  abc ')).toBe('abc');
    for (const header of [null, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', 'abc'])
      expect(bearerOf(header)).toBeNull();
  });
});

describe('apiKeyState', () => {
  it('ends at the instant of its expiry, and revocation counts first', () => {
    expect(apiKeyState({ revokedAt: null, expiresAt: null }, 10)).toBe('active');
    expect(apiKeyState({ revokedAt: null, expiresAt: 11 }, 10)).toBe('active');
    expect(apiKeyState({ revokedAt: null, expiresAt: 10 }, 10)).toBe('expired');
    expect(apiKeyState({ revokedAt: 12, expiresAt: 5 }, 10)).toBe('revoked');
  });
});
