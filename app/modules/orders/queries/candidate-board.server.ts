import { type CalendarDate, dateInZone, daysBetween } from '~/kernel/calendar-date';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { CandidateSearch } from '../candidate-forms';
import { type CandidateRow, type StageRow, selectCandidates, selectStages } from '../data/candidates.server';
import {
  CANDIDATE_STAGES,
  type CandidateStage,
  type DevelopmentClock,
  developmentClock,
  type StageMove,
  stageMoves,
} from '../domain/candidate-stages';

/** Cards of a board: more than a team can look at in a month. */
const MOST_CARDS = 600;

export interface CandidateCard {
  id: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  markets: string[];
  stage: CandidateStage;
  /** 0 to 100; null when nothing is known. */
  score: number | null;
  knownWeight: number;
  priceMinor: string | null;
  costMinor: string | null;
  currency: string | null;
  skuCode: string | null;
  daysInStage: number;
  clock: Pick<DevelopmentClock, 'state' | 'elapsedDays' | 'leftDays'>;
  moves: StageMove[];
}

export interface CandidateBoard {
  columns: { stage: CandidateStage; cards: CandidateCard[] }[];
  /** Under development now, and how many of them are over the target. */
  running: number;
  late: number;
  /** Median days from shortlist to first order of those that got there; null without any. */
  medianDays: number | null;
  isCut: boolean;
  categories: NamedCode[];
  markets: NamedCode[];
}

/**
 * The board of candidates: what is open now, or what stood on the board of one month.
 * @param timeZone in which days are counted
 */
export async function candidateBoard(
  tx: PlatformTx,
  search: CandidateSearch,
  now: number,
  timeZone: string,
): Promise<CandidateBoard> {
  const today = dateInZone(now, timeZone);
  const rows = await selectCandidates(
    tx,
    {
      category: search.category || undefined,
      market: search.market || undefined,
      text: search.q || undefined,
      // The open board also shows what was decided this month.
      ...(search.month ? { month: `${search.month}-01` } : { finishedSince: `${today.slice(0, 7)}-01` }),
    },
    MOST_CARDS + 1,
  );
  const shown = rows.slice(0, MOST_CARDS);
  const stages = groupStages(
    await selectStages(
      tx,
      shown.map(({ id }) => id),
    ),
  );
  const cards = shown.map((row) => card(row, stages.get(row.id) ?? [], today, timeZone));
  const done = cards
    .filter(({ clock }) => clock.state === 'done')
    .map(({ clock }) => clock.elapsedDays)
    .sort((a, b) => a - b);
  return {
    columns: CANDIDATE_STAGES.map((stage) => ({
      stage,
      cards: cards.filter((entry) => entry.stage === stage),
    })),
    running: cards.filter(({ clock }) => clock.state === 'running' || clock.state === 'late').length,
    late: cards.filter(({ clock }) => clock.state === 'late').length,
    medianDays: done.length === 0 ? null : done[Math.floor((done.length - 1) / 2)]!,
    isCut: rows.length > MOST_CARDS,
    ...(await referenceNames(tx)),
  };
}

function groupStages(rows: readonly StageRow[]): Map<string, StageRow[]> {
  const groups = new Map<string, StageRow[]>();
  for (const row of rows) {
    const group = groups.get(row.candidateId);
    if (group) group.push(row);
    else groups.set(row.candidateId, [row]);
  }
  return groups;
}

function card(
  row: CandidateRow,
  stages: readonly StageRow[],
  today: CalendarDate,
  timeZone: string,
): CandidateCard {
  const entries = stages.map(({ stage, enteredAt }) => ({
    stage,
    enteredOn: dateInZone(enteredAt, timeZone),
  }));
  const { state, elapsedDays, leftDays } = developmentClock(entries, today);
  return {
    id: row.id,
    nameEn: row.nameEn,
    nameZh: row.nameZh,
    categoryCode: row.categoryCode,
    markets: row.targetMarkets,
    stage: row.stage,
    score: row.score?.total ?? null,
    knownWeight: row.score?.knownWeight ?? 0,
    priceMinor: row.expectedPriceMinor,
    costMinor: row.expectedCostMinor,
    currency: row.currency,
    skuCode: row.skuCode,
    daysInStage: Math.max(0, daysBetween(entries.at(-1)?.enteredOn ?? today, today)),
    clock: { state, elapsedDays, leftDays },
    moves: stageMoves({ stage: row.stage, hasSku: row.skuId !== null }),
  };
}
