import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { type Cell, reconcileCells } from './reconcile';

const CELLS: Cell[] = ['a', 'b', 'c'].flatMap((category) =>
  ['US', 'DE'].map((market) => ({ category, market })),
);
const sum = (values: readonly number[]) => values.reduce((x, y) => x + y, 0);
const wholesOf = (rows: readonly (readonly number[])[], noise: () => number = () => 1) => {
  const part = (is: (cell: Cell) => boolean) => [
    sum(rows.filter((_, i) => is(CELLS[i]!)).map((row) => row[0]!)) * noise(),
  ];
  return {
    categories: new Map(['a', 'b', 'c'].map((code) => [code, part((c) => c.category === code)])),
    markets: new Map(['US', 'DE'].map((code) => [code, part((c) => c.market === code)])),
    total: part(() => true),
  };
};

describe('reconciled forecasts', () => {
  it('leave what is coherent as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 }), (values) => {
        const rows = values.map((value) => [value]);
        const out = reconcileCells(CELLS, rows, wholesOf(rows));
        for (const [i, row] of out.entries()) expect(row[0]).toBeCloseTo(values[i]!, 6);
      }),
    );
  });

  it('meet between the parts and a whole that says more', () => {
    const rows = CELLS.map(() => [10]);
    const wholes = { categories: new Map(), markets: new Map(), total: [120] };
    const out = reconcileCells(CELLS, rows, wholes);
    // The total has as much weight as all cells together: half-way between 60 and 120.
    expect(sum(out.map((row) => row[0]!))).toBeCloseTo(90, 8);
    expect(out.every((row) => Math.abs(row[0]! - 15) < 1e-8)).toBe(true);
  });

  it('are nearer to the truth than the sums of their parts, where wholes are forecast better', () => {
    const random = createRandom('hierarchy');
    let sums = 0;
    let reconciled = 0;
    for (let run = 0; run < 300; run++) {
      const truth = CELLS.map(() => [50 + random.next() * 200]);
      const common = Math.exp(random.normal(0, 0.15));
      const cells = truth.map(([value]) => [value! * common * Math.exp(random.normal(0, 0.1))]);
      const wholes = wholesOf(truth, () => Math.exp(random.normal(0, 0.05)));
      const out = reconcileCells(CELLS, cells, wholes);
      const total = sum(truth.map((row) => row[0]!));
      sums += Math.abs(sum(cells.map((row) => row[0]!)) - total);
      reconciled += Math.abs(sum(out.map((row) => row[0]!)) - total);
    }
    expect(reconciled).toBeLessThan(0.6 * sums);
  });

  it('are never negative, and none without cells', () => {
    const rows = CELLS.map((_, i) => [i === 0 ? 500 : 0]);
    const zero = { categories: new Map([['a', [0]]]), markets: new Map([['US', [0]]]), total: [0] };
    for (const row of reconcileCells(CELLS, rows, zero)) expect(row[0]).toBeGreaterThanOrEqual(0);
    expect(reconcileCells([], [], { categories: new Map(), markets: new Map(), total: null })).toEqual([]);
  });
});
