import { weeksBetween } from '~/kernel/week';
import { netOneQuantile } from '../netting/net-sku';
import type { Quantile } from '../netting/types';
import { CAUSES } from './causes';
import { type MixedCause, mixerOf, type NettedThen } from './mixed-input';
import { shapleyParts, wholeParts } from './shapley';

/** What a version says of one source: pieces per release week from its first week. Missing = it has no line. */
export interface LineThen {
  sourceId: string;
  quantities: readonly number[];
}

/** A version's word on one SKU. `netted` is null where the input was not kept. */
export interface SkuVersion {
  firstWeek: NettedThen['firstWeek'];
  lines: readonly LineThen[];
  netted: NettedThen | null;
}

export interface ExplainedLine {
  sourceId: string;
  /** Pieces of the weeks that count. */
  was: number;
  now: number;
  /** now − was */
  change: number;
  /** Pieces by cause in the order of {@link CAUSES}, sum = change; null where an input was not kept. */
  parts: number[] | null;
}

/**
 * Why the lines of a SKU changed between two versions, by replaying netting with the inputs of the one put into the other
 * cause by cause and averaging over all orders ({@link shapleyParts}), for the weeks that both versions cover. A line that is
 * new counts with all its weeks, as it does in the version's own change.
 *
 * Parts are whole pieces and sum exactly to the change. What replaying cannot reproduce (another rule of netting) is
 * the part `rule`. A SKU that one version did not net at all changed because it was added or taken out: `share`.
 *
 * @param then the earlier version, @param now the later one
 */
export function explainSku(then: SkuVersion, now: SkuVersion, quantile: Quantile): ExplainedLine[] {
  const apart = weeksBetween(then.firstWeek, now.firstWeek);
  const ids = [...new Set([...then.lines, ...now.lines].map(({ sourceId }) => sourceId))].sort();
  const lineOf = (side: SkuVersion, id: string) =>
    side.lines.find(({ sourceId }) => sourceId === id)?.quantities;
  const sumOf: Sum = (id, quantities, time) => {
    if (!quantities) return 0;
    const all = quantities.reduce((sum, pieces) => sum + pieces, 0);
    if (!lineOf(then, id)) return all;
    const cut =
      time === 0 ? quantities.slice(0, apart) : quantities.slice(Math.max(0, quantities.length - apart));
    return all - cut.reduce((sum, pieces) => sum + pieces, 0);
  };
  const parts = partsOf(then, now, quantile, ids, sumOf);
  return ids.map((sourceId, i) => {
    const was = sumOf(sourceId, lineOf(then, sourceId), 0);
    const after = sumOf(sourceId, lineOf(now, sourceId), 1);
    const change = after - was;
    return { sourceId, was, now: after, change, parts: parts ? closeWith(parts[i]!, change) : null };
  });
}

/** Pieces of the weeks that count: those that both versions cover, and all of a line that is new. */
type Sum = (sourceId: string, quantities: readonly number[] | undefined, time: 0 | 1) => number;

/** Per source, a float part of each cause but `rule`. */
function partsOf(
  then: SkuVersion,
  now: SkuVersion,
  quantile: Quantile,
  ids: readonly string[],
  sumOf: Sum,
): number[][] | null {
  const share = CAUSES.indexOf('share');
  if (then.lines.length === 0 || now.lines.length === 0) {
    const sign = now.lines.length === 0 ? -1 : 1;
    const side = now.lines.length === 0 ? then : now;
    return ids.map((id) => {
      const parts = new Array<number>(CAUSES.length).fill(0);
      parts[share] = sign * sumOf(id, side.lines.find(({ sourceId }) => sourceId === id)?.quantities, 0);
      return parts;
    });
  }
  if (!then.netted || !now.netted) return null;
  const planned = new Map(then.lines.map(({ sourceId, quantities }) => [sourceId, quantities]));
  const { differing, mix } = mixerOf(then.netted, now.netted, planned, quantile);
  const outcome = (set: number) => {
    const chosen = new Set<MixedCause>(differing.filter((_, i) => set & (1 << i)));
    const quantities = netOneQuantile(mix(chosen), quantile);
    return ids.map((id) => sumOf(id, quantities.get(id), chosen.has('time') ? 1 : 0));
  };
  const found = shapleyParts(differing.length, outcome);
  return ids.map((_, s) => {
    const parts = new Array<number>(CAUSES.length).fill(0);
    differing.forEach((cause, i) => {
      parts[CAUSES.indexOf(cause)] = found[i]![s]!;
    });
    return parts;
  });
}

/** Whole parts of the causes, with what they do not explain as `rule`. */
function closeWith(parts: readonly number[], change: number): number[] {
  const explained = Math.round(parts.reduce((sum, part) => sum + part, 0));
  const whole = wholeParts(parts.slice(0, -1), explained);
  return [...whole, change - explained];
}
