import { describe, expect, it } from 'vitest';
import { concentrations, DEFAULT_CONCENTRATION } from './risk-concentration';

const share = (categoryCode: string, factoryId: string, weight: number) => ({
  categoryCode,
  factoryId,
  weight,
  skus: 5,
});
const rule = DEFAULT_CONCENTRATION;
const skus = new Map([
  ['home', 10],
  ['toys', 3],
]);

describe('concentrations', () => {
  it('names the factory on which a category hangs, by share or by index', () => {
    expect(concentrations([share('home', 'a', 70), share('home', 'b', 30)], skus, rule)).toEqual([
      {
        categoryCode: 'home',
        factoryId: 'a',
        topShareBp: 7000,
        herfindahl: 5800,
        factories: 2,
        skus: 10,
        weight: 100,
      },
    ]);
    expect(concentrations([share('home', 'a', 50), share('home', 'b', 50)], skus, rule)[0]?.herfindahl).toBe(
      5000,
    );
  });

  it('leaves spread, small and empty categories alone', () => {
    const spread = ['a', 'b', 'c', 'd'].map((id) => share('home', id, 25));
    expect(concentrations(spread, skus, rule)).toEqual([]);
    expect(concentrations([share('toys', 'a', 100)], skus, rule)).toEqual([]);
    expect(concentrations([share('home', 'a', 0)], skus, rule)).toEqual([]);
  });
});
