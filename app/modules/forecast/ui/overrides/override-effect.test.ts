import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { effectOf } from './override-effect';

const weeks = ['2026-11-23', '2026-11-30', '2026-12-07'] as CalendarDate[];
const row = { code: 'US', model: [100, 200, 300], inForce: [], low: [], high: [], overrides: [] };
const view = { weeks, rows: [row] };
const typed = { market: 'US', from: '2026-11-25', to: '2026-12-07', mode: 'units', value: '20' };

describe('the effect of an adjustment', () => {
  it('tells units from per cent', () => {
    expect(effectOf(view, typed)).toEqual({ weeks: 3, before: 600, after: 60 });
    expect(effectOf(view, { ...typed, mode: 'percent' })).toEqual({ weeks: 3, before: 600, after: 720 });
  });

  it('says nothing while the form cannot be read', () => {
    for (const wrong of [
      { value: '' },
      { value: 'x' },
      { value: '-1' },
      { from: '' },
      { to: '2026-11-20' },
      { to: '2027-11-20' },
      { market: 'XX' },
      { mode: 'half' },
    ]) {
      expect(effectOf(view, { ...typed, ...wrong })).toBeNull();
    }
  });
});
