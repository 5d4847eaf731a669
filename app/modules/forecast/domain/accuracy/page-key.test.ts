import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageKeyText, parsePageKey } from './page-key';

test('a place survives the URL, whatever the figure and the name', () => {
  fc.assert(
    fc.property(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.string(), (value, key) => {
      const read = parsePageKey(pageKeyText({ value, key }));
      expect(read?.key).toBe(key);
      expect((read?.value ?? null) === null ? null : read!.value! + 0).toBe(
        value === null ? null : value + 0,
      );
    }),
  );
});

test.each([undefined, '', 'abc', 'abc~def', 'Infinity~x', 'NaN~x'])('%s is no place', (text) =>
  expect(parsePageKey(text)).toBeNull(),
);
