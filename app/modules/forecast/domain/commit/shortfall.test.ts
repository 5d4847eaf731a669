import { describe, expect, it } from 'vitest';
import { parseShortfallCursor, rankAlternatives, shortfallCursorText } from './shortfall';

describe('rankAlternatives', () => {
  const source = (offered: number, leadDays = 30) => ({
    factorySlug: 'lan',
    offered,
    leadDays,
    ownLeadDays: 30,
  });
  it('puts what covers most first, then what costs least time', () => {
    const ranked = rankAlternatives(
      300,
      [source(200), source(900, 37)],
      [
        { week: '2026-12-07', offered: 300, weeks: -1 },
        { week: '2026-12-21', offered: 500, weeks: 1 },
      ],
    );
    expect(ranked.map(({ kind, covers }) => [kind, covers])).toEqual([
      ['week', 300],
      ['source', 300],
      ['week', 300],
      ['source', 200],
    ]);
    expect(ranked[0]).toMatchObject({ week: '2026-12-07' });
  });
  it('leaves out what offers nothing, and the week itself', () => {
    expect(rankAlternatives(10, [source(0)], [{ week: 'w', offered: 5, weeks: 0 }])).toEqual([]);
  });
});

it('a cursor comes back as it went, and nothing else is one', () => {
  const cursor = { rank: '123', id: '018f0000-0000-7000-8000-00000000c0de' };
  expect(parseShortfallCursor(shortfallCursorText(cursor))).toEqual(cursor);
  for (const text of [undefined, '', '1_', '-1_x', `1e9_${cursor.id}`, `1_${cursor.id}'`])
    expect(parseShortfallCursor(text)).toBeNull();
});
