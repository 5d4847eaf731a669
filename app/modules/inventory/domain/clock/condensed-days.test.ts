import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onShelf, someRule } from './clock-facts';
import { condense, expand, startOfDayOf } from './condensed-days';
import { sellOutClock } from './sell-out-clock';

const DAY = 86_400_000;
const START = Date.parse('2026-02-20T03:00:00Z');
const flow = fc.record({
  at: fc.integer({ min: START, max: START + 45 * DAY }),
  quantity: fc.integer({ min: 1, max: 40 }),
});

test('condensed days give the clock of the whole record, but for the instant of selling out on such a day', () => {
  fc.assert(
    fc.property(
      fc.array(flow, { maxLength: 40 }),
      fc.array(flow, { maxLength: 8 }),
      fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kolkata'),
      fc.integer({ min: 0, max: 50 * DAY }),
      fc.integer({ min: 0, max: 50 * DAY }),
      (sales, anyReturns, timeZone, since, ahead) => {
        // A piece comes back after it was sold.
        const firstSale = Math.min(...sales.map((one) => one.at));
        const returns = anyReturns.filter((one) => one.at >= firstSale);
        const rule = someRule({ timeZone, startEvent: 'first_sale' });
        const now = START + Math.max(since, ahead);
        const border = startOfDayOf(START + since, timeZone);
        // What had happened by then is condensed; only that may have been kept.
        const known = <T extends { at: number }>(flows: T[]) => flows.filter((one) => one.at <= now);
        const old = expand(
          condense(
            known(sales).filter((one) => one.at < border),
            known(returns).filter((one) => one.at < border),
            timeZone,
          ),
        );
        const recent = <T extends { at: number }>(flows: T[]) =>
          known(flows).filter((one) => one.at >= border);
        const whole = sellOutClock(rule, onShelf(START, 100, { sales, returns }), now);
        const part = sellOutClock(
          rule,
          onShelf(START, 100, {
            sales: [...old.sales, ...recent(sales)],
            returns: [...old.returns, ...recent(returns)],
          }),
          now,
        );
        const { soldOutAt: partAt, steps: _a, ...partRest } = part;
        const { soldOutAt: wholeAt, steps: _b, ...wholeRest } = whole;
        expect(partRest).toEqual(wholeRest);
        if (wholeAt !== null && wholeAt >= border && (partAt ?? 0) >= border) expect(partAt).toBe(wholeAt);
      },
    ),
    { numRuns: 400 },
  );
});
