/**
 * Coherent forecasts of a grouped hierarchy: cells (category × market) add up to categories, markets and the total. Each node
 * has a forecast of its own; the reconciled ones are the coherent set nearest to all of them, by weighted least squares with
 * structural scaling: a node's variance is taken to be proportional to the number of cells under it (Athanasopoulos, Hyndman,
 * Kourentzes & Petropoulos, "Forecasting with temporal hierarchies", EJOR 2017; WLS_s of Wickramasuriya, Athanasopoulos &
 * Hyndman, "Optimal forecast reconciliation … through trace minimization", JASA 2019; FPP3 §11.3).
 */

export interface Cell {
  category: string;
  market: string;
}

/** Forecasts of a node, by week. */
export type Weeks = readonly number[];

export interface Wholes {
  /** By category, all markets. */
  categories: ReadonlyMap<string, Weeks>;
  /** By market, all categories. */
  markets: ReadonlyMap<string, Weeks>;
  /** Null where none was made. */
  total: Weeks | null;
}

/**
 * @param cells what each cell's own forecast is, for instance the sum of its SKUs
 * @param wholes forecasts of the wholes; a whole without one has no say
 * @returns the reconciled forecasts of the cells, in order; their sums are the reconciled wholes. None is negative
 */
export function reconcileCells(
  cells: readonly Cell[],
  forecasts: readonly Weeks[],
  wholes: Wholes,
): number[][] {
  const n = cells.length;
  const weeks = forecasts[0]?.length ?? 0;
  const nodes = nodesOf(cells, wholes);
  // A cell's own forecast has weight 1, a whole's 1 ∕ number of its cells.
  const matrix = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    row[i] = 1;
    return row;
  });
  for (const { members } of nodes) {
    const weight = 1 / members.length;
    for (const i of members) for (const j of members) matrix[i]![j]! += weight;
  }
  const solve = factored(matrix);
  const out = forecasts.map(() => new Array<number>(weeks).fill(0));
  for (let w = 0; w < weeks; w++) {
    const right = Float64Array.from(forecasts, (row) => row[w]!);
    for (const { members, forecast } of nodes) {
      for (const i of members) right[i]! += (forecast[w] ?? 0) / members.length;
    }
    solve(right).forEach((value, i) => {
      out[i]![w] = Math.max(0, value);
    });
  }
  return out;
}

interface Node {
  members: number[];
  forecast: Weeks;
}

function nodesOf(cells: readonly Cell[], { categories, markets, total }: Wholes): Node[] {
  const where = (is: (cell: Cell) => boolean) => cells.flatMap((cell, i) => (is(cell) ? [i] : []));
  const nodes = [
    ...[...categories].map(([code, forecast]) => ({ forecast, members: where((c) => c.category === code) })),
    ...[...markets].map(([code, forecast]) => ({ forecast, members: where((c) => c.market === code) })),
    ...(total ? [{ forecast: total, members: where(() => true) }] : []),
  ];
  return nodes.filter(({ members }) => members.length > 0);
}

/** Cholesky's decomposition of a symmetric positive definite matrix, once for all right-hand sides. */
function factored(lower: Float64Array[]): (right: Float64Array) => Float64Array {
  const n = lower.length;
  for (let j = 0; j < n; j++) {
    const pivot = lower[j]!;
    for (let i = j; i < n; i++) {
      const row = lower[i]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * pivot[k]!;
      row[j] = i === j ? Math.sqrt(sum) : sum / pivot[j]!;
    }
  }
  return (right) => {
    const x = Float64Array.from(right);
    for (let i = 0; i < n; i++) {
      const row = lower[i]!;
      let sum = x[i]!;
      for (let k = 0; k < i; k++) sum -= row[k]! * x[k]!;
      x[i] = sum / row[i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * x[k]!;
      x[i] = sum / lower[i]![i]!;
    }
    return x;
  };
}
