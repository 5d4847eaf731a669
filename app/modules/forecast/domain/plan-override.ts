import type { CalendarDate } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { addWeeks, weekOf, weeksBetween } from '~/kernel/week';

/** How a planner says what they expect: units in every week, or so many per cent on the engine's figure. */
export const OVERRIDE_MODES = ['units', 'percent'] as const;
export type OverrideMode = (typeof OVERRIDE_MODES)[number];

/** Nobody sells more of a SKU in a week; a figure beyond is a slip of the pen. */
export const MOST_UNITS = 1_000_000;
export const PERCENT_LIMITS = { least: -100, most: 1000 } as const;

export interface OverrideWish {
  from: CalendarDate;
  to: CalendarDate;
  mode: OverrideMode;
  value: number;
}

/** What is known when an override is written. */
export interface OverrideGround {
  firstWeek: CalendarDate;
  /** The engine's mean per week of the market from the first week on; empty where it has no line. */
  model: readonly number[];
  /** Weeks that the demand forecast covers. */
  horizonWeeks: number;
  today: CalendarDate;
}

/** One week of an override. Units in the whole week, at 1/1000. */
export interface PlannedWeek {
  week: CalendarDate;
  units: number;
  baseUnits: number;
}

/**
 * The weeks of an override with what the engine says of each; days of a week stand for the week.
 * Problems at their fields: `override_weeks_reversed`, `override_week_past`, `override_week_beyond` {weeks},
 * `override_percent_of_nothing`, `number_too_small`, `number_too_big`.
 */
export function planOverride(wish: OverrideWish, ground: OverrideGround): Result<PlannedWeek[], Problem> {
  const from = weekOf(wish.from);
  const to = weekOf(wish.to);
  const present = weekOf(ground.today);
  if (to < from) return err(problem('override_weeks_reversed', undefined, 'to'));
  if (from < present || from < ground.firstWeek) return err(problem('override_week_past', undefined, 'from'));
  const last = addWeeks(ground.firstWeek, ground.horizonWeeks - 1);
  if (to > last) return err(problem('override_week_beyond', { week: last }, 'to'));
  const limits = wish.mode === 'units' ? { least: 0, most: MOST_UNITS } : PERCENT_LIMITS;
  if (wish.value < limits.least) return err(problem('number_too_small', { minimum: limits.least }, 'value'));
  if (wish.value > limits.most) return err(problem('number_too_big', { maximum: limits.most }, 'value'));
  const weeks = Array.from({ length: weeksBetween(from, to) + 1 }, (_, i): PlannedWeek => {
    const week = addWeeks(from, i);
    const baseUnits = ground.model[weeksBetween(ground.firstWeek, week)] ?? 0;
    const units = wish.mode === 'units' ? wish.value : baseUnits * (1 + wish.value / 100);
    return { week, units: Math.round(units * 1000) / 1000, baseUnits };
  });
  if (wish.mode === 'percent' && weeks.every(({ baseUnits }) => baseUnits === 0)) {
    return err(problem('override_percent_of_nothing', undefined, 'value'));
  }
  return ok(weeks);
}
