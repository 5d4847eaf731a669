import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  allocate,
  applyRate,
  type CurrencyCode,
  compare,
  currencyCode,
  currencyExponent,
  money,
  multiply,
  negate,
  parseCurrencyCode,
  parseMoney,
  subtract,
  sum,
  toDecimalString,
} from './money';
import { bp, percentToBp } from './rate';

const usd = (minor: bigint) => money(minor, 'USD');
const minor = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const currency = fc.constantFrom<CurrencyCode>('USD', 'CNY', 'JPY', 'VND', 'KWD', currencyCode('CLF'));

describe('currencies', () => {
  it.each([
    ['USD', 2],
    ['CNY', 2],
    ['EUR', 2],
    ['THB', 2],
    ['JPY', 0],
    ['VND', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['CLF', 4],
  ])('%s has %i digits', (code, digits) => expect(currencyExponent(currencyCode(code))).toBe(digits));

  it('are known by their upper-case code', () => {
    expect(parseCurrencyCode('cny')).toEqual({ ok: true, value: 'CNY' });
    expect(parseCurrencyCode('RMB')).toEqual({
      ok: false,
      error: { code: 'invalid_currency', params: { value: 'RMB' } },
    });
    for (const bad of ['usd', 'XXX', '', 'US', '¥', 'constructor', '__proto__']) {
      expect(() => currencyCode(bad)).toThrow(RangeError);
      expect(() => money(1n, bad as CurrencyCode)).toThrow(RangeError);
    }
  });
});

describe('arithmetic', () => {
  it('is exact far beyond 2^53', () => {
    const large = usd(2n ** 100n + 1n);
    expect(subtract(add(large, usd(1n)), large)).toEqual(usd(1n));
    expect(toDecimalString(multiply(usd(9_007_199_254_740_993n), 3))).toBe('270215977642229.79');
    expect(multiply(usd(-4000n), 500)).toEqual(usd(-2_000_000n));
    expect(sum([large, negate(large), usd(5n)], 'USD')).toEqual(usd(5n));
    expect(sum([], 'JPY')).toEqual(money(0n, 'JPY'));
  });

  it('forms a group, ordered like its minor units', () => {
    fc.assert(
      fc.property(minor, minor, minor, (a, b, c) => {
        expect(add(usd(a), usd(b))).toEqual(add(usd(b), usd(a)));
        expect(add(add(usd(a), usd(b)), usd(c))).toEqual(add(usd(a), add(usd(b), usd(c))));
        expect(subtract(usd(a), usd(b))).toEqual(add(usd(a), negate(usd(b))));
        expect(compare(usd(a), usd(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('never mixes currencies', () => {
    const yuan = money(1n, 'CNY');
    for (const mix of [add, subtract, compare]) expect(() => mix(usd(1n), yuan)).toThrow(RangeError);
    expect(() => sum([yuan], 'USD')).toThrow(RangeError);
    expect(() => sum([usd(1n), yuan], 'USD')).toThrow(RangeError);
  });

  it('multiplies by whole numbers only', () => {
    for (const bad of [0.5, Number.NaN, 2 ** 53]) expect(() => multiply(usd(1n), bad)).toThrow(RangeError);
  });
});

describe('applyRate', () => {
  it('rounds once, in the direction that the contract names', () => {
    // 2.5 % of 1.00 is two and a half cents, 2.5 % of 3.00 seven and a half.
    const rate = percentToBp('2.5');
    const of = (cents: bigint, mode: Parameters<typeof applyRate>[2]) =>
      applyRate(usd(cents), rate, mode).minor;
    expect([of(100n, 'half_even'), of(100n, 'half_up'), of(100n, 'down'), of(100n, 'up')]).toEqual([
      2n,
      3n,
      2n,
      3n,
    ]);
    expect([of(300n, 'half_even'), of(300n, 'half_up'), of(300n, 'down'), of(300n, 'up')]).toEqual([
      8n,
      8n,
      7n,
      8n,
    ]);
    expect([of(-100n, 'half_even'), of(-100n, 'half_up'), of(-100n, 'down'), of(-100n, 'up')]).toEqual([
      -2n,
      -3n,
      -2n,
      -3n,
    ]);
  });

  it('gives the figures of the rebate definitions', () => {
    const orderValue = multiply(usd(4000n), 500);
    expect(toDecimalString(applyRate(orderValue, bp(1500), 'half_even'))).toBe('3000.00');
    expect(toDecimalString(applyRate(orderValue, bp(300), 'half_even'))).toBe('600.00');
    expect(toDecimalString(applyRate(multiply(usd(4000n), 1999), bp(300), 'half_even'))).toBe('2398.80');
    expect(toDecimalString(applyRate(multiply(usd(4000n), 2000), bp(500), 'half_even'))).toBe('4000.00');
  });

  it('gives the whole at 100 %, nothing at 0, the mirror image for a credit', () => {
    fc.assert(
      fc.property(
        minor,
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.constantFrom('half_even', 'half_up', 'down', 'up'),
        (a, points, mode) => {
          expect(applyRate(usd(a), bp(10_000), mode)).toEqual(usd(a));
          expect(applyRate(usd(a), bp(0), mode)).toEqual(usd(0n));
          expect(applyRate(usd(-a), bp(points), mode)).toEqual(negate(applyRate(usd(a), bp(points), mode)));
        },
      ),
    );
  });
});

describe('allocate', () => {
  it('shares sum to the whole, in its currency', () => {
    expect(allocate(money(1000n, 'JPY'), [1, 1, 1]).map(toDecimalString)).toEqual(['334', '333', '333']);
    fc.assert(
      fc.property(minor, currency, fc.array(fc.nat(10_000), { minLength: 1 }), (units, code, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const whole = money(units, code);
        expect(sum(allocate(whole, weights), code)).toEqual(whole);
      }),
    );
  });

  it('throws rather than losing money', () => {
    for (const bad of [[], [0, 0], [1, -1], [0.3, 0.7]])
      expect(() => allocate(usd(100n), bad)).toThrow(RangeError);
  });
});

describe('decimal text', () => {
  it.each([
    ['USD', 0n, '0.00'],
    ['USD', 5n, '0.05'],
    ['USD', -5n, '-0.05'],
    ['USD', 123_456n, '1234.56'],
    ['JPY', 1500n, '1500'],
    ['VND', -7n, '-7'],
    ['KWD', 1n, '0.001'],
    ['KWD', 1_234_567n, '1234.567'],
    ['CNY', 10n ** 30n, `1${'0'.repeat(28)}.00`],
  ] as [CurrencyCode, bigint, string][])('%s %i is %s', (code, units, text) => {
    expect(toDecimalString(money(units, code))).toBe(text);
    expect(parseMoney(text, code)).toEqual({ ok: true, value: money(units, code) });
  });

  it('goes there and back for any amount', () => {
    fc.assert(
      fc.property(minor, currency, (units, code) => {
        expect(parseMoney(toDecimalString(money(units, code)), code)).toEqual({
          ok: true,
          value: money(units, code),
        });
      }),
    );
  });

  it.each([
    ['12', 'USD', 1200n],
    ['12.5', 'USD', 1250n],
    ['+12.50', 'USD', 1250n],
    ['-0', 'USD', 0n],
    ['007', 'USD', 700n],
    ['12.5000', 'USD', 1250n],
    ['100.00', 'JPY', 100n],
    ['0.5', 'KWD', 500n],
  ] as [string, CurrencyCode, bigint][])('reads %s %s', (text, code, units) => {
    expect(parseMoney(text, code)).toEqual({ ok: true, value: money(units, code) });
  });

  it.each([
    '',
    ' ',
    '-',
    '.',
    '.5',
    '5.',
    '1,234.00',
    '1 234',
    '1.234,50',
    '1e3',
    '0x1f',
    'NaN',
    'Infinity',
    '$5',
    '5 USD',
    '--5',
    '+-5',
    '1.2.3',
    '12\n',
    '１２',
    '٣',
    '9'.repeat(65),
    "1'000",
  ])('refuses %j', (text) => {
    const read = parseMoney(text, 'USD');
    expect(!read.ok && read.error.code).toBe('invalid_money');
  });

  it('refuses fractions that the currency does not have, instead of rounding them', () => {
    for (const [text, code, digits] of [
      ['0.001', 'USD', 2],
      ['1.5', 'JPY', 0],
      ['0.0001', 'KWD', 3],
      ['1.10', 'VND', 0],
    ] as const) {
      expect(parseMoney(text, code)).toEqual({
        ok: false,
        error: { code: 'money_too_precise', params: { value: text, currency: code, digits } },
      });
    }
  });

  it('never throws and never makes up an amount for arbitrary text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,+-eE ') })),
        currency,
        (text, code) => {
          const read = parseMoney(text, code);
          if (read.ok) expect(Number(toDecimalString(read.value))).toBeCloseTo(Number(text), 4);
        },
      ),
    );
  });
});
