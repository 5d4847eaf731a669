/** Coarse grids, searched in two steps: level and season first, then the trend. */
const ALPHAS = [0.03, 0.1, 0.25, 0.5, 0.85];
const GAMMAS = [0.03, 0.12, 0.35];
const TRENDS = [
  { beta: 0.05, phi: 0.9 },
  { beta: 0.05, phi: 0.98 },
  { beta: 0.25, phi: 0.9 },
  { beta: 0.02, phi: 1 },
];
const NO_TREND = { beta: 0, phi: 0 };

export type SeasonKind = 'additive' | 'multiplicative';

interface State {
  level: number;
  trend: number;
  season: Float64Array;
}

interface Parameters {
  alpha: number;
  beta: number;
  phi: number;
  gamma: number;
}

/**
 * Damped Holt–Winters smoothing, additive or multiplicative in the season (FPP3, 8.3; ETS(A,Ad,A) and the classical
 * multiplicative recursions), or null with less than two seasons. Parameters by grid on the squared one-step error after the first
 * season; states start from the first two seasons.
 */
export function holtWinters(
  y: Float64Array,
  m: number,
  kind: SeasonKind,
  horizon: number,
): Float64Array | null {
  const n = y.length;
  if (m < 2 || n < 2 * m + 2) return null;
  const start = startOf(y, m, kind);
  if (!start) return null;
  let best: Parameters = { alpha: 0.1, gamma: 0.03, ...NO_TREND };
  let least = Number.POSITIVE_INFINITY;
  const season = new Float64Array(m);
  const consider = (parameters: Parameters) => {
    const sse = run(y, m, kind, parameters, start, season).sse;
    if (sse < least) {
      least = sse;
      best = parameters;
    }
  };
  for (const alpha of ALPHAS) for (const gamma of GAMMAS) consider({ alpha, gamma, ...NO_TREND });
  const { alpha, gamma } = best;
  for (const { beta, phi } of TRENDS) consider({ alpha, gamma, beta: alpha * beta, phi });
  const { state } = run(y, m, kind, best, start, season);
  const forecast = new Float64Array(horizon);
  let damped = 0;
  let carried = 1;
  for (let h = 0; h < horizon; h++) {
    carried *= best.phi;
    damped += carried;
    const level = state.level + damped * state.trend;
    const index = state.season[(n + h) % m]!;
    forecast[h] = kind === 'additive' ? level + index : level * index;
  }
  return forecast;
}

function startOf(y: Float64Array, m: number, kind: SeasonKind): State | null {
  let first = 0;
  let second = 0;
  for (let t = 0; t < m; t++) {
    first += y[t]! / m;
    second += y[t + m]! / m;
  }
  if (kind === 'multiplicative' && !(first > 0 && second > 0)) return null;
  const season = new Float64Array(m);
  for (let t = 0; t < m; t++)
    season[t] =
      kind === 'additive'
        ? (y[t]! - first + (y[t + m]! - second)) / 2
        : (y[t]! / first + y[t + m]! / second) / 2;
  return { level: first, trend: 0, season };
}

/** One pass over the values; `season` is scratch space that the returned state lives in. */
function run(
  y: Float64Array,
  m: number,
  kind: SeasonKind,
  { alpha, beta, phi, gamma }: Parameters,
  start: State,
  season: Float64Array,
): { sse: number; state: State } {
  season.set(start.season);
  let { level, trend } = start;
  let sse = 0;
  const n = y.length;
  const additive = kind === 'additive';
  let position = 0;
  for (let t = 0; t < n; t++) {
    const index = season[position]!;
    const expected = level + phi * trend;
    const error = y[t]! - (additive ? expected + index : expected * index);
    if (t >= m) sse += error * error;
    // Multiplicative: the same error in units of the level, and of the index.
    const onLevel = additive ? error : index > 0.1 ? error / index : 0;
    const onIndex = additive ? error : expected > 0 ? error / expected : 0;
    level = expected + alpha * onLevel;
    trend = phi * trend + beta * onLevel;
    season[position] = index + gamma * (1 - alpha) * onIndex;
    position = position + 1 === m ? 0 : position + 1;
  }
  return { sse, state: { level, trend, season } };
}
