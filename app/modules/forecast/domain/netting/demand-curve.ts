/** All stock arithmetic is done in 1/1000 piece, as integers: sums are exact and nothing is rounded twice. */
export const MILLI = 1000;

export const toMilli = (pieces: number): number => Math.round(pieces * MILLI);
export const fromMilli = (milli: number): number => milli / MILLI;

/** Whole pieces that cover a decimal need; the one place where a quantity is rounded, and it is rounded up. */
export const piecesToCover = (milli: number): number => (milli <= 0 ? 0 : Math.ceil(milli / MILLI));

/** Weeks whose average stands for demand beyond the end of the forecast. */
const RUN_OUT_WEEKS = 13;

export interface DemandCurve {
  /** gross requirement per week, 1/1000 piece; week 0 holds only its remaining days */
  gross: number[];
  /** target stock at the end of each week, 1/1000 piece */
  target: number[];
}

/** First week whose gross or target uses extrapolated demand is judged against this look-ahead. */
export const lookAheadWeeks = (targetDays: number): number => Math.ceil(targetDays / 7);

/**
 * Gross requirement and target stock of weeks 0 … `weeks`-1.
 *
 * Target at the end of week t = demand of the `targetDays` days after it: whole weeks in full, the last one by
 * days/7 (90 days = 12 6/7 weeks), looking forward, so it rises before a season and falls before its end
 * (time-phased cover, not an average). Beyond the last given week demand repeats the average of the last 13 weeks.
 */
export function demandCurve(
  demand: readonly number[],
  weeks: number,
  remainingDays: number,
  targetDays: number,
): DemandCurve {
  const fullWeeks = Math.floor(targetDays / 7);
  const spareDays = targetDays - 7 * fullWeeks;
  const needed = weeks + fullWeeks + 1;
  const whole = new Array<number>(needed);
  const given = Math.min(demand.length, needed);
  for (let i = 0; i < given; i++) whole[i] = toMilli(demand[i]!);
  if (given < needed) {
    const from = Math.max(0, demand.length - RUN_OUT_WEEKS);
    let sum = 0;
    for (let i = from; i < demand.length; i++) sum += toMilli(demand[i]!);
    const average = Math.round(sum / (demand.length - from));
    for (let i = given; i < needed; i++) whole[i] = average;
  }
  const gross = whole.slice(0, weeks);
  gross[0] = Math.round((whole[0]! * remainingDays) / 7);
  const target = new Array<number>(weeks);
  let ahead = 0;
  for (let k = 1; k <= fullWeeks; k++) ahead += whole[k]!;
  for (let t = 0; t < weeks; t++) {
    const partial = spareDays === 0 ? 0 : Math.round((whole[t + fullWeeks + 1]! * spareDays) / 7);
    target[t] = ahead + partial;
    if (fullWeeks > 0 && t + 1 < weeks) ahead += whole[t + 1 + fullWeeks]! - whole[t + 1]!;
  }
  return { gross, target };
}
