import type { Zone } from '../netting/types';
import type { ReasonCode } from './commit-bucket';

/** How many buckets are answered at once. */
export interface MassRule {
  /**
   * What is accepted of each bucket's forecast, percent: 100 accepts it; 80 accepts four fifths, which needs a reason; 120
   * accepts it and offers a fifth of it as upside.
   */
  percent: number;
  /** For a percentage below 100. */
  reason: ReasonCode | null;
  note: string | null;
  /** Also buckets whose answer stands and still fits the forecast; otherwise only those that wait for one. */
  again: boolean;
}

export const LEAST_PERCENT = 0;
export const MOST_PERCENT = 300;

/** A bucket as the rule sees it. Pieces; `commit` and `answeredForecast` null where nothing was answered yet. */
export interface MassBucket {
  forecast: number;
  zone: Zone;
  commit: number | null;
  /** What was asked for when it was answered. */
  answeredForecast: number | null;
}

export interface MassAnswer {
  commit: number;
  upside: number;
  reason: ReasonCode | null;
  note: string | null;
}

/**
 * Whether a bucket waits for an answer: pieces are asked for and none was given, or the forecast has changed since and asks for
 * more than was promised. A reasoned "less" that was given to this very figure stands; where nothing is asked, nothing waits.
 */
export function waits({ forecast, zone, commit, answeredForecast }: MassBucket): boolean {
  if (zone === 'frozen' || forecast === 0) return false;
  return commit === null || (commit < forecast && answeredForecast !== forecast);
}

/**
 * What a rule answers to a bucket; null where it leaves the bucket alone: frozen weeks, and answers that stand unless
 * `again`. Pieces are rounded down, so that no more is promised than the percentage.
 */
export function massAnswer(bucket: MassBucket, rule: MassRule): MassAnswer | null {
  if (bucket.zone === 'frozen') return null;
  if (!rule.again && !waits(bucket)) return null;
  const { forecast } = bucket;
  const share = Math.floor((forecast * rule.percent) / 100);
  const commit = Math.min(forecast, share);
  const isLess = commit < forecast;
  return {
    commit,
    upside: Math.max(0, share - forecast),
    reason: isLess ? rule.reason : null,
    note: isLess ? rule.note : null,
  };
}

/** What a rule would write, in figures. */
export interface MassPreview {
  buckets: number;
  asked: number;
  committed: number;
  upside: number;
  below: number;
  frozen: number;
  answered: number;
  /** Open buckets in which nothing is asked for. */
  idle: number;
}

/** Sums over what a rule would write into the given buckets, and how many it leaves alone and why. */
export function previewMass(buckets: Iterable<MassBucket>, rule: MassRule): MassPreview {
  const sum: MassPreview = {
    buckets: 0,
    asked: 0,
    committed: 0,
    upside: 0,
    below: 0,
    frozen: 0,
    answered: 0,
    idle: 0,
  };
  for (const bucket of buckets) {
    const answer = massAnswer(bucket, rule);
    if (!answer) {
      if (bucket.zone === 'frozen') sum.frozen += 1;
      else if (bucket.commit === null) sum.idle += 1;
      else sum.answered += 1;
      continue;
    }
    sum.buckets += 1;
    sum.asked += bucket.forecast;
    sum.committed += answer.commit;
    sum.upside += answer.upside;
    if (answer.commit < bucket.forecast) sum.below += 1;
  }
  return sum;
}
