import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate, daysBetween, fromEpochDay, isoDayOfWeek } from '~/kernel/calendar-date';
import { classifierFor } from './classifier';
import { parseAmountE4 } from './fields';
import { describeHeaderProblem } from './header';
import { marketOfCountry } from './markets';
import type { RowClassifier, SalesFormat } from './model';
import { ReasonTally } from './reasons';
import { wholeWeekShift } from './shift';

const RETAIL = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const GENERIC = 'sku,market,date,units,revenue,currency,returns';

function classifier(format: SalesFormat, header: string): RowClassifier {
  const made = classifierFor(format, header);
  if (!made.ok) throw new Error(describeHeaderProblem(made.error));
  return made.value;
}

function headerProblem(format: SalesFormat, header: string): string {
  const made = classifierFor(format, header);
  return made.ok ? 'none' : describeHeaderProblem(made.error);
}

const retailRow = (changes: Record<string, string> = {}): string[] => {
  const row: Record<string, string> = {
    InvoiceNo: '536365',
    StockCode: '85123a',
    Description: ' WHITE  HANGING HEART ',
    Quantity: '6',
    InvoiceDate: '2010-12-01 08:26:00',
    UnitPrice: '2.55',
    CustomerID: '',
    Country: 'EIRE',
    ...changes,
  };
  return RETAIL.split(',').map((name) => row[name]!);
};

describe('the invoice format', () => {
  const { classify } = classifier('online-retail', RETAIL);

  it('takes a sale', () => {
    expect(classify(retailRow())).toEqual({
      outcome: 'taken',
      line: {
        kind: 'sale',
        sku: '85123A',
        market: 'IE',
        soldOn: '2010-12-01',
        units: 6,
        returned: 0,
        priceE4: 25_500,
        amountE4: 153_000,
        currency: 'GBP',
        name: 'WHITE HANGING HEART',
      },
    });
  });

  it('takes a C invoice as a credit of as many pieces', () => {
    expect(classify(retailRow({ InvoiceNo: 'C536379', Quantity: '-6' }))).toMatchObject({
      outcome: 'taken',
      line: { kind: 'credit', units: 6 },
    });
  });

  it.each([
    [{ StockCode: 'POST' }, 'postage'],
    [{ StockCode: 'dot' }, 'postage'],
    [{ StockCode: 'm', InvoiceNo: 'C1', Quantity: '-1' }, 'manual_entry'],
    [{ StockCode: 'B', InvoiceNo: 'A563186', UnitPrice: '-11062.06' }, 'bad_debt'],
    [{ StockCode: 'gift_0001_20' }, 'gift_voucher'],
    [{ StockCode: 'BANK CHARGES' }, 'bank_charges'],
    [{ StockCode: 'TEST001' }, 'test_entry'],
    [{ InvoiceNo: 'A1' }, 'account_adjustment'],
    [{ UnitPrice: '0' }, 'free_of_charge'],
    [{ UnitPrice: '0.00', Quantity: '-3' }, 'stock_adjustment'],
    [{ Quantity: '0' }, 'zero_quantity'],
  ])('skips %o as %s', (changes, reason) => {
    expect(classify(retailRow(changes))).toEqual({ outcome: 'skipped', reason });
  });

  it.each([
    [{ UnitPrice: '-2.55' }, 'negative_price', 'UnitPrice'],
    [{ UnitPrice: '2,55' }, 'bad_price', 'UnitPrice'],
    [{ UnitPrice: '1e3' }, 'bad_price', 'UnitPrice'],
    [{ UnitPrice: '' }, 'missing_value', 'UnitPrice'],
    [{ Quantity: '6.5' }, 'bad_units', 'Quantity'],
    [{ Quantity: '99999999' }, 'units_out_of_range', 'Quantity'],
    [{ Quantity: '-6' }, 'negative_units', 'Quantity'],
    [{ InvoiceNo: 'C536365' }, 'positive_credit', 'Quantity'],
    [{ InvoiceNo: 'x;drop' }, 'bad_invoice', 'InvoiceNo'],
    [{ InvoiceDate: '2010-02-30 08:26:00' }, 'bad_date', 'InvoiceDate'],
    [{ InvoiceDate: '01/12/2010 08:26' }, 'bad_date', 'InvoiceDate'],
    [{ InvoiceDate: '2010-12-01 25:00:00' }, 'bad_date', 'InvoiceDate'],
    [{ InvoiceDate: '0201-12-01' }, 'date_out_of_range', 'InvoiceDate'],
    [{ StockCode: '' }, 'missing_value', 'StockCode'],
    [{ StockCode: "85'; --" }, 'bad_sku', 'StockCode'],
    [{ Country: 'Atlantis' }, 'unknown_market', 'Country'],
    [{ Description: 'a\u0000b' }, 'control_character', 'Description'],
    [{ UnitPrice: '99999999', Quantity: '9999' }, 'amount_out_of_range', 'UnitPrice'],
  ])('rejects %o as %s', (changes, reason, field) => {
    expect(classify(retailRow(changes))).toMatchObject({ outcome: 'rejected', reason, field });
  });

  it('does not show what stands in a shifted Country column', () => {
    expect(classify(retailRow({ Country: '17850' }))).toEqual({
      outcome: 'rejected',
      reason: 'unknown_market',
      field: 'Country',
      value: undefined,
    });
  });

  it('asks for CustomerID to be dropped, wherever it stands, and can do without', () => {
    expect(classifier('online-retail', RETAIL).dropColumn).toBe(6);
    expect(classifier('online-retail', RETAIL.replace(',CustomerID', '')).dropColumn).toBe(-1);
  });
});

describe('the generic format', () => {
  const row = (text: string) => text.split(',');

  it('takes a day, columns in any order', () => {
    const { classify } = classifier('generic', 'date,sku,returns,market,currency,units,revenue');
    expect(classify(row('2025-03-01,KT-2041,1,de,eur,12,239.88'))).toMatchObject({
      outcome: 'taken',
      line: {
        kind: 'summary',
        sku: 'KT-2041',
        market: 'DE',
        units: 12,
        returned: 1,
        amountE4: 2_398_800,
        currency: 'EUR',
      },
    });
  });

  it.each([
    ['A,DE,2025-03-01,-1,2,EUR,0', 'negative_units'],
    ['A,DE,2025-03-01,1,-2,EUR,0', 'negative_revenue'],
    ['A,DE,2025-03-01,1,2,EUR,-1', 'negative_returns'],
    ['A,DE,2025-03-01,1,2.005,EUR,0', 'bad_revenue'],
    ['A,JP,2025-03-01,1,2.5,JPY,0', 'bad_revenue'],
    ['A,DE,2025-03-01,1,2,EURO,0', 'unknown_currency'],
    ['A,QQ,2025-03-01,1,2,EUR,0', 'unknown_market'],
    ['A,DE,2025-13-01,1,2,EUR,0', 'bad_date'],
    [',DE,2025-03-01,1,2,EUR,0', 'missing_value'],
  ])('rejects %s as %s', (text, reason) => {
    const { classify } = classifier('generic', GENERIC);
    expect(classify(row(text))).toMatchObject({ outcome: 'rejected', reason });
  });

  it('reads an empty returns as none and refuses a second currency in a market', () => {
    const { classify } = classifier('generic', GENERIC);
    expect(classify(row('A,DE,2025-03-01,1,2,EUR,'))).toMatchObject({
      outcome: 'taken',
      line: { returned: 0 },
    });
    expect(classify(row('A,DE,2025-03-02,1,2,USD,0'))).toMatchObject({
      outcome: 'rejected',
      reason: 'currency_differs',
    });
    expect(classify(row('A,US,2025-03-02,1,2,USD,0'))).toMatchObject({ outcome: 'taken' });
  });
});

describe('the header', () => {
  it.each<[SalesFormat, string, RegExp]>([
    ['generic', `${GENERIC},email`, /column 8 “email” is unknown/],
    ['online-retail', `${RETAIL},Phone`, /column 9 “Phone” is unknown/],
    ['generic', 'sku,market,date,units,currency,returns', /lacks the column\(s\) revenue/],
    ['generic', `${GENERIC},sku`, /“sku” is there twice/],
    ['generic', GENERIC.replaceAll(',', ';'), /separated by “;”/],
    ['generic', 'A,DE,2025-03-01,1,2,EUR,0', /there is no header/],
    ['generic', '"sku,market', /quote that is not closed/],
    ['online-retail', GENERIC, /there is no header/],
  ])('%s: %s', (format, header, message) => {
    expect(headerProblem(format, header)).toMatch(message);
  });
});

describe('values', () => {
  it('reads amounts exactly', () => {
    fc.assert(
      fc.property(fc.nat(900_000_000), fc.nat(9999), fc.boolean(), (units, part, isNegative) => {
        const text = `${isNegative ? '-' : ''}${units}.${String(part).padStart(4, '0')}`;
        const value = (units * 10_000 + part) * (isNegative ? -1 : 1);
        expect(parseAmountE4(text, 'bad_price')).toEqual({ ok: true, value: value === 0 ? 0 : value });
      }),
    );
  });

  it('never throws on any text', () => {
    const { classify } = classifier('generic', GENERIC);
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 7, maxLength: 7 }), (fields) => {
        expect(['taken', 'rejected']).toContain(classify(fields).outcome);
      }),
    );
  });

  it('knows the countries of the invoice file', () => {
    expect(
      [
        'United Kingdom',
        'EIRE',
        'RSA',
        'USA',
        'Channel Islands',
        'Unspecified',
        'European Community',
        'Czech Republic',
      ].map(marketOfCountry),
    ).toEqual(['GB', 'IE', 'ZA', 'US', 'JE', 'XX', 'XX', 'CZ']);
  });

  it('shifts by whole weeks to at most 6 days before the target', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 7000, max: 40_000 }),
        fc.integer({ min: 7000, max: 40_000 }),
        (last, target) => {
          const shift = wholeWeekShift(fromEpochDay(last), fromEpochDay(target));
          const moved = fromEpochDay(last + shift);
          expect(isoDayOfWeek(moved)).toBe(isoDayOfWeek(fromEpochDay(last)));
          const gap = daysBetween(moved, fromEpochDay(target));
          expect(gap).toBeGreaterThanOrEqual(0);
          expect(gap).toBeLessThanOrEqual(6);
        },
      ),
    );
    expect(wholeWeekShift(calendarDate('2011-12-09'), calendarDate('2011-12-09'))).toBe(0);
  });

  it('keeps the first lines of each reason', () => {
    const tally = new ReasonTally(2);
    for (const line of [5, 9, 12]) tally.add('postage', line);
    tally.add('discount', 7);
    expect(tally.list()).toEqual([
      { reason: 'postage', rows: 3, firstLines: [5, 9] },
      { reason: 'discount', rows: 1, firstLines: [7] },
    ]);
    expect(tally.total).toBe(4);
  });
});
