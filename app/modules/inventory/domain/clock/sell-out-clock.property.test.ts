import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, someFacts, someRule } from './clock-facts';
import { dailySeries } from './daily-series';
import { sellOutClock } from './sell-out-clock';
import type { ClockFacts, ClockRule, PauseFact } from './types';

const DAY = 86_400_000;
const START = instantOf('2026-02-20T00:00:00Z');
const instant = fc.integer({ min: 0, max: 60 * DAY }).map((ms) => START + ms);
const flows = (most: number) =>
  fc.array(fc.record({ at: instant, quantity: fc.integer({ min: 1, max: 60 }) }), { maxLength: most });
const pause: fc.Arbitrary<PauseFact> = fc.record({
  from: instant,
  to: fc.option(instant, { nil: null, freq: 6 }),
  cause: fc.constantFrom('customs_hold', 'listing_off', 'receiving_backlog', 'listing_recall'),
});
const facts: fc.Arbitrary<ClockFacts> = fc
  .record({
    order: fc.record({ agreedUnits: fc.integer({ min: 0, max: 600 }), isComplete: fc.boolean() }),
    receipts: fc.array(
      fc.record({
        at: instant,
        accepted: fc.integer({ min: 0, max: 300 }),
        rejected: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 5 },
    ),
    shelved: flows(5),
    sales: flows(25),
    returns: flows(6),
    listings: fc.array(
      fc.record({ at: instant, market: fc.constantFrom('US', 'DE'), isListed: fc.boolean() }),
      { maxLength: 5 },
    ),
    pauses: fc.array(pause, { maxLength: 4 }),
  })
  .map((found) => someFacts(found));
const rule: fc.Arbitrary<ClockRule> = fc
  .record({
    startEvent: fc.constantFrom(
      'first_sellable' as const,
      'goods_receipt' as const,
      'first_listing' as const,
      'first_sale' as const,
    ),
    sellThroughBp: fc.integer({ min: 1, max: 10_000 }),
    windowDays: fc.integer({ min: 1, max: 45 }),
    timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'UTC'),
  })
  .map((found) => someRule(found));
const now = fc.integer({ min: -DAY, max: 130 * DAY }).map((ms) => START + ms);

test('the order of what is recorded means nothing', () => {
  fc.assert(
    fc.property(rule, facts, now, fc.infiniteStream(fc.nat()), (r, f, n, random) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((value) => ({ value, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
      const other: ClockFacts = {
        ...f,
        receipts: shuffled(f.receipts),
        shelved: shuffled(f.shelved),
        sales: shuffled(f.sales),
        returns: shuffled(f.returns),
        listings: shuffled(f.listings),
        pauses: shuffled(f.pauses),
      };
      const { steps, ...clock } = sellOutClock(r, f, n);
      const { steps: otherSteps, ...otherClock } = sellOutClock(r, other, n);
      expect(otherClock).toEqual(clock);
      expect(otherSteps.length).toBe(steps.length);
    }),
    { numRuns: 400 },
  );
});

test('a further pause only ever extends', () => {
  fc.assert(
    fc.property(rule, facts, pause, now, (r, f, further, n) => {
      const before = sellOutClock(r, f, n);
      const after = sellOutClock(r, { ...f, pauses: [...f.pauses, further] }, n);
      expect(after.startedAt).toBe(before.startedAt);
      expect(after.pausedMs).toBeGreaterThanOrEqual(before.pausedMs);
      expect(after.expiresAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(
        before.expiresAt ?? Number.POSITIVE_INFINITY,
      );
      expect(after.netSold + after.returnedUnits).toBeGreaterThanOrEqual(
        before.netSold + before.returnedUnits,
      );
    }),
    { numRuns: 600 },
  );
});

test('a further sale inside the window never takes a sell-out away, a further return never makes one', () => {
  fc.assert(
    fc.property(rule, facts, now, fc.nat(30), fc.integer({ min: 1, max: 40 }), (r, f, n, days, quantity) => {
      const before = sellOutClock(r, f, n);
      fc.pre(before.startedAt !== null);
      const change = { at: before.startedAt! + days * DAY, quantity };
      const sold = sellOutClock(r, { ...f, sales: [...f.sales, change] }, n);
      expect(sold.netSold).toBeGreaterThanOrEqual(before.netSold);
      if (before.status === 'sold_out') expect(sold.status).toBe('sold_out');
      const returned = sellOutClock(r, { ...f, returns: [...f.returns, change] }, n);
      expect(returned.netSold).toBeLessThanOrEqual(before.netSold);
      if (before.status !== 'sold_out') expect(returned.status).toBe(before.status);
    }),
    { numRuns: 400 },
  );
});

test('time only moves it forward: once final, nothing but earlier facts could change it', () => {
  fc.assert(
    fc.property(rule, facts, now, fc.nat(50 * DAY), (r, f, n, later) => {
      const first = sellOutClock(r, f, n);
      const second = sellOutClock(r, f, n + later);
      if (first.startedAt !== null) expect(second.startedAt).toBe(first.startedAt);
      expect(second.pausedMs).toBeGreaterThanOrEqual(first.pausedMs);
      if (!first.isFinal) return;
      for (const key of [
        'status',
        'expiresAt',
        'netSold',
        'targetUnits',
        'soldOutAt',
        'receivedUnits',
      ] as const) {
        expect(second[key]).toBe(first[key]);
      }
    }),
    { numRuns: 600 },
  );
});

test('its figures add up, and the days lead to them', () => {
  fc.assert(
    fc.property(rule, facts, now, (r, f, n) => {
      const clock = sellOutClock(r, f, n);
      expect(clock.netSold).toBe(clock.soldUnits - clock.returnedUnits);
      expect(clock.missingUnits).toBe(Math.max(0, clock.targetUnits - clock.netSold));
      expect(clock.status === 'sold_out').toBe(clock.soldOutAt !== null);
      if (clock.soldOutAt !== null) expect(clock.soldOutAt).toBeLessThanOrEqual(clock.expiresAtIfResumed!);
      const days = dailySeries(r, f, clock, n);
      expect(days.length > 0).toBe(clock.startedAt !== null);
      if (days.length === 0) return;
      expect(days.reduce((sum, day) => sum + day.sold - day.returned, 0)).toBe(clock.netSold);
      expect(days.at(-1)!.needed).toBeCloseTo(clock.targetUnits, 6);
      for (const [index, day] of days.entries()) {
        if (index > 0) expect(day.needed).toBeGreaterThanOrEqual(days[index - 1]!.needed - 1e-9);
      }
    }),
    { numRuns: 300 },
  );
});
