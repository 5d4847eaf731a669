import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AskedPart,
  acceptedAsAsked,
  type DraftSchedule,
  leftToAnswer,
  revivedDraft,
  summaryOf,
  typedPieces,
  withoutPart,
  withPart,
  withSplit,
} from './answer-draft';

const today = '2026-03-02';
const asked: AskedPart = { id: 'a', quantity: 500, requestedShipOn: '2026-04-01' };

describe('an answer while it is typed', () => {
  test('begins with everything as asked', () => {
    const draft = acceptedAsAsked(asked, today);
    expect(draft.parts).toMatchObject([
      { outcome: 'accepted', quantity: '500', shipOn: '2026-04-01', reason: '' },
    ]);
    expect(leftToAnswer(asked, draft.parts)).toBe(0);
  });

  test('begins with a later day to be named where the requested one has passed', () => {
    const { parts } = acceptedAsAsked(asked, '2026-04-02');
    expect(parts).toMatchObject([{ outcome: 'backordered', shipOn: '' }]);
  });

  test('counts what is left as figures are typed, whatever their separators', () => {
    const draft = acceptedAsAsked({ ...asked, quantity: 1500 }, today);
    const typed = withPart(asked, draft, 'a-1', { quantity: '1,200' });
    expect(leftToAnswer({ ...asked, quantity: 1500 }, typed.parts)).toBe(300);
    expect(leftToAnswer(asked, withPart(asked, draft, 'a-1', { quantity: '' }).parts)).toBeNull();
    expect(leftToAnswer(asked, withPart(asked, draft, 'a-1', { quantity: '1.5' }).parts)).toBeNull();
    expect(leftToAnswer(asked, withPart(asked, draft, 'a-1', { quantity: '600' }).parts)).toBe(-100);
    expect(typedPieces('12 000')).toBe(12_000);
    expect(typedPieces('-5')).toBeNull();
    expect(typedPieces('1e3')).toBeNull();
  });

  test('splits what is left, or half of the last part', () => {
    const half = withSplit(asked, acceptedAsAsked(asked, today));
    expect(half.parts.map(({ quantity }) => quantity)).toEqual(['250', '250']);
    const rest = withSplit(asked, withPart(asked, acceptedAsAsked(asked, today), 'a-1', { quantity: '400' }));
    expect(rest.parts.map(({ quantity, outcome }) => [quantity, outcome])).toEqual([
      ['400', 'accepted'],
      ['100', 'backordered'],
    ]);
  });

  test('keeps the sum when a part is taken out, and its last part', () => {
    const split = withSplit(asked, acceptedAsAsked(asked, today));
    expect(withoutPart(split, 'a-1').parts.map(({ key, quantity }) => [key, quantity])).toEqual([
      ['a-2', '500'],
    ]);
    const one = acceptedAsAsked(asked, today);
    expect(withoutPart(one, 'a-1')).toBe(one);
    expect(withoutPart(split, 'unknown')).toBe(split);
  });

  test('gives an outcome the fields that it has', () => {
    const draft = acceptedAsAsked(asked, today);
    const rejected = withPart(asked, draft, 'a-1', { outcome: 'rejected' });
    expect(rejected.parts[0]).toMatchObject({ shipOn: '', unitPrice: '' });
    const proposed = withPart(asked, draft, 'a-1', { outcome: 'counter_proposed', unitPrice: '12.50' });
    expect(proposed.parts[0]).toMatchObject({ shipOn: '', unitPrice: '12.50' });
    const back = withPart(asked, proposed, 'a-1', { outcome: 'accepted' });
    expect(back.parts[0]).toMatchObject({ shipOn: '2026-04-01', unitPrice: '', reason: '' });
  });

  test('sums up what it promises', () => {
    let draft = withSplit(asked, acceptedAsAsked(asked, today));
    draft = withPart(asked, draft, 'a-2', { shipOn: '2026-04-10' });
    const other: AskedPart = { id: 'b', quantity: 90, requestedShipOn: '2026-04-01' };
    const rejected = withPart(other, acceptedAsAsked(other, today), 'b-1', {
      outcome: 'rejected',
      quantity: '80',
    });
    expect(summaryOf([asked, other], [draft, rejected])).toEqual({
      promised: 500,
      proposed: 0,
      rejected: 80,
      unfinished: 1,
      lastDay: '2026-04-10',
      later: 250,
    });
  });

  test('stays whole under any splitting and taking out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(fc.oneof(fc.constant('split'), fc.nat(10)), { maxLength: 30 }),
        (quantity, steps) => {
          const one = { ...asked, quantity };
          let draft: DraftSchedule = acceptedAsAsked(one, today);
          for (const step of steps) {
            if (step === 'split') draft = withSplit(one, draft);
            else draft = withoutPart(draft, draft.parts[Number(step) % draft.parts.length]!.key);
            expect(leftToAnswer(one, draft.parts)).toBe(0);
            expect(new Set(draft.parts.map(({ key }) => key)).size).toBe(draft.parts.length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a kept answer', () => {
  test('comes back as it was, without what no longer fits', () => {
    const draft = [withSplit(asked, acceptedAsAsked(asked, today))];
    const kept: unknown = JSON.parse(
      JSON.stringify([...draft, { scheduleId: 'gone', parts: draft[0]!.parts }]),
    );
    expect(revivedDraft([asked], today, kept)).toEqual(draft);
  });

  test.each([
    null,
    'x',
    7,
    {},
    [],
    [null],
    [{ scheduleId: 'a', parts: [] }],
    [{ scheduleId: 'a', parts: [{}] }],
  ])('is nothing when it is damaged: %j', (kept) => {
    expect(revivedDraft([asked], today, kept)).toBeNull();
  });
});
