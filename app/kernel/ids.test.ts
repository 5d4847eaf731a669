import fc from 'fast-check';
import { v7, validate, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { isUuid, parseUuid, uuidv7 } from './ids';

const bytes10 = fc.uint8Array({ minLength: 10, maxLength: 10 });
const millis = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('uuidv7', () => {
  it('gives the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('is a valid version 7 UUID whose first 48 bits are the time', () => {
    fc.assert(
      fc.property(millis, bytes10, (ms, random) => {
        const id = uuidv7(ms, random);
        expect(isUuid(id) && validate(id)).toBe(true);
        expect(version(id)).toBe(7);
        expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(ms);
      }),
    );
  });

  it('sorts by time as text', () => {
    fc.assert(
      fc.property(millis, millis, bytes10, bytes10, (a, b, ra, rb) => {
        fc.pre(a < b);
        expect(uuidv7(a, ra) < uuidv7(b, rb)).toBe(true);
      }),
    );
  });

  it('refuses times and randomness of the wrong size', () => {
    const random = new Uint8Array(10);
    for (const ms of [-1, 0.5, Number.NaN, 2 ** 48]) expect(() => uuidv7(ms, random)).toThrow(RangeError);
    expect(() => uuidv7(0, new Uint8Array(9))).toThrow(RangeError);
    expect(() => uuidv7(0, new Uint8Array(16))).toThrow(RangeError);
  });
});

describe('parseUuid', () => {
  it('reads what others make, in either case, as the canonical form', () => {
    const id = v7();
    expect(parseUuid(id.toUpperCase())).toEqual({ ok: true, value: id });
    expect(isUuid(id)).toBe(true);
    expect(isUuid(id.toUpperCase())).toBe(false);
  });

  it('refuses everything else with a problem', () => {
    const good = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
    const bad = [
      '',
      ' ',
      good.slice(1),
      `${good}0`,
      ` ${good}`,
      `${good}\n`,
      good.replaceAll('-', ''),
      `{${good}}`,
    ];
    for (const text of [...bad, good.replace('7', 'g'), "' or 1=1 --", good.replace('0', '０')]) {
      expect(parseUuid(text)).toEqual({ ok: false, error: { code: 'invalid_id' } });
    }
    for (const value of [null, undefined, 7, {}, [good]]) expect(isUuid(value)).toBe(false);
    expect(parseUuid(undefined as unknown as string).ok).toBe(false);
  });
});
