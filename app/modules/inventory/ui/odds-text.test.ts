import { expect, test } from 'vitest';
import { formatPercent } from '~/platform/format';
import { oddsText } from './odds-text';

test.each([
  [0, '< 1%'],
  [99, '< 1%'],
  [100, '1%'],
  [5049, '50%'],
  [9900, '99%'],
  [9901, '> 99%'],
  [10_000, '> 99%'],
])('odds of %i basis points read %s', (bp, text) => {
  expect(oddsText(bp, (ratio, options) => formatPercent(ratio, 'en', options))).toBe(text);
});
