/**
 * What is looked at before a version is published: whether it jumps, whether the records it was made from are complete, and
 * how much of it has been tested on its own past. Blocking findings stop an automatic publication; a person may publish
 * in spite of them, with a comment. Pure.
 */

export const CHECK_CODES = [
  'totalJump',
  'factoryJump',
  'lineJump',
  'linesLost',
  'feedEnded',
  'marketVanished',
  'noHistory',
  'backtestCoverage',
  'factoryCoverage',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export const CHECK_LEVELS = ['ok', 'warning', 'blocking'] as const;
export type CheckLevel = (typeof CHECK_LEVELS)[number];

/** One thing that a check found, for instance a factory with how much it jumped. */
export interface CheckItem {
  /** A code or slug that names it. */
  label: string;
  /** What it links to, where it has a page: a factory's slug or a SKU's code. */
  factory?: string;
  sku?: string;
  params: Record<string, string | number>;
}

export interface CheckResult {
  code: CheckCode;
  level: CheckLevel;
  params: Record<string, string | number>;
  /** The worst first, at most {@link MOST_ITEMS}. */
  items: CheckItem[];
}

/** What the checks look at. Money in US dollars; the version before over the weeks that both cover. */
export interface CheckFacts {
  asOf: string;
  hasPrevious: boolean;
  lines: number;
  previousLines: number;
  factories: { slug: string; usd: number; previousUsd: number }[];
  /** Factories that are active and make something that is sold. */
  sourcedFactories: { slug: string; hasLines: boolean }[];
  /** The lines whose worth changed most, largest first. */
  movedLines: { sku: string; factory: string; usd: number; previousUsd: number }[];
  /** Per feed and market: the last day it covers and the share (0…1) of all demand that it stands for. */
  feeds: { market: string; lastDay: string; daysAgo: number; share: number }[];
  /** Units over the horizon. */
  markets: { market: string; units: number; previousUnits: number }[];
  sourcedSkus: number;
  skusWithoutHistory: { count: number; examples: string[] };
  series: number;
  seriesWithBacktest: number;
}

/** Limits, as shares unless said otherwise. */
export const CHECK_LIMITS = {
  totalJump: { warning: 0.2, blocking: 0.5 },
  factoryJump: { warning: 0.5, leastUsd: 10_000, blockingShare: 0.3 },
  lineJump: { shareOfTotal: 0.02, leastUsd: 25_000, blockingShareOfTotal: 0.2 },
  linesLost: { warning: 0.05, blocking: 0.2 },
  /** Days without sales. */
  feedDays: { warning: 4, blocking: 14, blockingShare: 0.1 },
  marketVanished: { left: 0.1, blockingShare: 0.05 },
  noHistory: { warning: 0.05, blocking: 0.3 },
  backtest: { warning: 0.6, blocking: 0.2 },
  factoryCoverage: { warning: 0, blocking: 0.2 },
} as const;

export const MOST_ITEMS = 10;

/** All checks of a version, in the order of {@link CHECK_CODES}. */
export function publishChecks(facts: CheckFacts): CheckResult[] {
  return [
    totalJump(facts),
    factoryJump(facts),
    lineJump(facts),
    linesLost(facts),
    feedEnded(facts),
    marketVanished(facts),
    noHistory(facts),
    backtestCoverage(facts),
    factoryCoverage(facts),
  ];
}

/** The gravest of the findings. */
export function worstLevel(checks: readonly Pick<CheckResult, 'level'>[]): CheckLevel {
  return CHECK_LEVELS.findLast((level) => checks.some((check) => check.level === level)) ?? 'ok';
}

/** Change against before, as a share: 0.25 is a quarter more. From nothing to something is 1 (+100 %). */
export function relativeChange(now: number, before: number): number {
  if (before > 0) return (now - before) / before;
  return now > 0 ? 1 : 0;
}

const percent = (share: number): number => Math.round(share * 1000) / 10;
const money = (usd: number): number => Math.round(usd);

const graded = (value: number, limits: { warning: number; blocking: number }): CheckLevel =>
  value > limits.blocking ? 'blocking' : value > limits.warning ? 'warning' : 'ok';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function totalJump({ hasPrevious, factories }: CheckFacts): CheckResult {
  const now = sum(factories.map(({ usd }) => usd));
  const before = sum(factories.map(({ previousUsd }) => previousUsd));
  const change = hasPrevious ? relativeChange(now, before) : 0;
  return {
    code: 'totalJump',
    level: graded(Math.abs(change), CHECK_LIMITS.totalJump),
    params: { change: percent(change), usd: money(now), previousUsd: money(before) },
    items: [],
  };
}

function factoryJump({ hasPrevious, factories }: CheckFacts): CheckResult {
  const { warning, leastUsd, blockingShare } = CHECK_LIMITS.factoryJump;
  const jumped = factories
    .filter(({ usd, previousUsd }) => {
      const isLarge = Math.abs(usd - previousUsd) >= leastUsd;
      return hasPrevious && isLarge && Math.abs(relativeChange(usd, previousUsd)) > warning;
    })
    .sort((a, b) => Math.abs(b.usd - b.previousUsd) - Math.abs(a.usd - a.previousUsd));
  const isMany = jumped.length > blockingShare * factories.length && jumped.length > 1;
  return {
    code: 'factoryJump',
    level: isMany ? 'blocking' : jumped.length > 0 ? 'warning' : 'ok',
    params: { count: jumped.length, of: factories.length, limit: percent(warning) },
    items: jumped.slice(0, MOST_ITEMS).map(({ slug, usd, previousUsd }) => ({
      label: slug,
      factory: slug,
      params: {
        change: percent(relativeChange(usd, previousUsd)),
        usd: money(usd),
        previousUsd: money(previousUsd),
      },
    })),
  };
}

function lineJump({ hasPrevious, factories, movedLines }: CheckFacts): CheckResult {
  const { shareOfTotal, leastUsd, blockingShareOfTotal } = CHECK_LIMITS.lineJump;
  const total = Math.max(
    sum(factories.map(({ usd }) => usd)),
    sum(factories.map(({ previousUsd }) => previousUsd)),
  );
  const moved = (line: { usd: number; previousUsd: number }) => Math.abs(line.usd - line.previousUsd);
  const large = hasPrevious
    ? movedLines.filter((line) => moved(line) >= leastUsd && moved(line) > shareOfTotal * total)
    : [];
  const isGrave = large.some((line) => moved(line) > blockingShareOfTotal * total);
  return {
    code: 'lineJump',
    level: isGrave ? 'blocking' : large.length > 0 ? 'warning' : 'ok',
    params: { count: large.length, limit: percent(shareOfTotal) },
    items: large.slice(0, MOST_ITEMS).map((line) => ({
      label: line.sku,
      factory: line.factory,
      sku: line.sku,
      params: { usd: money(line.usd), previousUsd: money(line.previousUsd), moved: money(moved(line)) },
    })),
  };
}

function linesLost({ hasPrevious, lines, previousLines }: CheckFacts): CheckResult {
  const lost = hasPrevious && previousLines > 0 ? Math.max(0, previousLines - lines) / previousLines : 0;
  return {
    code: 'linesLost',
    level: graded(lost, CHECK_LIMITS.linesLost),
    params: { lines, previousLines, lost: percent(lost) },
    items: [],
  };
}

function feedEnded({ feeds }: CheckFacts): CheckResult {
  const { warning, blocking, blockingShare } = CHECK_LIMITS.feedDays;
  const ended = feeds.filter(({ daysAgo }) => daysAgo > warning).sort((a, b) => b.share - a.share);
  const gone = sum(ended.filter(({ daysAgo }) => daysAgo > blocking).map(({ share }) => share));
  return {
    code: 'feedEnded',
    level: gone > blockingShare ? 'blocking' : ended.length > 0 ? 'warning' : 'ok',
    params: { count: ended.length, days: warning },
    items: ended.slice(0, MOST_ITEMS).map(({ market, lastDay, daysAgo, share }) => ({
      label: market,
      params: { lastDay, daysAgo, share: percent(share) },
    })),
  };
}

function marketVanished({ hasPrevious, markets }: CheckFacts): CheckResult {
  const { left, blockingShare } = CHECK_LIMITS.marketVanished;
  const before = sum(markets.map(({ previousUnits }) => previousUnits));
  const gone = hasPrevious
    ? markets.filter(({ units, previousUnits }) => previousUnits > 0 && units < left * previousUnits)
    : [];
  const share = before > 0 ? sum(gone.map(({ previousUnits }) => previousUnits)) / before : 0;
  return {
    code: 'marketVanished',
    level: share > blockingShare ? 'blocking' : gone.length > 0 ? 'warning' : 'ok',
    params: { count: gone.length, share: percent(share) },
    items: gone
      .sort((a, b) => b.previousUnits - a.previousUnits)
      .slice(0, MOST_ITEMS)
      .map(({ market, units, previousUnits }) => ({
        label: market,
        params: { units: Math.round(units), previousUnits: Math.round(previousUnits) },
      })),
  };
}

function noHistory({ sourcedSkus, skusWithoutHistory: { count, examples } }: CheckFacts): CheckResult {
  const share = sourcedSkus > 0 ? count / sourcedSkus : 0;
  return {
    code: 'noHistory',
    level: graded(share, CHECK_LIMITS.noHistory),
    params: { count, of: sourcedSkus, share: percent(share) },
    items: examples.slice(0, MOST_ITEMS).map((sku) => ({ label: sku, sku, params: {} })),
  };
}

function backtestCoverage({ series, seriesWithBacktest }: CheckFacts): CheckResult {
  const share = series > 0 ? seriesWithBacktest / series : 1;
  const { warning, blocking } = CHECK_LIMITS.backtest;
  return {
    code: 'backtestCoverage',
    level: share < blocking ? 'blocking' : share < warning ? 'warning' : 'ok',
    params: { count: seriesWithBacktest, of: series, share: percent(share) },
    items: [],
  };
}

function factoryCoverage({ sourcedFactories }: CheckFacts): CheckResult {
  const without = sourcedFactories.filter(({ hasLines }) => !hasLines);
  const share = sourcedFactories.length > 0 ? without.length / sourcedFactories.length : 0;
  return {
    code: 'factoryCoverage',
    level: graded(share, CHECK_LIMITS.factoryCoverage),
    params: { count: without.length, of: sourcedFactories.length },
    items: without.slice(0, MOST_ITEMS).map(({ slug }) => ({ label: slug, factory: slug, params: {} })),
  };
}
