import { exp, ln } from '../demand/portable-math';

/** What the signals behind a SKU's candidate said, 0…100, and what they usually said of those that became SKUs. */
export interface CandidatePoints {
  points: number;
  usual: number;
}

/** Points more than usual that promise twice the level. */
const DOUBLING = 40;
/** Signals before a launch move its level by a half at most: they are searches and reviews, not sales. */
const LIMITS = { least: 0.67, most: 1.5 } as const;

/**
 * The level that a candidate's signals promise against the launches it is likened to, 1 for the usual. Points stand on a
 * logarithmic scale of searches and reviews, so a difference of points is a ratio of demand. Sales follow such signals with an
 * exponent well below one (Choi & Varian, "Predicting the Present with Google Trends", 2012, find them a help beside a
 * series' own past, not a measure), hence the slow doubling and the limits.
 */
export function launchSignal(candidate: CandidatePoints | undefined): number | null {
  if (!candidate || !Number.isFinite(candidate.points) || !Number.isFinite(candidate.usual)) return null;
  const ratio = exp((ln(2) * (candidate.points - candidate.usual)) / DOUBLING);
  return Math.min(LIMITS.most, Math.max(LIMITS.least, ratio));
}
