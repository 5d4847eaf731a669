import { expect, it } from 'vitest';
import { weekIndex } from './week-index';

const version = { firstWeek: '2026-11-23', orderHorizonWeeks: 13 };

it.each([
  ['2026-11-23', 0],
  ['2026-11-30', 1],
  ['2027-02-15', 12],
  ['2027-02-22', null],
  ['2026-11-16', null],
  ['2026-11-24', null],
  ['2026-02-30', null],
  ['soon', null],
])('%s is week %s', (week, index) => expect(weekIndex(version, week)).toBe(index));
