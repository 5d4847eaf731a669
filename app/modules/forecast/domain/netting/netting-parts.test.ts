import { describe, expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { planningStart, scheduleReceipt } from './calendar';
import { canonicalInput, canonicalJson } from './canonical';
import { compareVersions } from './compare-versions';
import { demandCurve } from './demand-curve';
import { bandOf, clampToBand, zoneOf } from './fences';
import { sku, source } from './fixtures';
import { exFactoryOffsetWeeks, leadTimeWeeks } from './lead-time';
import { lotAtLeast, lotAtMost, lotOf } from './lots';
import { splitNeed } from './split';

describe('lead time', () => {
  it.each([
    [0, 0, 0, 0],
    [1, 0, 1, 1],
    [7, 0, 1, 1],
    [8, 0, 2, 2],
    [25, 30, 8, 4],
    [20, 18, 6, 4],
    [0, 7, 1, 0],
  ])(
    '%i days of production and %i of transit: %i weeks, ex-factory after %i',
    (make, move, weeks, exFactory) => {
      expect(leadTimeWeeks(make, move)).toBe(weeks);
      expect(exFactoryOffsetWeeks(make, move)).toBe(exFactory);
    },
  );

  it('is what the calendar says for an order of any day of the week', () => {
    for (let days = 0; days < 120; days++) {
      const weeks = Array.from({ length: 7 }, (_, weekday) => Math.floor((weekday + days) / 7));
      expect(leadTimeWeeks(days, 0)).toBe(Math.max(...weeks));
    }
  });
});

describe('calendar', () => {
  it('starts at the Monday of today with the days that are left', () => {
    expect(planningStart(calendarDate('2026-01-01'))).toEqual({ origin: '2025-12-29', remainingDays: 4 });
    expect(planningStart(calendarDate('2026-01-04')).remainingDays).toBe(1);
    expect(planningStart(calendarDate('2026-01-05'))).toEqual({ origin: '2026-01-05', remainingDays: 7 });
  });

  it('puts what is overdue into week 0, even from earlier in this week, and marks it', () => {
    const today = calendarDate('2026-01-07');
    const at = (date: string) => scheduleReceipt(today, calendarDate(date), 'open_order', 5);
    expect(at('2026-01-06')).toEqual({ kind: 'open_order', week: 0, quantity: 5, overdue: true });
    expect(at('2024-06-01')).toMatchObject({ week: 0, overdue: true });
    expect(at('2026-01-07')).toMatchObject({ week: 0, overdue: false });
    expect(at('2026-01-11')).toMatchObject({ week: 0, overdue: false });
    expect(at('2026-01-12')).toMatchObject({ week: 1, overdue: false });
  });
});

describe('demandCurve', () => {
  it('takes the target as exact days ahead: 0, less than a week, whole weeks', () => {
    const weekly = [7, 14, 21, 28, 35];
    expect(demandCurve(weekly, 3, 7, 0).target).toEqual([0, 0, 0]);
    expect(demandCurve(weekly, 3, 7, 2).target).toEqual([4_000, 6_000, 8_000]);
    expect(demandCurve(weekly, 3, 7, 14).target).toEqual([35_000, 49_000, 63_000]);
    expect(demandCurve(weekly, 1, 3, 15).gross).toEqual([3_000]);
  });
});

describe('lots', () => {
  it('raise the minimum to whole multiples and never give less than it', () => {
    const lot = lotOf(500, 120);
    expect(lot).toEqual({ smallest: 600, multiple: 120 });
    expect([0, 1, 600, 601].map((q) => lotAtLeast(q, lot))).toEqual([0, 600, 600, 720]);
    expect([0, 599, 600, 719, 720].map((q) => lotAtMost(q, lot))).toEqual([0, 0, 600, 600, 720]);
  });
});

describe('splitNeed', () => {
  const party = (weight: number, moq = 0, multiple = 1, behind = 0) => ({
    weight,
    behind,
    lot: lotOf(moq, multiple),
  });

  it('follows shares, then who is behind, then the given order', () => {
    expect(splitNeed(100, [party(6), party(4)]).quantities).toEqual([60, 40]);
    expect(splitNeed(100, [party(6, 0, 1, -30), party(4, 0, 1, 30)]).quantities).toEqual([30, 70]);
    expect(splitNeed(1, [party(1), party(1)]).quantities).toEqual([1, 0]);
    expect(splitNeed(10, [party(1), party(1), party(1)]).quantities).toEqual([4, 3, 3]);
  });

  it('gives a need below every minimum to one source, the one that is owed most', () => {
    expect(splitNeed(100, [party(8, 500), party(2, 500)]).quantities).toEqual([500, 0]);
    expect(splitNeed(100, [party(8, 500, 1, -300), party(2, 500, 1, 300)]).quantities).toEqual([0, 500]);
  });

  it('tops up an order rather than opening a big minimum for a few pieces', () => {
    expect(splitNeed(20, [party(1, 1_000), party(1, 10, 10)]).quantities).toEqual([0, 20]);
  });

  it('never takes pieces back from a source that is far ahead', () => {
    expect(splitNeed(100, [party(1, 0, 1, -900), party(1, 0, 1, 900)]).quantities).toEqual([0, 100]);
  });

  it('has nobody to give to without weights', () => {
    expect(splitNeed(100, [party(0)]).quantities).toEqual([0]);
    expect(splitNeed(100, []).quantities).toEqual([]);
  });
});

describe('fences', () => {
  const fence = { frozenWeeks: 2, firmWeeks: 3, flexBp: 1_500 };

  it('names the zone of a week', () => {
    expect([-1, 0, 1, 2, 4, 5].map((week) => zoneOf(week, fence))).toEqual([
      'frozen',
      'frozen',
      'frozen',
      'firm',
      'firm',
      'free',
    ]);
    expect(zoneOf(0, { frozenWeeks: 0, firmWeeks: 0, flexBp: 0 })).toBe('free');
  });

  it('rounds the band inward and takes orders off it', () => {
    expect(bandOf(33, 0, 'firm', 1_500)).toEqual({ remaining: 33, low: 29, high: 37 });
    expect(bandOf(33, 30, 'firm', 1_500)).toEqual({ remaining: 3, low: 0, high: 7 });
    expect(bandOf(33, 40, 'frozen', 1_500)).toEqual({ remaining: 0, low: 0, high: 0 });
    expect(bandOf(33, 0, 'free', 1_500)).toBeNull();
    expect(bandOf(-1, 0, 'frozen', 1_500)).toBeNull();
  });

  it('clamps to what may be ordered inside the band', () => {
    const band = { remaining: 500, low: 450, high: 550 };
    expect(clampToBand(900, band, lotOf(0, 60))).toBe(540);
    expect(clampToBand(0, band, lotOf(0, 60))).toBe(480);
    expect(clampToBand(900, band, lotOf(0, 300))).toBe(500);
    expect(clampToBand(900, { remaining: 20, low: 0, high: 40 }, lotOf(100, 1))).toBe(0);
  });
});

describe('compareVersions', () => {
  const line = (origin: string, quantities: number[]) => ({ origin: calendarDate(origin), quantities });

  it('aligns by calendar week and counts only the weeks both cover', () => {
    const change = compareVersions(line('2026-01-12', [10, 30, 99]), line('2026-01-05', [77, 10, 20]));
    expect(change).toEqual({
      kind: 'up',
      retimed: false,
      weeks: [
        { week: '2026-01-12', current: 10, previous: 10, delta: 0 },
        { week: '2026-01-19', current: 30, previous: 20, delta: 10 },
      ],
      current: 40,
      previous: 30,
      delta: 10,
      moved: 10,
    });
  });

  it.each([
    ['unchanged', false, [5, 5], [5, 5]],
    ['new', false, [5, 5], [0, 0]],
    ['dropped', false, [0, 0], [5, 5]],
    ['down', false, [5, 4], [5, 5]],
    ['up', true, [6, 4], [5, 5]],
    ['down', true, [4, 6], [5, 5]],
  ] as const)('calls it %s (retimed: %s)', (kind, retimed, now, then) => {
    const change = compareVersions(line('2026-01-05', [...now]), line('2026-01-05', [...then]));
    expect([change.kind, change.retimed]).toEqual([kind, retimed]);
  });

  it('copes with a missing version and with no overlap', () => {
    expect(compareVersions(line('2026-01-05', [3]), null)).toMatchObject({ kind: 'new', delta: 3 });
    expect(compareVersions(null, line('2026-01-05', [3]))).toMatchObject({ kind: 'dropped', delta: -3 });
    expect(compareVersions(null, null)).toMatchObject({ kind: 'unchanged', weeks: [] });
    expect(compareVersions(line('2026-03-02', [3]), line('2026-01-05', [3])).weeks).toEqual([]);
  });
});

describe('canonical text', () => {
  it('sorts keys, leaves undefined out, refuses what JSON cannot say', () => {
    expect(canonicalJson({ b: [1, -0, 'é'], a: undefined, A: null })).toBe('{"A":null,"b":[1,0,"é"]}');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
    expect(() => canonicalJson(1n)).toThrow(TypeError);
  });

  it('changes with any figure of the input', () => {
    expect(canonicalInput(sku())).not.toBe(canonicalInput(sku({ onHand: 1 })));
    expect(canonicalInput(sku())).not.toBe(canonicalInput(sku({ sources: [source({ moq: 1 })] })));
  });
});
