import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComplianceCover } from './compliance';
import { type EligibilityFacts, eligibility } from './eligibility';

const facts = (given: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  kind: 'reorder',
  quantity: 600,
  factoryStatus: 'approved',
  source: { status: 'active', minimumQuantity: 300, orderMultiple: 50 },
  covers: [],
  ...given,
});
const cover = (state: ComplianceCover['state'], documentKind = 'CE', marketCode = 'DE'): ComplianceCover => ({
  state,
  documentKind,
  marketCode,
  document: state === 'missing' ? null : { id: 'd', number: 'CE-1', validTo: '2026-12-01' },
});
const codes = (given: Partial<EligibilityFacts>) => eligibility(facts(given)).map(({ code }) => code);

describe('eligibility', () => {
  it('lets a factory that holds all it needs make it', () => {
    expect(codes({ covers: [cover('covered')] })).toEqual([]);
    for (const factoryStatus of ['probation', 'backup'] as const)
      expect(codes({ factoryStatus })).toEqual([]);
    expect(codes({ source: { status: 'backup', minimumQuantity: 1, orderMultiple: 1 } })).toEqual([]);
  });

  it.each([
    [{ factoryStatus: 'suspended' }, ['factory_suspended']],
    [{ source: null }, ['source_not_approved']],
    [{ source: { status: 'suspended', minimumQuantity: 300, orderMultiple: 50 } }, ['source_suspended']],
    [{ covers: [cover('missing')] }, ['compliance_document_missing']],
    [{ covers: [cover('expires')] }, ['compliance_document_expires']],
    [{ covers: [cover('revoked')] }, ['compliance_document_revoked']],
    [{ quantity: 250 }, ['quantity_below_minimum']],
    [{ quantity: 610 }, ['quantity_not_multiple']],
    [{ quantity: 220 }, ['quantity_below_minimum', 'quantity_not_multiple']],
    [{ kind: 'first_order', quantity: 499 }, ['first_order_below_minimum']],
    [{ kind: 'first_order', quantity: 501 }, []],
    [{ kind: 'first_order', quantity: 300, groupQuantity: 500 }, []],
    [{ kind: 'first_order', quantity: 200, groupQuantity: 500 }, ['quantity_below_minimum']],
    [{ kind: 'sample', quantity: 3, covers: [cover('missing')] }, []],
    [{ kind: 'sample', quantity: 3, source: null }, ['source_not_approved']],
  ] as [Partial<EligibilityFacts>, string[]][])('%j: %j', (given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it('names the document and the market, and the next quantity that fits', () => {
    expect(eligibility(facts({ quantity: 610, covers: [cover('missing', 'FCC', 'US')] }))).toEqual([
      { code: 'compliance_document_missing', params: { document: 'FCC', market: 'US' } },
      { code: 'quantity_not_multiple', params: { multiple: 50, quantity: 610, upper: 650 } },
    ]);
  });

  it('accepts the quantity that it names, and never grows stricter with better documents', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.integer({ min: 1, max: 800 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom('reorder', 'first_order', 'sample'),
        (quantity, minimumQuantity, orderMultiple, kind) => {
          const given = facts({
            quantity,
            kind,
            source: { status: 'active', minimumQuantity, orderMultiple },
          });
          const upper = eligibility(given).find(({ code }) => code === 'quantity_not_multiple')?.params
            ?.upper;
          if (upper !== undefined) expect(eligibility({ ...given, quantity: Number(upper) })).toEqual([]);
          const worse = eligibility({ ...given, covers: [cover('missing')] });
          expect(worse.length).toBeGreaterThanOrEqual(eligibility(given).length);
        },
      ),
    );
  });
});
