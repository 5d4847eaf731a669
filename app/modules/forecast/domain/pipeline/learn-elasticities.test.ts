import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { mondayOfIndex } from '../sku-demand';
import { learnElasticities, type PricedSku } from './learn-elasticities';

const WEEKS = 104;
const FROM = 2900;
const COVERAGE = [
  { importId: null, marketCode: 'US', from: mondayOfIndex(FROM), to: mondayOfIndex(FROM + WEEKS) },
];

/** A SKU whose price is lowered by a quarter every eighth week, and demand answers with the given elasticity. */
function sku(label: string, category: string, elasticity: number): PricedSku {
  const random = createRandom(label);
  const sales = Array.from({ length: WEEKS }, (_, i) => {
    const price = i % 8 === 4 ? 1500 : 2000;
    const units = random.poisson(80 * (price / 2000) ** elasticity);
    return { marketCode: 'US', weekIndex: FROM + i, units, revenue: units * price, importId: null };
  });
  return { category, sales, stockOuts: [] };
}

describe('elasticities of categories', () => {
  it('are learnt from the revenue and units of their SKUs, apart from each other and in order', () => {
    const skus = Array.from({ length: 8 }, (_, i) => [
      sku(`t${i}`, 'toys', -3.2),
      sku(`l${i}`, 'lamps', -1.2),
    ]);
    const learnt = learnElasticities(
      skus.flat(),
      [{ code: 'US', region: 'north_america' }],
      COVERAGE,
      mondayOfIndex(FROM + WEEKS + 1),
    );
    expect(learnt.map(([category]) => category)).toEqual(['lamps', 'toys']);
    expect(Math.abs(learnt[0]![1].discount + 1.2)).toBeLessThan(0.2);
    expect(Math.abs(learnt[1]![1].discount + 3.2)).toBeLessThan(0.2);
    // Nobody changed a price for good: what is published holds.
    expect(learnt.map(([, { lasting }]) => lasting)).toEqual([-1.5, -1.5]);
  });

  it('are nobody’s without sales', () => {
    expect(learnElasticities([], [], [], mondayOfIndex(FROM))).toEqual([]);
  });
});
