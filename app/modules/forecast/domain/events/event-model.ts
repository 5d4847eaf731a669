/**
 * Effects of events on weekly demand: demand ÷ level of the weeks around = 1 + Σ effect × share of the week's days, fitted by
 * ridge regression toward a prior (Hoerl & Kennard 1970; a normal prior makes the ridge the posterior mean, e.g. Gelman &
 * Hill 2007, chapter 12). The priors are a hierarchy: all markets → market → category in a market → SKU. So an event seen
 * once in a category moves a SKU that has never seen it, and a SKU's own past moves it on.
 */

/** By event name: what a day of it adds, as a share of a usual day (1 doubles it, −0.5 halves it). */
export type Effects = ReadonlyMap<string, number>;

/** Weeks free of events on either side that tell the level of a week. */
const NEIGHBOURS = 3;
/** How far away such a week may be. */
const REACH = 8;
/** A day of an event sells between a tenth of and six times as much as a usual one. */
const LEAST_EFFECT = -0.9;
const MOST_EFFECT = 5;
/** Factors on a week. */
const LEAST_FACTOR = 0.1;
const MOST_FACTOR = 8;
/** Noise of a week at the least: weeks of large series have their own luck, too, and share it with others. */
const LEAST_NOISE = 0.1;

export interface EventSeries {
  values: readonly (number | null)[];
  /** By event, one share per value (and more beyond them). */
  exposure: ReadonlyMap<string, Float64Array>;
}

/**
 * The effects that a series shows, drawn toward the prior by how little it says.
 * @param spread standard deviation of the effects around the prior
 */
export function fitEffects(
  series: readonly EventSeries[],
  prior: Effects,
  spread: number,
): Map<string, number> {
  const names = [...new Set(series.flatMap(({ exposure }) => [...exposure.keys()]))].sort();
  const p = names.length;
  if (p === 0) return new Map();
  const gram = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_, j) => (i === j ? 1 / spread ** 2 : 0)),
  );
  const right = new Array<number>(p).fill(0);
  for (const one of series) addSeries(one, names, prior, gram, right);
  const moved = solve(gram, right);
  return new Map(
    names.map((name, i) => [
      name,
      Math.min(MOST_EFFECT, Math.max(LEAST_EFFECT, (prior.get(name) ?? 0) + moved[i]!)),
    ]),
  );
}

/** Factors on demand of `weeks` weeks. */
export function effectFactors(
  exposure: ReadonlyMap<string, Float64Array>,
  effects: Effects,
  weeks: number,
): number[] {
  const factors = new Array<number>(weeks).fill(1);
  for (const [name, shares] of exposure) {
    const effect = effects.get(name);
    if (!effect) continue;
    for (let w = 0; w < weeks; w++) factors[w]! += effect * (shares[w] ?? 0);
  }
  return factors.map((factor) => Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor)));
}

function addSeries(
  { values, exposure }: EventSeries,
  names: readonly string[],
  prior: Effects,
  gram: number[][],
  right: number[],
): void {
  const rows = names.map((name) => exposure.get(name));
  const exposed = values.map((_, w) => rows.some((row) => (row?.[w] ?? 0) > 0));
  const calm: number[] = [];
  const seen: { week: number; ratio: number }[] = [];
  values.forEach((value, week) => {
    if (value === null) return;
    const level = levelAround(values, exposed, week);
    if (level === null) return;
    // Half a piece keeps the ratios of small series within reason.
    const ratio = Math.min(MOST_FACTOR, (value + 0.5) / (level + 0.5)) - 1;
    if (exposed[week]) seen.push({ week, ratio });
    else calm.push(ratio);
  });
  if (seen.length === 0) return;
  const variance =
    calm.length > 3 ? calm.reduce((sum, r) => sum + Math.min(4, r * r), 0) / calm.length : 0.25;
  const weight = 1 / Math.max(LEAST_NOISE ** 2, variance);
  for (const { week, ratio } of seen) {
    const x = rows.map((row) => row?.[week] ?? 0);
    const rest = ratio - x.reduce((sum, share, i) => sum + share * (prior.get(names[i]!) ?? 0), 0);
    x.forEach((share, i) => {
      if (share === 0) return;
      right[i]! += weight * share * rest;
      x.forEach((other, j) => {
        gram[i]![j]! += weight * share * other;
      });
    });
  }
}

/** Mean of the nearest weeks free of events on both sides; null where there are none on either. */
function levelAround(
  values: readonly (number | null)[],
  exposed: readonly boolean[],
  week: number,
): number | null {
  const sides = [-1, 1].map((step) => {
    const found: number[] = [];
    for (let d = 1; d <= REACH && found.length < NEIGHBOURS; d++) {
      const value = values[week + step * d];
      if (value !== null && value !== undefined && !exposed[week + step * d]) found.push(value);
    }
    return found.length > 0 ? found.reduce((a, b) => a + b, 0) / found.length : null;
  });
  const [before, after] = sides;
  if (before === null || before === undefined) return after ?? null;
  return after === null || after === undefined ? before : (before + after) / 2;
}

/** Solves a symmetric positive definite system by Cholesky's decomposition. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const lower = matrix.map((row) => [...row]);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = lower[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j]![j]!;
    }
  }
  const y = new Array<number>(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * y[k]!;
    y[i] = sum / lower[i]![i]!;
  }
  const x = new Array<number>(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * x[k]!;
    x[i] = sum / lower[i]![i]!;
  }
  return x;
}
