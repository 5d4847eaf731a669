import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DemoFactory, type DemoSku, guessCategory, planDemoSources } from './demo-sources';

const factories: DemoFactory[] = [
  { id: 'a', countryCode: 'CN', currency: 'CNY', categories: ['home.decor'] },
  { id: 'b', countryCode: 'VN', currency: 'VND', categories: ['home.kitchen', 'outdoor.camping'] },
  { id: 'c', countryCode: 'TH', currency: 'THB', categories: ['electronics.audio'] },
];

const sku = fc.record<DemoSku>({
  id: fc.uuid(),
  code: fc.stringMatching(/^[A-Z0-9]{3,8}$/),
  categoryCode: fc.constantFrom(
    'home.decor',
    'home.kitchen',
    'outdoor.garden',
    'electronics.smart_home',
    'personal_care.hair',
  ),
  abcClass: fc.constantFrom('A', 'B', 'C'),
  priceMinor: fc.bigInt(1n, 1_000_000n),
  currency: fc.constantFrom('GBP', 'EUR', 'USD', 'JPY'),
  weeklyUnits: fc.double({ min: 0, max: 5000, noNaN: true }),
});

describe('planDemoSources', () => {
  it('gives shares that sum to the whole, to different factories, on usable terms, the same every time', () => {
    fc.assert(
      fc.property(sku, (item) => {
        const sources = planDemoSources(item, factories, 7);
        expect(planDemoSources(item, factories, 7)).toEqual(sources);
        expect(sources.reduce((sum, source) => sum + source.shareBp, 0)).toBe(10_000);
        expect(new Set(sources.map((source) => source.factoryId)).size).toBe(sources.length);
        for (const source of sources) {
          expect(source.unitCostMinor).toBeGreaterThan(0n);
          expect(source.minimumQuantity % source.orderMultiple).toBe(0);
          expect(source.productionLeadDays).toBeGreaterThan(0);
          expect(source.status === 'backup').toBe(source.shareBp === 0);
        }
      }),
    );
  });

  it('prefers factories that make the category or a near one, and takes any if none does', () => {
    const item: DemoSku = {
      id: '1',
      code: 'X1',
      categoryCode: 'electronics.audio',
      abcClass: 'C',
      priceMinor: 500n,
      currency: 'GBP',
      weeklyUnits: 1,
    };
    expect(planDemoSources(item, factories, 7).map((source) => source.factoryId)).toEqual(['c']);
    const outdoor = planDemoSources({ ...item, categoryCode: 'outdoor.garden' }, factories, 7);
    expect(outdoor.map((source) => source.factoryId)).toEqual(['b']);
    expect(
      planDemoSources({ ...item, categoryCode: 'personal_care.hair' }, factories, 7).length,
    ).toBeGreaterThan(0);
    expect(planDemoSources(item, [], 7)).toEqual([]);
  });
});

describe('guessCategory', () => {
  it.each([
    ['WHITE HANGING HEART T-LIGHT HOLDER', 'home.lighting'],
    ['GARDENERS KNEELING PAD CUP OF TEA', 'outdoor.garden'],
    ['ALARM CLOCK BAKELIKE GREEN', 'electronics.smart_home'],
    ['VINTAGE ROSE HAND CREAM', 'personal_care.massage'],
    ['SET OF 3 CAKE TINS PANTRY DESIGN', 'home.storage'],
    ['PACK OF 72 RETROSPOT CAKE CASES', 'home.kitchen'],
    ['WOODEN PICTURE FRAME WHITE FINISH', 'home.decor'],
    ['', 'home.decor'],
  ])('%s is %s', (description, category) => {
    expect(guessCategory(description)).toBe(category);
  });
});
