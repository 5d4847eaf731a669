import type { NettingInput, PerQuantile } from './types';
import { QUANTILES } from './types';

/** A frozen bucket that both sides agreed to change: what the source had been told, and what holds instead. */
export interface AppliedChange {
  sourceId: string;
  /** Release week, counted from week 0 of the version it was applied in. */
  week: number;
  was: PerQuantile<number>;
  to: number;
}

/**
 * What was netted, as it is kept beside a trace: everything of the input except the demand curves that are kept there
 * anyway. Two versions' inputs tell why their results differ.
 */
export interface StoredNettingInput extends Omit<NettingInput, 'demand'> {
  /** Layout of this object. */
  v: 1;
  /** Demand of the weeks after those that are kept with the trace. */
  tail: PerQuantile<number[]>;
  /** The engine's demand of the kept weeks and the tail, where a planner's override changed it. */
  modelDemand?: PerQuantile<number[]>;
  /** Agreed changes that `previous` already holds. */
  agreed?: AppliedChange[];
}

/** Units as they are kept: netting reckons in 1/1000 piece, so nothing of it is lost. */
export const keptUnits = (units: number): number => Math.round(units * 1000) / 1000;

/**
 * @param shownWeeks weeks of demand that are kept beside it
 * @param more what else is to be known about how the input came about
 */
export function storedInput(
  { demand, ...rest }: NettingInput,
  shownWeeks: number,
  more: Pick<StoredNettingInput, 'modelDemand' | 'agreed'> = {},
): StoredNettingInput {
  return { v: 1, ...rest, tail: perQuantile((q) => demand[q].slice(shownWeeks)), ...more };
}

/**
 * The input that {@link storedInput} was made from: netting it gives exactly the quantities of the lines.
 * @param kept the demand in all markets as kept beside the trace
 */
export function replayInput(
  { v: _, tail, modelDemand: __, agreed: ___, ...rest }: StoredNettingInput,
  kept: PerQuantile<readonly number[]>,
): NettingInput {
  return { ...rest, demand: perQuantile((q) => [...kept[q], ...tail[q]]) };
}

const perQuantile = <T>(of: (quantile: (typeof QUANTILES)[number]) => T): PerQuantile<T> =>
  Object.fromEntries(QUANTILES.map((q) => [q, of(q)])) as PerQuantile<T>;
