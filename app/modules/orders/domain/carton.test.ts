import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CartonGroup, cartonTotals, expandCartons, groupCartons, volumetricG } from './carton';
import { CARTON_LIMITS, cartonProblems, measureProblem } from './carton-check';
import {
  type CartonPattern,
  gramsOf,
  groupsOfPattern,
  kilogramsText,
  suggestPattern,
} from './carton-pattern';
import { checkPatterns } from './carton-pattern-check';
import { gs1CheckDigit, isSscc, readableSscc, sscc } from './carton-sscc';
import type { ShippablePart } from './ship-notice';

const box = { grossG: 12_400, netG: 11_200, lengthMm: 600, widthMm: 400, heightMm: 350 };
const group = (given: Partial<CartonGroup> = {}): CartonGroup => ({
  ...box,
  scheduleId: 'a',
  cartons: 20,
  piecesEach: 24,
  ...given,
});
const part = (given: Partial<ShippablePart> = {}): ShippablePart => ({
  scheduleId: 'a',
  poLineId: 'l',
  lineNo: 1,
  scheduleNo: 1,
  skuCode: 'SKU',
  skuNameEn: 'Umbrella',
  skuNameZh: '雨伞',
  warehouseCode: 'R1',
  shipOn: '2026-11-30',
  expectedArrivalOn: '2026-12-20',
  agreed: 500,
  shipped: 0,
  drafted: 0,
  left: 500,
  ...given,
});

const groups = fc.array(
  fc.record({
    scheduleId: fc.constantFrom('a', 'b'),
    cartons: fc.integer({ min: 1, max: 5 }),
    piecesEach: fc.integer({ min: 1, max: 3 }),
    grossG: fc.constantFrom(1000, 2000),
    netG: fc.constantFrom(null, 900),
    lengthMm: fc.constantFrom(300, 400),
    widthMm: fc.constant(200),
    heightMm: fc.constant(100),
  }),
  { maxLength: 6 },
);

describe('cartons', () => {
  it('are numbered through, and groups of them are the same cartons again', () => {
    fc.assert(
      fc.property(groups, (given) => {
        const cartons = expandCartons(given);
        expect(cartons.map(({ cartonNo }) => cartonNo)).toEqual(cartons.map((_, index) => index + 1));
        const grouped = groupCartons(cartons);
        expect(expandCartons(grouped.map(({ firstNo: _, lastNo: __, first: ___, ...rest }) => rest))).toEqual(
          cartons,
        );
        expect(cartonTotals(grouped)).toEqual(cartonTotals(given));
        expect(grouped.every(({ firstNo, lastNo, cartons: n }) => lastNo - firstNo + 1 === n)).toBe(true);
      }),
    );
  });

  it('have sums; a net mass is known only where all are', () => {
    expect(
      cartonTotals([group(), group({ cartons: 1, piecesEach: 20, grossG: 10_000, netG: 9_000 })]),
    ).toEqual({
      cartons: 21,
      pieces: 500,
      grossG: 258_000,
      netG: 233_000,
      volumeMm3: 21 * 84_000_000,
    });
    expect(cartonTotals([group(), group({ netG: null })]).netG).toBeNull();
    expect(cartonTotals([])).toEqual({ cartons: 0, pieces: 0, grossG: 0, netG: 0, volumeMm3: 0 });
  });

  it('weigh by size what the carrier says: 120 × 80 × 50 cm twice is 160 kg by air', () => {
    expect(volumetricG(2 * 1200 * 800 * 500)).toBe(160_000);
    expect(volumetricG(2 * 1200 * 800 * 500, 5000)).toBe(192_000);
  });
});

describe('patterns', () => {
  it('20 cartons of 24 and a last one of 20', () => {
    const pattern = { ...group(), last: { pieces: 20, grossG: 10_600 } };
    expect(groupsOfPattern(pattern)).toEqual([
      group(),
      group({ cartons: 1, piecesEach: 20, grossG: 10_600, netG: 9333 }),
    ]);
  });

  it('take the mass of the last one in proportion where it was not weighed', () => {
    const [, last] = groupsOfPattern({ ...group(), last: { pieces: 12, grossG: null } });
    expect(last).toMatchObject({ grossG: 1200 + 5600, netG: 5600 });
    const [, unweighed] = groupsOfPattern({ ...group({ netG: null }), last: { pieces: 12, grossG: null } });
    expect(unweighed).toMatchObject({ netG: null });
    expect(unweighed!.grossG).toBeGreaterThan(6200);
    expect(unweighed!.grossG).toBeLessThan(12_400);
  });

  it('of the odd carton alone, or of none', () => {
    expect(groupsOfPattern({ ...group({ cartons: 0 }), last: { pieces: 7, grossG: 500 } })).toHaveLength(1);
    expect(groupsOfPattern({ ...group({ cartons: 0 }), last: null })).toEqual([]);
  });

  it('that are suggested hold exactly what is left', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 500 }), (left, each) => {
        const { cartons, lastPieces } = suggestPattern(left, each);
        expect(cartons * each + lastPieces).toBe(left);
        expect(lastPieces).toBeLessThan(each);
      }),
    );
    expect(suggestPattern(5, 0)).toEqual({ cartons: 0, lastPieces: 0 });
  });

  it('read kilograms with point or comma, exactly', () => {
    expect(['12.4', '12,4', ' 0.85 ', '7', '1.005'].map(gramsOf)).toEqual([12_400, 12_400, 850, 7000, 1005]);
    expect(['', '12.4567', '-1', '1e3', 'NaN', '12kg', '1,200.5', '9999999'].map(gramsOf)).toEqual(
      Array(8).fill(null),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (grams) => {
        expect(gramsOf(kilogramsText(grams))).toBe(grams);
      }),
    );
  });
});

describe('rows of a form', () => {
  const codes = (given: Partial<CartonPattern>) =>
    checkPatterns([{ ...group({ cartons: 2 }), last: null, row: 4, ...given }], [part()]).problems.map(
      ({ code, field }) => [code, field],
    );

  it('have their problems where they were typed, each once', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ grossG: 12_400_000, netG: null, last: { pieces: 3, grossG: null } })).toEqual([
      ['carton_gross_implausible', 'groups[4].gross'],
    ]);
    expect(codes({ last: { pieces: 3, grossG: 900_000 } })).toEqual([
      ['carton_gross_implausible', 'groups[4].lastGross'],
    ]);
    expect(codes({ lengthMm: 5, last: { pieces: 3, grossG: 3000 } })).toEqual([
      ['carton_side_implausible', 'groups[4].length'],
    ]);
    expect(codes({ last: { pieces: 500, grossG: 9000 } })).toEqual([
      ['ship_notice_over', 'groups[4].lastPieces'],
    ]);
  });
});

describe('what may travel', () => {
  const codes = (given: CartonGroup[], parts = [part()]) =>
    cartonProblems(given, parts).map(({ code, field }) => [code, field]);

  it('all of it, and a part of it', () => {
    expect(codes([group(), group({ cartons: 1, piecesEach: 20 })])).toEqual([]);
    expect(codes([group({ cartons: 1 })])).toEqual([]);
  });

  it('nothing more than is left, over all its cartons, said once at the place where it is passed', () => {
    const over = cartonProblems([group(), group(), group()], [part()]);
    expect(over).toEqual([
      { code: 'ship_notice_over', params: { pieces: 1440, left: 500, over: 940 }, field: 'groups[1].pieces' },
    ]);
    expect(codes([group({ cartons: 1 })], [part({ left: 0 })])).toEqual([
      ['ship_notice_over', 'groups[0].pieces'],
    ]);
  });

  it('no unknown part, no two warehouses, no empty notice, not too many', () => {
    expect(codes([group({ scheduleId: 'x' })])).toEqual([
      ['ship_notice_schedule_unknown', 'groups[0].scheduleId'],
    ]);
    expect(
      codes(
        [group({ cartons: 1 }), group({ cartons: 1, scheduleId: 'b' })],
        [part(), part({ scheduleId: 'b', warehouseCode: 'R2' })],
      ),
    ).toEqual([['ship_notice_elsewhere', undefined]]);
    expect(codes([])).toEqual([['ship_notice_empty', undefined]]);
    expect(
      codes([group({ cartons: CARTON_LIMITS.cartons + 1, piecesEach: 1 })], [part({ left: 9999 })]),
    ).toEqual([['ship_notice_too_many_cartons', undefined]]);
  });

  it.each([
    [{ grossG: 12 }, 'carton_gross_implausible', 'gross'],
    [{ grossG: 12_400_000 }, 'carton_gross_implausible', 'gross'],
    [{ netG: 12_401 }, 'carton_net_over_gross', 'net'],
    [{ lengthMm: 6 }, 'carton_side_implausible', 'length'],
    [{ widthMm: 4000 }, 'carton_side_implausible', 'width'],
    [{ heightMm: 0 }, 'carton_side_implausible', 'height'],
    [{ lengthMm: 60, widthMm: 40, heightMm: 35 }, 'carton_too_dense', 'gross'],
    [{ grossG: 100, netG: null }, 'carton_too_light', 'gross'],
  ])('no carton like %j', (given, code, field) => {
    expect(measureProblem({ ...box, ...given })).toMatchObject({ code, field });
    expect(cartonProblems([group(given)], [part()])[0]).toMatchObject({ code, field: `groups[0].${field}` });
  });

  it('is decided for any input without an exception', () => {
    const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER));
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            scheduleId: fc.constantFrom('a', 'x'),
            cartons: fc.integer({ min: 1, max: 3 }),
            piecesEach: fc.nat(),
            grossG: number,
            netG: fc.option(number),
            lengthMm: number,
            widthMm: number,
            heightMm: number,
          }),
        ),
        (given) => {
          expect(Array.isArray(cartonProblems(given, [part()]))).toBe(true);
        },
      ),
    );
  });
});

describe('the serial number of a carton', () => {
  it.each([
    // GS1 General Specifications and the check digit calculator of GS1.
    ['00614141123456789', 0],
    ['37613032110910342', 0],
    ['10614141192837465', 7],
  ])('%s has the check digit %d', (body, digit) => {
    expect(gs1CheckDigit(body)).toBe(digit);
  });

  it('is 18 digits with a right last one, different for each serial', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 12 }), fc.nat(99_999), fc.nat(99_999), (length, a, b) => {
        const prefix = '952123456789'.slice(0, length);
        const code = sscc(prefix, a);
        expect(isSscc(code)).toBe(true);
        expect(code.slice(1, 1 + length)).toBe(prefix);
        expect(sscc(prefix, b) === code).toBe(a % 10 ** (17 - length) === b % 10 ** (17 - length));
        const at = a % 18;
        const wrong = code.slice(0, at) + ((Number(code[at]) + 1 + (b % 9)) % 10) + code.slice(at + 1);
        expect(isSscc(wrong)).toBe(wrong === code);
      }),
    );
  });

  it('uses the extension digit as the first of the serial, and refuses what is no prefix or serial', () => {
    expect(sscc('9521234', 9_000_000_001)).toMatch(/^99521234000000001\d$/);
    expect(readableSscc('395212340000000124')).toBe('3952 1234 0000 0001 24');
    expect(() => sscc('12', 1)).toThrow(RangeError);
    expect(() => sscc('9521234', -1)).toThrow(RangeError);
    expect(() => sscc('9521234', 1.5)).toThrow(RangeError);
    expect(isSscc('123')).toBe(false);
  });
});
