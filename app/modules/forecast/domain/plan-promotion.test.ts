import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '~/kernel/calendar-date';
import { checkPromotionDays, endPromotion, promotionState } from './plan-promotion';

const day = (text: string) => text as CalendarDate;
const TODAY = day('2026-03-10');
const days = (from: string, to: string) => ({ from: day(from), to: day(to) });

describe('a promotion', () => {
  it('comes, runs with both its days, and is over', () => {
    expect(promotionState(days('2026-03-11', '2026-03-12'), TODAY)).toBe('coming');
    expect(promotionState(days('2026-03-01', '2026-03-10'), TODAY)).toBe('running');
    expect(promotionState(days('2026-03-10', '2026-03-10'), TODAY)).toBe('running');
    expect(promotionState(days('2026-03-01', '2026-03-09'), TODAY)).toBe('over');
  });

  it('has days in order, not too many and not too far ahead; past ones are welcome', () => {
    const code = (from: string, to: string) => {
      const checked = checkPromotionDays(days(from, to), TODAY);
      return checked.ok ? 'ok' : `${checked.error.code} ${checked.error.field}`;
    };
    expect(code('2025-03-01', '2025-03-09')).toBe('ok');
    expect(code('2026-04-01', '2026-04-01')).toBe('ok');
    expect(code('2026-04-02', '2026-04-01')).toBe('promotion_days_reversed to');
    expect(code('2026-04-01', '2027-04-02')).toBe('promotion_too_long to');
    expect(code('2028-03-01', '2028-03-20')).toBe('promotion_too_far to');
  });

  it('that has not begun goes, a running one ends today, one that is over stays', () => {
    expect(endPromotion(days('2026-03-11', '2026-03-12'), TODAY)).toEqual({
      ok: true,
      value: { remove: true },
    });
    expect(endPromotion(days('2026-03-01', '2026-03-12'), TODAY)).toEqual({
      ok: true,
      value: { remove: false, to: TODAY },
    });
    for (const over of [days('2026-03-01', '2026-03-09'), days('2026-03-01', '2026-03-10')]) {
      expect(endPromotion(over, TODAY)).toMatchObject({ ok: false, error: { code: 'promotion_over' } });
    }
  });
});
