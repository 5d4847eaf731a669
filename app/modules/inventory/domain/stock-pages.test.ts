import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysetPage, PLACE_VALUES, type Place, placeOf, placeText } from './stock-pages';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

test('a place survives the URL, and nothing else is one', () => {
  const place = { value: 'LAMP~3 %', id: id(7) };
  expect(placeOf(placeText(place), PLACE_VALUES.text)).toEqual(place);
  for (const text of [undefined, '', 'x', `5~${id(1)}x`, `five~${id(1)}`, `1e9~${id(1)}`])
    expect(placeOf(text, PLACE_VALUES.whole)).toBeNull();
  expect(PLACE_VALUES.date('2026-02-30')).toBe(false);
  expect(PLACE_VALUES.date('9999-12-31')).toBe(true);
  expect(PLACE_VALUES.instant('2026-02-30T25:00:00.000000Z')).toBe(false);
});

test('property: forwards and backwards every row is on one page, in order', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 7 }), (count, size) => {
      const all = Array.from({ length: count }, (_, n) => ({ value: String(Math.floor(n / 3)), id: id(n) }));
      const index = (place: Place) => all.findIndex((row) => row.id === place.id);
      const read = (at: { after: Place | null; before: Place | null }) => {
        if (at.before) {
          const end = index(at.before);
          return all.slice(Math.max(0, end - size - 1), end);
        }
        const start = at.after ? index(at.after) + 1 : 0;
        return all.slice(start, start + size + 1);
      };
      const page = (after: string | null, before: string | null) => {
        const at = {
          after: placeOf(after ?? undefined, PLACE_VALUES.whole),
          before: placeOf(before ?? undefined, PLACE_VALUES.whole),
        };
        return keysetPage(read(at), size, at, (row) => row);
      };
      const forwards = [];
      let shown = page(null, null);
      expect(shown.previous).toBeNull();
      for (;;) {
        forwards.push(...shown.rows);
        if (!shown.next) break;
        const following = page(shown.next, null);
        expect(page(null, following.previous).rows).toEqual(shown.rows);
        shown = following;
      }
      expect(forwards).toEqual(all);
    }),
  );
});
