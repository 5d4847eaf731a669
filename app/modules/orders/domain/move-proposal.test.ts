import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { problem } from '~/kernel/problem';
import { compareProposals, type MoveFrom, type MoveTo, moveProposal } from './move-proposal';

const today = calendarDate('2026-11-22');
const from = (given: Partial<MoveFrom> = {}): MoveFrom => ({
  kind: 'reorder',
  quantity: 500,
  shipped: 0,
  unitPriceMinor: 4000n,
  arrivesOn: calendarDate('2027-01-10'),
  staysUntil: calendarDate('2027-01-30'),
  terms: { minimumQuantity: 200, orderMultiple: 50 },
  ...given,
});
const to = (given: Partial<MoveTo> = {}): MoveTo => ({
  factoryId: 'b',
  unitCostMinor: 4413n,
  productionLeadDays: 31,
  transitLeadDays: 20,
  minimumQuantity: 100,
  orderMultiple: 50,
  capacityLeft: null,
  reasons: [],
  ...given,
});
const move = (a: Partial<MoveFrom> = {}, b: Partial<MoveTo> = {}) => moveProposal(from(a), to(b), today);
const reasonsOf = (answer: ReturnType<typeof move>) =>
  answer.ok ? [] : answer.reasons.map(({ code }) => code);

describe('moveProposal', () => {
  it('moves 300 of 500 where the other factory has room for 330: +2 days, +1,239.00', () => {
    expect(move({}, { capacityLeft: 330 })).toEqual({
      ok: true,
      value: {
        factoryId: 'b',
        quantity: 300,
        stays: 200,
        extraDays: 2,
        arrivesOn: '2027-01-12',
        daysAgainstWaiting: -18,
        extraCostMinor: 123_900n,
        capacityLeft: 330,
      },
    });
  });

  it.each([
    ['all of it when it fits', {}, {}, 500],
    ['what has shipped stays', { shipped: 100 }, {}, 400],
    ['less, so that what stays is worth making', {}, { capacityLeft: 400 }, 300],
    [
      'what stays keeps its multiple',
      { terms: { minimumQuantity: 50, orderMultiple: 200 } },
      { capacityLeft: 450 },
      300,
    ],
    ['a first order as a whole', { kind: 'first_order' }, {}, 500],
    [
      'a first order with 500 on both sides',
      { kind: 'first_order', quantity: 1200 },
      { capacityLeft: 900 },
      700,
    ],
    ['samples in any number', { kind: 'sample', quantity: 3 }, { capacityLeft: 2 }, 2],
  ] as const)('%s', (_, a, b, quantity) => {
    const answer = move(a, b);
    expect(answer.ok && answer.value.quantity).toBe(quantity);
  });

  it.each([
    ['everything has shipped', { shipped: 500 }, {}, ['move_nothing_open']],
    ['no room', {}, { capacityLeft: 60 }, ['move_no_capacity']],
    ['below the minimum there', { quantity: 90 }, {}, ['move_no_fitting_quantity']],
    [
      'half a first order',
      { kind: 'first_order', quantity: 900 },
      { capacityLeft: 600 },
      ['move_no_fitting_quantity'],
    ],
    ['what would stay has no terms', { terms: null }, { capacityLeft: 300 }, ['move_no_fitting_quantity']],
    ['not eligible', {}, { reasons: [problem('source_suspended')] }, ['source_suspended']],
  ] as const)('refuses: %s', (_, a, b, codes) => {
    expect(reasonsOf(move(a, b as Partial<MoveTo>))).toEqual(codes);
  });

  it('keeps the rules on both sides of every cut', () => {
    const terms = fc.record({
      minimumQuantity: fc.integer({ min: 1, max: 700 }),
      orderMultiple: fc.integer({ min: 1, max: 150 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('reorder', 'first_order'),
        fc.integer({ min: 1, max: 4000 }),
        fc.nat(10_000),
        terms,
        terms,
        fc.option(fc.nat(5000)),
        (kind, quantity, shippedShare, own, other, capacityLeft) => {
          const shipped = Math.floor((quantity * shippedShare) / 10_000);
          const answer = move({ kind, quantity, shipped, terms: own }, { ...other, capacityLeft });
          if (!answer.ok) {
            expect(answer.reasons).not.toEqual([]);
            return;
          }
          const { quantity: moved, stays, extraCostMinor } = answer.value;
          const least = (minimum: number) => (kind === 'first_order' ? Math.max(500, minimum) : minimum);
          expect(moved + stays).toBe(quantity);
          expect(stays).toBeGreaterThanOrEqual(shipped);
          expect(moved).toBeLessThanOrEqual(capacityLeft ?? moved);
          expect(moved).toBeGreaterThanOrEqual(least(other.minimumQuantity));
          expect(moved % other.orderMultiple).toBe(0);
          if (stays !== shipped) expect(stays).toBeGreaterThanOrEqual(least(own.minimumQuantity));
          expect(extraCostMinor).toBe(413n * BigInt(moved));
        },
      ),
    );
  });

  it('ranks by pieces, days, money', () => {
    const value = (given: Partial<MoveTo>) => {
      const answer = move({}, given);
      if (!answer.ok) throw new Error('not possible');
      return answer.value;
    };
    const ranked = [
      value({ factoryId: 'd', capacityLeft: 300 }),
      value({ factoryId: 'c', productionLeadDays: 40 }),
      value({ factoryId: 'b' }),
      value({ factoryId: 'a', unitCostMinor: 3900n }),
    ].sort(compareProposals);
    expect(ranked.map(({ factoryId }) => factoryId)).toEqual(['a', 'b', 'c', 'd']);
  });
});
