import { describe, expect, it } from 'vitest';
import { readableTotal } from './in-usd';

const rates = (currency: string) => ({ USD: 0.01, CNY: 0.0014, VND: 0.00004 })[currency] ?? 0.01;

describe('readableTotal', () => {
  it('leaves a single currency exact', () => {
    expect(readableTotal([{ currency: 'CNY', minor: '12345' }], rates)).toEqual({
      currency: 'CNY',
      minor: '12345',
      isApproximate: false,
    });
  });

  it('adds several currencies up to whole dollars', () => {
    const total = readableTotal(
      [
        { currency: 'USD', minor: '10050' },
        { currency: 'CNY', minor: '100000' },
        { currency: 'VND', minor: '1000000' },
      ],
      rates,
    );
    // 100.50 + 140 + 40 = 280.50
    expect(total).toEqual({ currency: 'USD', minor: '28100', isApproximate: true });
  });

  it('is nothing for nothing', () => {
    expect(readableTotal([], rates)).toEqual({ currency: 'USD', minor: '0', isApproximate: false });
  });
});
