import { MOST_EXCEPTIONS } from './exception-kinds';

/** Something that could be shown. */
export interface RankedException {
  kind: string;
  /** What it is about: an SKU code, with a factory's slug after it on the platform's list. */
  subject: string;
  /** Monday, where it is about a week. */
  week: string | null;
  /** At stake, in one currency for all. */
  money: number;
}

/** What somebody said to an exception. */
export interface ExceptionVerdict {
  kind: string;
  subject: string;
  verdict: 'acted' | 'dismissed' | 'snoozed';
  /** At stake then, in the same currency. */
  money: number;
  /** Epoch ms */
  at: number;
  /** By the person whose list it is; others' verdicts tell what is usual of a kind. */
  isOwn: boolean;
}

export const DAY_MS = 86_400_000;

/** How long a dismissed subject stays away, unless its money grows by more than {@link DISMISSED_GROWTH}. */
export const DISMISSED_DAYS = 14;
export const DISMISSED_GROWTH = 1.5;
/** How long "later" is. */
export const SNOOZED_DAYS = 3;

/** Verdicts that the usual share of a kind counts as, in a person's own share: their own outweigh it after four. */
const KIND_STRENGTH = 4;
/** The share before anybody said anything, and how many verdicts it counts as: one of each. */
const START = { acted: 1, dismissed: 1 };

/**
 * How probable it is that the person acts on an exception of the kind: the mean of a Beta–Bernoulli posterior whose prior is
 * the kind's share among everybody (itself a posterior with the prior Beta(1, 1)), worth {@link KIND_STRENGTH} verdicts:
 *
 *   kind   = (1 + A) / (2 + A + D)             A, D: acted and dismissed by everybody of this list
 *   weight = (4 · kind + a) / (4 + a + d)      a, d: the person's own
 *
 * Partial pooling of a binomial: Gelman et al., "Bayesian Data Analysis", ch. 5. "Later" says nothing about the kind.
 */
export function learnedWeight(kind: string, verdicts: readonly ExceptionVerdict[]): number {
  let acted = 0;
  let dismissed = 0;
  let ownActed = 0;
  let ownDismissed = 0;
  for (const one of verdicts) {
    if (one.kind !== kind || one.verdict === 'snoozed') continue;
    if (one.verdict === 'acted') {
      acted++;
      if (one.isOwn) ownActed++;
    } else {
      dismissed++;
      if (one.isOwn) ownDismissed++;
    }
  }
  const usual = (START.acted + acted) / (START.acted + START.dismissed + acted + dismissed);
  return (KIND_STRENGTH * usual + ownActed) / (KIND_STRENGTH + ownActed + ownDismissed);
}

/** Whether the person's own last word on the subject keeps it away now. */
export function isKeptAway(
  exception: RankedException,
  verdicts: readonly ExceptionVerdict[],
  now: number,
): boolean {
  let last: ExceptionVerdict | null = null;
  for (const one of verdicts) {
    if (!one.isOwn || one.kind !== exception.kind || one.subject !== exception.subject) continue;
    if (!last || one.at > last.at) last = one;
  }
  if (!last || last.verdict === 'acted') return false;
  if (last.verdict === 'snoozed') return now - last.at < SNOOZED_DAYS * DAY_MS;
  const isFresh = now - last.at < DISMISSED_DAYS * DAY_MS;
  return isFresh && exception.money <= last.money * DISMISSED_GROWTH;
}

/**
 * The exceptions worth a person's attention: money × {@link learnedWeight}, without what they put aside, at most `most`.
 * Ties go by money, kind, subject and week, so that the same facts give the same list.
 */
export function rankExceptions<E extends RankedException>(
  exceptions: readonly E[],
  verdicts: readonly ExceptionVerdict[],
  now: number,
  most = MOST_EXCEPTIONS,
): E[] {
  const weights = new Map<string, number>();
  const weightOf = (kind: string): number => {
    const known = weights.get(kind) ?? learnedWeight(kind, verdicts);
    weights.set(kind, known);
    return known;
  };
  return exceptions
    .filter((one) => !isKeptAway(one, verdicts, now))
    .map((one) => ({ one, score: one.money * weightOf(one.kind) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.one.money - a.one.money ||
        (exceptionKey(a.one) < exceptionKey(b.one) ? -1 : 1),
    )
    .slice(0, most)
    .map(({ one }) => one);
}

/** Names an exception on the list of a day. */
export const exceptionKey = ({ kind, subject, week }: Omit<RankedException, 'money'>): string =>
  `${kind}|${subject}|${week ?? ''}`;

/** The list of a day: what stands on it, and how much of it is done. */
export interface DayList<E> {
  /** Still open, in the order of the day. */
  open: E[];
  /** Put aside or acted on today. */
  done: number;
  /** Everything that was shown today, in order; what is kept. */
  keys: string[];
}

/**
 * The list of one person's day. What was shown in the morning stays, so ten are ten: dealing with one lets no eleventh in, and a
 * version that comes in during the day only fills places that were never taken. What the new version no longer
 * knows has solved itself and keeps its place.
 *
 * @param shown keys that the day's list has held so far, null when it has not been made
 * @param verdicts of the person and others, today's included
 * @param dayStart epoch ms at which the person's day began
 */
export function dayList<E extends RankedException>(
  exceptions: readonly E[],
  shown: readonly string[] | null,
  verdicts: readonly ExceptionVerdict[],
  now: number,
  dayStart: number,
): DayList<E> {
  const byKey = new Map(exceptions.map((one) => [exceptionKey(one), one]));
  const kept = shown ?? [];
  const free = MOST_EXCEPTIONS - kept.length;
  const added =
    free > 0
      ? rankExceptions(
          exceptions.filter((one) => !kept.includes(exceptionKey(one))),
          verdicts,
          now,
          free,
        )
      : [];
  const keys = [...kept, ...added.map(exceptionKey)];
  const today = verdicts.filter((one) => one.isOwn && one.at >= dayStart);
  const isDone = (one: RankedException) =>
    today.some(({ kind, subject }) => kind === one.kind && subject === one.subject);
  const listed = keys.flatMap((key) => byKey.get(key) ?? []);
  const open = listed.filter((one) => !isDone(one));
  return { open, done: keys.length - open.length, keys };
}
