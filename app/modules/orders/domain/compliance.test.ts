import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { type ComplianceDocumentFacts, complianceCovers, complianceNeeds, marketsServed } from './compliance';

const goods = { skuId: 's1', categoryCode: 'electronics.audio' };
const document = (given: Partial<ComplianceDocumentFacts> = {}): ComplianceDocumentFacts => ({
  id: 'd1',
  documentKind: 'CE',
  number: 'CE-1',
  skuId: null,
  categoryCode: 'electronics.audio',
  markets: ['DE', 'FR'],
  validFrom: '2025-01-01',
  validTo: '2026-12-31',
  isRevoked: false,
  ...given,
});
const ce = [{ marketCode: 'DE', documentKind: 'CE' }];
const day = calendarDate('2026-11-22');
const stateOf = (...documents: ComplianceDocumentFacts[]) =>
  complianceCovers(ce, documents, goods, day)[0]?.state;

describe('complianceNeeds', () => {
  const requirements = [
    { marketCode: 'DE', categoryCode: 'electronics', documentKind: 'CE' },
    { marketCode: 'DE', categoryCode: 'electronics.audio', documentKind: 'CE' },
    { marketCode: 'US', categoryCode: 'electronics.audio', documentKind: 'FCC' },
    { marketCode: 'US', categoryCode: 'elec', documentKind: 'XYZ' },
    { marketCode: 'US', categoryCode: 'home', documentKind: 'FDA' },
  ];

  it('takes the rules of the category and of those above it, each once', () => {
    expect(complianceNeeds(requirements, 'electronics.audio', ['US', 'DE', 'JP'])).toEqual([
      { marketCode: 'DE', documentKind: 'CE' },
      { marketCode: 'US', documentKind: 'FCC' },
    ]);
    expect(complianceNeeds(requirements, 'home.bath', ['DE'])).toEqual([]);
  });
});

describe('complianceCovers', () => {
  it.each([
    ['a valid document of the category', document(), 'covered'],
    ['one of the category above', document({ categoryCode: 'electronics' }), 'covered'],
    ['one of this SKU', document({ skuId: 's1', categoryCode: null }), 'covered'],
    ['one without an end', document({ validTo: null }), 'covered'],
    ['on its last day', document({ validTo: '2026-11-22' }), 'covered'],
    ['one that has ended', document({ validTo: '2026-11-21' }), 'expires'],
    ['a revoked one', document({ isRevoked: true }), 'revoked'],
    ['one that begins later', document({ validFrom: '2026-11-23' }), 'missing'],
    ['one of another SKU', document({ skuId: 's2' }), 'missing'],
    ['one of another category', document({ categoryCode: 'electronics.audiovisual' }), 'missing'],
    ['one for other markets', document({ markets: ['FR'] }), 'missing'],
    ['one of another kind', document({ documentKind: 'FCC' }), 'missing'],
  ] as const)('%s: %s', (_, held, state) => {
    expect(stateOf(held)).toBe(state);
  });

  it('lets the best of several count', () => {
    expect(stateOf(document({ isRevoked: true }), document({ id: 'd2', validTo: null }))).toBe('covered');
    expect(complianceCovers(ce, [], goods, day)).toEqual([
      { marketCode: 'DE', documentKind: 'CE', state: 'missing', document: null },
    ]);
  });
});

describe('marketsServed', () => {
  const regionOf = new Map([
    ['US', 'na'],
    ['CA', 'na'],
    ['DE', 'eu'],
    ['FR', 'eu'],
    ['GB', 'eu'],
  ]);
  const at = (kind: 'regional' | 'forward', countryCode: string, delivers: string[] = []) => ({
    kind,
    countryCode,
    delivers,
  });

  it.each([
    ['a region from its regional warehouse', at('regional', 'DE'), [], ['DE', 'FR', 'GB']],
    ['only where the SKU is sold', at('regional', 'DE'), ['US', 'FR'], ['FR']],
    ['everything while it is sold nowhere near', at('regional', 'DE'), ['US'], ['DE', 'FR', 'GB']],
    ['its country from a forward one', at('forward', 'FR'), ['DE'], ['FR']],
    ['what is recorded', at('forward', 'DE', ['FR', 'DE']), [], ['DE', 'FR']],
    ['what is recorded and sold', at('forward', 'DE', ['FR', 'DE']), ['FR', 'US'], ['FR']],
    ['its own country where no market is known', at('regional', 'XX'), [], ['XX']],
  ] as const)('serves %s', (_, warehouse, soldIn, expected) => {
    expect(marketsServed(warehouse, regionOf, soldIn)).toEqual(expected);
  });
});
