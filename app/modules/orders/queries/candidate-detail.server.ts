import { dateInZone } from '~/kernel/calendar-date';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import {
  type CandidateRow,
  type SignalRow,
  selectCandidate,
  selectSignals,
  selectStages,
} from '../data/candidates.server';
import {
  type CandidateStage,
  type DevelopmentClock,
  developmentClock,
  type StageMove,
  stageMoves,
} from '../domain/candidate-stages';

export type { CandidateRow, SignalRow };

export interface CandidateDetail {
  candidate: CandidateRow;
  signals: SignalRow[];
  history: { stage: CandidateStage; enteredOn: string }[];
  clock: DevelopmentClock;
  moves: StageMove[];
  categories: NamedCode[];
  markets: NamedCode[];
}

/** One candidate with its signals, history and what may be done; null when there is none. @param now epoch ms */
export async function candidateDetail(
  tx: PlatformTx,
  id: string,
  now: number,
  timeZone: string,
): Promise<CandidateDetail | null> {
  const candidate = await selectCandidate(tx, id);
  if (!candidate) return null;
  const [signals, stages, names] = await Promise.all([
    selectSignals(tx, [id]),
    selectStages(tx, [id]),
    referenceNames(tx),
  ]);
  const history = stages.map(({ stage, enteredAt }) => ({
    stage,
    enteredOn: dateInZone(enteredAt, timeZone),
  }));
  return {
    candidate,
    signals,
    history,
    clock: developmentClock(history, dateInZone(now, timeZone)),
    moves: stageMoves({ stage: candidate.stage, hasSku: candidate.skuId !== null }),
    ...names,
  };
}
