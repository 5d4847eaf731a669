import type { CalendarDate } from '~/kernel/calendar-date';
import type { StoredNettingInput } from '../netting/replay';
import { replayInput } from '../netting/replay';
import type { PerQuantile, Quantile } from '../netting/types';
import { type ExplainedLine, explainSku, type SkuVersion } from './explain-change';

/** A line as a version keeps it. */
export interface KeptLine {
  versionId: string;
  factoryId: string;
  sourceId: string;
  quantities: PerQuantile<number[]>;
  input: StoredNettingInput | null;
  kept: PerQuantile<number[]> | null;
  isDropped: boolean;
}

export interface ComparedVersion {
  id: string;
  firstWeek: string;
}

/**
 * Explains the change of every line of one SKU from the kept rows of both versions.
 * @param rows all lines of the SKU in both versions, every factory's
 * @returns one explanation per factory that makes or made it; a factory whose source was made anew has one for all
 */
export function explainRows<Row extends KeptLine>(
  rows: readonly Row[],
  from: ComparedVersion,
  to: ComparedVersion,
  quantile: Quantile,
): (Omit<ExplainedLine, 'sourceId'> & { factoryId: string; row: Row })[] {
  const explained = explainSku(sideOf(rows, from, quantile), sideOf(rows, to, quantile), quantile);
  const factories = new Map<string, Omit<ExplainedLine, 'sourceId'> & { factoryId: string; row: Row }>();
  for (const { sourceId, ...line } of explained) {
    const mine = rows.filter((row) => row.sourceId === sourceId);
    const row = mine.find(({ versionId }) => versionId === to.id) ?? mine[0]!;
    const before = factories.get(row.factoryId);
    factories.set(row.factoryId, {
      factoryId: row.factoryId,
      row: before && before.row.versionId === to.id ? before.row : row,
      was: line.was + (before?.was ?? 0),
      now: line.now + (before?.now ?? 0),
      change: line.change + (before?.change ?? 0),
      parts:
        before && line.parts && before.parts ? line.parts.map((p, i) => p + before.parts![i]!) : line.parts,
    });
  }
  return [...factories.values()];
}

function sideOf(rows: readonly KeptLine[], version: ComparedVersion, quantile: Quantile): SkuVersion {
  const firstWeek = version.firstWeek as CalendarDate;
  // What was dropped is not there: it stands in the version only to say so.
  const lines = rows.filter((row) => row.versionId === version.id && !row.isDropped);
  const netted = lines.find((row) => row.input !== null && row.kept !== null);
  const usable = netted && isWhole(netted.input!, netted.kept!);
  return {
    firstWeek,
    lines: lines.map(({ sourceId, quantities }) => ({ sourceId, quantities: quantities[quantile] })),
    netted: usable ? { firstWeek, stored: netted.input!, kept: netted.kept! } : null,
  };
}

/** Whether an input can be netted: one of another layout cannot be compared. */
const isWhole = (stored: StoredNettingInput, kept: PerQuantile<number[]>): boolean =>
  stored.v === 1 && replayInput(stored, kept).demand.p50.length > 0;
