import { expect, it } from 'vitest';
import { isAccess } from './access';
import { authorizeKey, isApiAccess, type KnownApiKey } from './api-access';
import { API_SCOPES, type ApiScope } from './api-key';

const allowance = { limit: 10, remaining: 9, resetSeconds: 6 };
const origin = { ip: null, userAgent: null, requestId: null };
const key = (given: Partial<KnownApiKey>): KnownApiKey => ({
  id: 'k',
  name: 'Warehouse',
  source: 'wms',
  scopes: [],
  revokedAt: null,
  expiresAt: null,
  ...given,
});

it('opens exactly the scopes that a key holds', () => {
  for (const held of API_SCOPES) {
    for (const asked of API_SCOPES) {
      const answer = authorizeKey(key({ scopes: [held] }), asked, allowance, origin, 0);
      expect(answer.ok).toBe(held === asked);
      if (!answer.ok) expect(answer.reason).toBe('scope');
    }
  }
});

it('opens nothing with a revoked or expired key, even with every scope', () => {
  const reasonOf = (given: Partial<KnownApiKey>) => {
    const answer = authorizeKey(key({ scopes: API_SCOPES, ...given }), 'stock:read', allowance, origin, 100);
    return answer.ok ? 'opened' : answer.reason;
  };
  expect(reasonOf({ revokedAt: 1 })).toBe('revoked');
  expect(reasonOf({ expiresAt: 100 })).toBe('expired');
  expect(reasonOf({ expiresAt: 101 })).toBe('opened');
});

it("is no person's access, and nothing else is one", () => {
  const answer = authorizeKey(key({ scopes: ['stock:read'] }), 'stock:read', allowance, origin, 0);
  if (!answer.ok) throw new Error(answer.reason);
  expect(isApiAccess(answer.access)).toBe(true);
  expect(isAccess(answer.access)).toBe(false);
  const forged = { scope: 'stock:read' as ApiScope, key: answer.access.key, allowance, origin };
  expect(isApiAccess(forged)).toBe(false);
  expect(isApiAccess({ ...answer.access })).toBe(false);
});
