/**
 * Weeks from the release of an order to its arrival. Inputs in days, ≥ 0.
 *
 * An order of week w may be placed on any day of it, at the latest its Sunday (day 7w + 6). It arrives
 * production + transit days later, at the latest on day 7w + 6 + days, which lies in week
 * w + floor((6 + days) / 7) = w + ceil(days / 7). So the ceiling is exactly what is safe for every day of the
 * week, and the same for a week 0 that is already half gone.
 */
export function leadTimeWeeks(productionDays: number, transitDays: number): number {
  return Math.ceil((productionDays + transitDays) / 7);
}

/**
 * Weeks from release to the week in which goods must leave the factory at the latest, to arrive by the Sunday of
 * the arrival week: that Sunday less the transit days. Never earlier than release + production.
 */
export function exFactoryOffsetWeeks(productionDays: number, transitDays: number): number {
  const arrival = leadTimeWeeks(productionDays, transitDays);
  return Math.floor((7 * arrival + 6 - transitDays) / 7);
}
