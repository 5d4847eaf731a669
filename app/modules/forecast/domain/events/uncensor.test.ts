import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';
import { uncensored } from '../demand/weekly-history';
import { uncensoredDemand } from './uncensor';

describe('demand behind stock-outs', () => {
  it('is what was sold where nothing was lost, and unknown where nearly all was', () => {
    expect(uncensoredDemand([5, 0, 7, -2], [0, 0, 6, 0])).toEqual([5, 0, null, 0]);
  });

  it('scales a week that stands alone', () => {
    expect(uncensoredDemand([10], [2])).toEqual([14]);
  });

  it('comes nearer to the truth than scaling what the days on sale sold', () => {
    const random = createRandom('stock-outs');
    let scaled = 0;
    let estimated = 0;
    for (let series = 0; series < 200; series++) {
      const level = 2 + random.next() * 40;
      const days = Array.from({ length: 40 }, (_, w) => {
        const rate = (level / 7) * Math.exp(0.15 * Math.sin(w / 4)) * Math.exp(random.normal(0, 0.15));
        return Array.from({ length: 7 }, () => random.poisson(rate));
      });
      const out = days.map(() => (random.next() < 0.25 ? random.int(1, 5) : 0));
      const sold = days.map((week, w) => week.slice(0, 7 - out[w]!).reduce((a, b) => a + b, 0));
      const demand = uncensoredDemand(sold, out);
      out.forEach((lost, w) => {
        if (lost === 0) return;
        const truth = days[w]!.reduce((a, b) => a + b, 0);
        scaled += Math.abs(uncensored(sold[w]!, lost)! - truth);
        estimated += Math.abs(demand[w]! - truth);
      });
    }
    expect(estimated).toBeLessThan(0.8 * scaled);
  });

  it('never lies below what was sold, and is always a figure', () => {
    const week = fc.record({
      sold: fc.integer({ min: -5, max: 100_000 }),
      out: fc.integer({ min: 0, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(week, { maxLength: 60 }), (weeks) => {
        const demand = uncensoredDemand(
          weeks.map(({ sold }) => sold),
          weeks.map(({ out }) => out),
        );
        demand.forEach((value, w) => {
          if (value === null) expect(weeks[w]!.out).toBeGreaterThanOrEqual(6);
          else expect(Number.isFinite(value) && value >= Math.max(0, weeks[w]!.sold)).toBe(true);
        });
      }),
    );
  });
});
