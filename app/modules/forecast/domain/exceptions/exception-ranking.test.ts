import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY_MS,
  dayList,
  type ExceptionVerdict,
  isKeptAway,
  learnedWeight,
  type RankedException,
  rankExceptions,
} from './exception-ranking';

const NOW = 1_000 * DAY_MS;
const about = (kind: string, subject: string, money: number): RankedException => ({
  kind,
  subject,
  week: null,
  money,
});
const said = (
  verdict: ExceptionVerdict['verdict'],
  given: Partial<ExceptionVerdict> = {},
): ExceptionVerdict => ({
  kind: 'jump',
  subject: 'A',
  verdict,
  money: 100,
  at: NOW - DAY_MS,
  isOwn: true,
  ...given,
});

describe('what a person’s verdicts teach', () => {
  test('nothing said: every kind counts the same', () => {
    expect(learnedWeight('jump', [])).toBe(0.5);
    expect(rankExceptions([about('a', 'x', 1), about('b', 'y', 2)], [], NOW).map((e) => e.subject)).toEqual([
      'y',
      'x',
    ]);
  });

  test('the documented formula', () => {
    const verdicts = [
      ...Array.from({ length: 3 }, () => said('acted', { isOwn: false })),
      said('acted'),
      said('dismissed'),
      said('dismissed'),
      said('snoozed'),
    ];
    // kind = (1 + 4) / (2 + 4 + 2); weight = (4 · kind + 1) / (4 + 1 + 2)
    expect(learnedWeight('jump', verdicts)).toBeCloseTo((4 * (5 / 8) + 1) / 7, 12);
    expect(learnedWeight('bias', verdicts)).toBe(0.5);
  });

  test('a kind that is always dismissed sinks below one that is acted on', () => {
    const verdicts = [
      ...Array.from({ length: 12 }, (_, i) => said('dismissed', { kind: 'jump', subject: `s${i}` })),
      ...Array.from({ length: 12 }, (_, i) => said('acted', { kind: 'shortfall', subject: `s${i}` })),
    ];
    const list = rankExceptions([about('jump', 'J', 300), about('shortfall', 'S', 100)], verdicts, NOW);
    expect(list.map(({ subject }) => subject)).toEqual(['S', 'J']);
  });

  test('a dismissed subject comes back when half as much again is at stake, or after 14 days', () => {
    const dismissed = [said('dismissed')];
    expect(isKeptAway(about('jump', 'A', 150), dismissed, NOW)).toBe(true);
    expect(isKeptAway(about('jump', 'A', 151), dismissed, NOW)).toBe(false);
    expect(isKeptAway(about('jump', 'B', 10), dismissed, NOW)).toBe(false);
    expect(isKeptAway(about('jump', 'A', 10), dismissed, NOW + 12.9 * DAY_MS)).toBe(true);
    expect(isKeptAway(about('jump', 'A', 10), dismissed, NOW + 13 * DAY_MS)).toBe(false);
    expect(isKeptAway(about('jump', 'A', 10), [said('dismissed', { isOwn: false })], NOW)).toBe(false);
  });

  test('later is three days; the last word counts', () => {
    expect(isKeptAway(about('jump', 'A', 1e9), [said('snoozed')], NOW)).toBe(true);
    expect(isKeptAway(about('jump', 'A', 1e9), [said('snoozed')], NOW + 2 * DAY_MS)).toBe(false);
    const words = [said('dismissed', { at: NOW - 2 * DAY_MS }), said('acted')];
    expect(isKeptAway(about('jump', 'A', 1), words, NOW)).toBe(false);
  });
});

describe('the list of a day', () => {
  const many = Array.from({ length: 25 }, (_, i) => about('jump', `S${i}`, 1000 - i));

  test('is ten, and dealing with one lets no eleventh in', () => {
    const morning = dayList(many, null, [], NOW, NOW - 1);
    expect(morning.open).toHaveLength(10);
    const verdicts = morning.open
      .slice(0, 4)
      .map((one, i) => said(i % 2 ? 'acted' : 'dismissed', { subject: one.subject, at: NOW + 10 }));
    const later = dayList(many, morning.keys, verdicts, NOW + 20, NOW - 1);
    expect(later.open).toEqual(morning.open.slice(4));
    expect(later.done).toBe(4);
    expect(later.keys).toEqual(morning.keys);
  });

  test('never shows more than ten subjects, whatever versions and verdicts the day brings', () => {
    const exception = fc.record({
      kind: fc.constantFrom('jump', 'bias', 'shortfall'),
      subject: fc.integer({ min: 0, max: 40 }).map(String),
      week: fc.constantFrom(null, '2026-11-23'),
      money: fc.integer({ min: 0, max: 1e6 }),
    });
    const step = fc.record({
      version: fc.array(exception, { maxLength: 40 }),
      verdicts: fc.array(
        fc.record({
          at: fc.nat(9),
          verdict: fc.constantFrom('acted' as const, 'dismissed' as const, 'snoozed' as const),
        }),
        { maxLength: 5 },
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        let keys: readonly string[] | null = null;
        const verdicts: ExceptionVerdict[] = [];
        const seen = new Set<string>();
        steps.forEach(({ version, verdicts: words }, i) => {
          const list: ReturnType<typeof dayList> = dayList(version, keys, verdicts, NOW + i, NOW);
          keys = list.keys;
          for (const one of list.open) seen.add(`${one.kind}|${one.subject}|${one.week ?? ''}`);
          expect(list.open.length + list.done).toBe(list.keys.length);
          for (const { at, verdict } of words) {
            const one = list.open[at];
            if (one) verdicts.push(said(verdict, { kind: one.kind, subject: one.subject, at: NOW + i }));
          }
        });
        expect(seen.size).toBeLessThanOrEqual(10);
      }),
    );
  });
});
