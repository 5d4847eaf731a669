import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';

export const SCORE_PARTS = ['demand', 'margin', 'competition', 'similarity'] as const;
export type ScorePartName = (typeof SCORE_PARTS)[number];

/** How a score is made, as data: it is stored with each score, so an old one can be read by the rule that made it. */
export const SCORE_RULE = {
  version: 'candidate-score/1',
  weights: { demand: 35, margin: 25, competition: 15, similarity: 25 } as Record<ScorePartName, number>,
  /** Signals older than this many days count for nothing; their weight halves every `halfLifeDays`. */
  oldestDays: 180,
  halfLifeDays: 60,
  /** Searches per month and reviews that are worth full points. */
  fullSearches: 100_000,
  fullReviews: 20_000,
  /** Points for a doubling of searches between two observations at least `growthDays` apart. */
  growthPoints: 20,
  growthDays: 28,
  /** Shares of the price (fees) and of the cost (freight, duty) that a first estimate takes off. */
  sellingFee: 0.15,
  landedUplift: 0.25,
  /** Contribution margins that are worth no points and full points. */
  marginZero: 0.15,
  marginFull: 0.55,
  /** Competing offers that leave no points; stars of the rivals that leave none and that leave all. */
  offersZero: 5000,
  starsZero: 4.7,
  starsFull: 3.5,
  neighbours: 8,
  leastSimilarity: 0.05,
  /** Weight of the base rate of winners against the neighbours' own outcome. */
  priorWeight: 0.5,
  worth: { winner: 1, ordinary: 0.4, slow: 0 } as Record<LaunchOutcome, number>,
} as const;

export type SignalUnit =
  | 'searches_per_month'
  | 'reviews'
  | 'rating_hundredths'
  | 'competing_offers'
  | 'index';

/** One dated observation. `value` counts what `unit` says. */
export interface ScoredSignal {
  unit: SignalUnit;
  subject: string;
  marketCode: string | null;
  observedOn: CalendarDate;
  value: number;
}

export interface CandidateFacts {
  nameEn: string;
  categoryCode: string;
  markets: readonly string[];
  /** US dollars per piece; null when not known. */
  priceUsd: number | null;
  costUsd: number | null;
  signals: readonly ScoredSignal[];
}

export type LaunchOutcome = 'winner' | 'ordinary' | 'slow';

/** A SKU launched in the past and what became of it. */
export interface PastLaunch {
  skuCode: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  markets: readonly string[];
  priceUsd: number | null;
  outcome: LaunchOutcome;
}

/** A line of the arithmetic: key of the catalogue `candidates:steps`, with its figures. */
export interface ScoreStep {
  code: string;
  params: Record<string, string | number>;
}

export interface ScorePart {
  name: ScorePartName;
  /** Of all weights, whole numbers that add up to 100. */
  weight: number;
  /** 0 to 100; null when nothing is known. */
  points: number | null;
  steps: ScoreStep[];
}

export interface ScoreNeighbour {
  skuCode: string;
  nameEn: string;
  nameZh: string;
  outcome: LaunchOutcome;
  /** 0 to 1. */
  similarity: number;
}

export interface CandidateScore {
  ruleVersion: string;
  /** The day that ages of signals are counted to. */
  asOf: CalendarDate;
  /** 0 to 100, one decimal; null when no part is known. */
  total: number | null;
  /** Sum of the weights of the parts that are known, 0 to 100. */
  knownWeight: number;
  parts: ScorePart[];
  neighbours: ScoreNeighbour[];
}

/**
 * The score of a candidate, each part with its arithmetic: demand signal, margin, competition and likeness to past winners,
 * averaged by weight over the parts that are known.
 *
 * Likeness is a kernel regression of the outcome of past launches on category, price, markets and words (Nadaraya 1964,
 * Watson 1964), shrunk to the base rate of winners so that one far neighbour decides nothing.
 */
export function scoreCandidate(
  facts: CandidateFacts,
  launches: readonly PastLaunch[],
  asOf: CalendarDate,
): CandidateScore {
  const recent = facts.signals.filter((signal) => {
    const age = daysBetween(signal.observedOn, asOf);
    return (
      age >= 0 &&
      age <= SCORE_RULE.oldestDays &&
      (signal.marketCode === null || facts.markets.includes(signal.marketCode))
    );
  });
  const { part: similarity, neighbours } = similarityPart(facts, launches);
  const parts = [demandPart(recent, asOf), marginPart(facts), competitionPart(recent), similarity];
  const known = parts.filter((part) => part.points !== null);
  const knownWeight = known.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = known.reduce((sum, { weight, points }) => sum + weight * points!, 0);
  return {
    ruleVersion: SCORE_RULE.version,
    asOf,
    total: knownWeight === 0 ? null : round1(weighted / knownWeight),
    knownWeight,
    parts,
    neighbours,
  };
}

const round1 = (value: number) => Math.round(value * 10) / 10;
const clampPoints = (value: number) => round1(Math.min(100, Math.max(0, value)));
const logShare = (value: number, full: number) => Math.log1p(Math.max(0, value)) / Math.log1p(full);

function makePart(name: ScorePartName, points: number | null, steps: ScoreStep[]): ScorePart {
  return {
    name,
    weight: SCORE_RULE.weights[name],
    points: points === null ? null : clampPoints(points),
    steps,
  };
}

/** The newest observation of each subject and market, and the newest one at least `growthDays` before it. */
function series(signals: readonly ScoredSignal[], unit: SignalUnit) {
  const groups = new Map<string, ScoredSignal[]>();
  for (const signal of signals) {
    if (signal.unit !== unit) continue;
    const key = `${signal.subject.trim().toLowerCase()}|${signal.marketCode ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), signal]);
  }
  return [...groups.values()].map((group) => {
    const sorted = [...group].sort((a, b) =>
      a.observedOn < b.observedOn ? 1 : a.observedOn > b.observedOn ? -1 : b.value - a.value,
    );
    const latest = sorted[0]!;
    const earlier = sorted.find((s) => daysBetween(s.observedOn, latest.observedOn) >= SCORE_RULE.growthDays);
    return { latest, earlier };
  });
}

function demandPart(signals: readonly ScoredSignal[], asOf: CalendarDate): ScorePart {
  const faded = ({ latest }: { latest: ScoredSignal }) =>
    latest.value * 0.5 ** (daysBetween(latest.observedOn, asOf) / SCORE_RULE.halfLifeDays);
  const searches = series(signals, 'searches_per_month');
  const reviews = series(signals, 'reviews');
  const trends = series(signals, 'index');
  const steps: ScoreStep[] = [];
  const points: { value: number; weight: number }[] = [];
  if (searches.length > 0) {
    const volume = searches.reduce((sum, entry) => sum + faded(entry), 0);
    const base = 100 * logShare(volume, SCORE_RULE.fullSearches);
    steps.push({
      code: 'searches',
      params: {
        volume: Math.round(volume),
        full: SCORE_RULE.fullSearches,
        points: round1(Math.min(100, base)),
      },
    });
    const grown = searches.filter(({ earlier }) => earlier && earlier.value > 0);
    const before = grown.reduce((sum, { earlier }) => sum + earlier!.value, 0);
    const now = grown.reduce((sum, { latest }) => sum + latest.value, 0);
    const growth = before > 0 ? Math.min(1, Math.max(-0.5, now / before - 1)) : 0;
    if (before > 0) {
      steps.push({
        code: 'growth',
        params: { percent: Math.round(growth * 100), points: round1(growth * SCORE_RULE.growthPoints) },
      });
    }
    points.push({ value: Math.min(100, base) + growth * SCORE_RULE.growthPoints, weight: 3 });
  }
  if (trends.length > 0) {
    const index = Math.max(...trends.map(faded));
    steps.push({ code: 'trend', params: { index: round1(index), points: clampPoints(index) } });
    points.push({ value: index, weight: 1 });
  }
  if (reviews.length > 0) {
    const count = reviews.reduce((sum, { latest }) => sum + latest.value, 0);
    const value = 100 * logShare(count, SCORE_RULE.fullReviews);
    steps.push({
      code: 'reviews',
      params: { count, full: SCORE_RULE.fullReviews, points: clampPoints(value) },
    });
    points.push({ value, weight: 1 });
  }
  const weight = points.reduce((sum, entry) => sum + entry.weight, 0);
  return makePart(
    'demand',
    weight === 0 ? null : points.reduce((sum, e) => sum + e.value * e.weight, 0) / weight,
    steps,
  );
}

function marginPart({ priceUsd, costUsd }: CandidateFacts): ScorePart {
  if (priceUsd === null || costUsd === null || priceUsd <= 0) return makePart('margin', null, []);
  const fee = priceUsd * SCORE_RULE.sellingFee;
  const landed = costUsd * (1 + SCORE_RULE.landedUplift);
  const margin = (priceUsd - fee - landed) / priceUsd;
  const points = (100 * (margin - SCORE_RULE.marginZero)) / (SCORE_RULE.marginFull - SCORE_RULE.marginZero);
  return makePart('margin', points, [
    {
      code: 'margin',
      params: {
        price: priceUsd.toFixed(2),
        fee: fee.toFixed(2),
        landed: landed.toFixed(2),
        left: (priceUsd - fee - landed).toFixed(2),
        percent: round1(margin * 100),
        points: clampPoints(points),
      },
    },
  ]);
}

function competitionPart(signals: readonly ScoredSignal[]): ScorePart {
  const offers = series(signals, 'competing_offers');
  const ratings = series(signals, 'rating_hundredths');
  const steps: ScoreStep[] = [];
  const values: number[] = [];
  if (offers.length > 0) {
    const count = offers.reduce((sum, { latest }) => sum + latest.value, 0);
    const points = clampPoints(100 * (1 - logShare(count, SCORE_RULE.offersZero)));
    steps.push({ code: 'offers', params: { count, points } });
    values.push(points);
  }
  if (ratings.length > 0) {
    const stars = ratings.reduce((sum, { latest }) => sum + latest.value / 100, 0) / ratings.length;
    const points = clampPoints(
      (100 * (SCORE_RULE.starsZero - stars)) / (SCORE_RULE.starsZero - SCORE_RULE.starsFull),
    );
    steps.push({ code: 'stars', params: { stars: stars.toFixed(1), points } });
    values.push(points);
  }
  return makePart(
    'competition',
    values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length,
    steps,
  );
}

function similarityPart(facts: CandidateFacts, launches: readonly PastLaunch[]) {
  if (launches.length === 0) return { part: makePart('similarity', null, []), neighbours: [] };
  const words = wordsOf(facts.nameEn);
  const near = launches
    .map((launch) => ({ launch, similarity: similarityOf(facts, words, launch) }))
    .filter(({ similarity }) => similarity >= SCORE_RULE.leastSimilarity)
    .sort((a, b) => b.similarity - a.similarity || (a.launch.skuCode < b.launch.skuCode ? -1 : 1))
    .slice(0, SCORE_RULE.neighbours);
  const worth = (launch: PastLaunch) => SCORE_RULE.worth[launch.outcome];
  const base = launches.reduce((sum, launch) => sum + worth(launch), 0) / launches.length;
  const kernel = near.reduce((sum, { similarity }) => sum + similarity, 0);
  const value =
    (near.reduce((sum, { launch, similarity }) => sum + similarity * worth(launch), 0) +
      SCORE_RULE.priorWeight * base) /
    (kernel + SCORE_RULE.priorWeight);
  const part = makePart('similarity', value * 100, [
    {
      code: 'similar',
      params: {
        near: near.length,
        winners: near.filter(({ launch }) => launch.outcome === 'winner').length,
        launches: launches.length,
        base: Math.round(base * 100),
        points: clampPoints(value * 100),
      },
    },
  ]);
  const neighbours = near.map(({ launch, similarity }) => ({
    skuCode: launch.skuCode,
    nameEn: launch.nameEn,
    nameZh: launch.nameZh,
    outcome: launch.outcome,
    similarity: Math.round(similarity * 1000) / 1000,
  }));
  return { part, neighbours };
}

const topLevel = (category: string) => category.split('.')[0];

function wordsOf(name: string): Set<string> {
  return new Set((name.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).slice(0, 24));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 0;
  let shared = 0;
  for (const entry of a) if (b.has(entry)) shared += 1;
  return shared / (a.size + b.size - shared);
}

/** Likeness from 0 to 1: the product of category, price, markets and words. */
function similarityOf(facts: CandidateFacts, words: ReadonlySet<string>, launch: PastLaunch): number {
  const category =
    facts.categoryCode === launch.categoryCode
      ? 1
      : topLevel(facts.categoryCode) === topLevel(launch.categoryCode)
        ? 0.4
        : 0;
  if (category === 0) return 0;
  const price =
    facts.priceUsd && launch.priceUsd
      ? Math.exp(-Math.abs(Math.log(facts.priceUsd / launch.priceUsd)) / 0.7)
      : 0.5;
  const markets = 0.5 + 0.5 * jaccard(new Set(facts.markets), new Set(launch.markets));
  return category * price * markets * (0.6 + 0.4 * jaccard(words, wordsOf(launch.nameEn)));
}
