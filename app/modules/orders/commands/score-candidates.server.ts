import type { CalendarDate } from '~/kernel/calendar-date';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectCandidate, selectCandidates, selectSignals, updateScores } from '../data/candidates.server';
import { type PastLaunch, scoreCandidate } from '../domain/candidate-score';
import { candidateFacts, launchFacts } from '../domain/launch-facts';

/** A launch with its price as stored; the command converts it. */
export type LaunchInput = Omit<PastLaunch, 'priceUsd'> & {
  priceMinor: string | null;
  currency: string | null;
};

/** As many as one board ever holds. */
const MOST = 5000;

/**
 * Scores candidates anew and stores the scores with their arithmetic.
 * @param launches past launches and what became of them; given by the caller because stock is not this module's
 * @param ids which; all that are open or were never scored when absent
 * @returns how many were scored
 */
export async function scoreCandidates(
  tx: PlatformTx,
  launches: readonly LaunchInput[],
  today: CalendarDate,
  ids?: readonly string[],
): Promise<number> {
  const usd = await usdPerMinorUnit(tx);
  const past = launches.map((launch) => launchFacts(launch, usd));
  const rows = ids
    ? (await Promise.all(ids.map((id) => selectCandidate(tx, id)))).filter((row) => row !== null)
    : (await selectCandidates(tx, {}, MOST)).filter(
        ({ stage, score }) => score === null || (stage !== 'winner' && stage !== 'dropped'),
      );
  const signals = await selectSignals(
    tx,
    rows.map(({ id }) => id),
  );
  const scores = rows.map((row) => {
    const own = signals.filter(({ candidateId }) => candidateId === row.id);
    return { id: row.id, score: scoreCandidate(candidateFacts(row, own, usd), past, today) };
  });
  await updateScores(tx, scores);
  return scores.length;
}
