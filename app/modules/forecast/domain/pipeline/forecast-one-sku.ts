import type { CalendarDate } from '~/kernel/calendar-date';
import type { Problem } from '~/kernel/problem';
import { ok, type Result } from '~/kernel/result';
import { weeksBetween } from '~/kernel/week';
import { applyOverrides } from '../apply-overrides';
import { assembleNetting } from '../assemble-netting';
import type { DemandEngine } from '../demand/engine';
import { canonicalInput } from '../netting/canonical';
import { netSku } from '../netting/net-sku';
import { type AppliedChange, keptUnits, type StoredNettingInput, storedInput } from '../netting/replay';
import { type PerQuantile, QUANTILES, type SourceTrace } from '../netting/types';
import {
  ALL_MARKETS,
  DEMAND_CURVES,
  type DemandCurves,
  forecastSku,
  type SkuDemand,
  type SkuDemandLine,
} from '../sku-demand';
import { DEMAND_HORIZON_WEEKS, ORDER_HORIZON_WEEKS } from '../target-stock';
import { type LineFigures, lineFigures } from '../version-rows';
import { withAgreedChanges } from './agreed-changes';
import type { EarlierLine, LineTerms, RunFacts, SkuFacts } from './facts';
import { marketSales } from './market-sales';
import { withKnowledge } from './with-knowledge';

/** Weeks of the demand of all markets that are kept with each line's trace: the cover that an order buys can be seen. */
export const SHOWN_WEEKS = 26;

export interface LineOutcome {
  factoryId: string;
  terms: LineTerms | EarlierLine;
  leadTimeWeeks: number;
  figures: LineFigures;
  /** Null for the line of a source that is gone. */
  trace: SourceTrace | null;
}

export interface SkuOutcome {
  /** Null for a SKU that is no longer sold or made. */
  demand: SkuDemand | null;
  /** What was netted, as text that is equal for equal inputs; null when nothing was. */
  inputText: string | null;
  stored: StoredNettingInput | null;
  lines: LineOutcome[];
}

/**
 * Forecasts one SKU and nets it: demand per market, what each of its sources is forecast to be sent, and how that differs
 * from the version before. A pure function of the recorded facts.
 *
 * Problems: `netting_invalid` with the SKU's code.
 */
export function forecastOneSku(
  facts: SkuFacts,
  run: RunFacts,
  engine: DemandEngine,
): Result<SkuOutcome, Problem> {
  const before = new Map(facts.before);
  const figuresOf = (now: LineFigures['quantities'], factoryId: string): LineFigures =>
    lineFigures(
      now,
      before.get(factoryId)?.quantities ?? null,
      run.firstWeek,
      run.previousFirstWeek,
      run.previousFirstWeek ? weeksBetween(run.previousFirstWeek, run.firstWeek) : 0,
    );
  const outcome: SkuOutcome = { demand: null, inputText: null, stored: null, lines: [] };
  if (facts.terms.length > 0) {
    const problem = addSources(outcome, facts, run, engine, figuresOf);
    if (problem) return { ok: false, error: problem };
  }
  for (const [factoryId, gone] of facts.before) {
    if (facts.terms.some((terms) => terms.factoryId === factoryId)) continue;
    const figures = figuresOf(
      perQuantile(() => new Array<number>(ORDER_HORIZON_WEEKS).fill(0)),
      factoryId,
    );
    if (figures.changeKind !== 'dropped') continue;
    outcome.lines.push({ factoryId, terms: gone, leadTimeWeeks: gone.leadTimeWeeks, figures, trace: null });
  }
  return ok(outcome);
}

function addSources(
  outcome: SkuOutcome,
  facts: SkuFacts,
  run: RunFacts,
  engine: DemandEngine,
  figuresOf: (now: LineFigures['quantities'], factoryId: string) => LineFigures,
): Problem | null {
  const { demand, modelDemand } = demandOf(facts, run, engine);
  const { previous, applied } = previousLines(facts, run);
  const all = demand.lines[0]!;
  const input = assembleNetting({
    asOf: run.asOf,
    abcClass: facts.terms[0]!.abcClass,
    demand: all.curves,
    onHand: facts.onHand,
    supply: facts.supply,
    ordered: facts.ordered,
    terms: facts.terms,
    fences: new Map(run.fences),
    previousFirstWeek: run.fencedFirstWeek,
    previous,
  });
  const netting = netSku(input);
  if (!netting.ok) {
    const { code, params } = netting.error;
    return { code, params: { ...params, sku: facts.terms[0]!.skuCode } };
  }
  outcome.demand = demand;
  outcome.inputText = canonicalInput(input);
  outcome.stored = storedInput(input, SHOWN_WEEKS, {
    ...(modelDemand ? { modelDemand } : {}),
    ...(applied.length > 0 ? { agreed: applied } : {}),
  });
  for (const source of netting.value.sources) {
    const terms = facts.terms.find(({ sourcingId }) => sourcingId === source.sourceId)!;
    outcome.lines.push({
      factoryId: terms.factoryId,
      terms,
      leadTimeWeeks: source.leadTimeWeeks,
      figures: figuresOf(source.quantities, terms.factoryId),
      trace: source.trace,
    });
  }
  return null;
}

/**
 * The SKU's demand with the planners' overrides, at the precision at which it is kept: what is netted and what is stored
 * are the same numbers. `modelDemand` is all markets' demand before the overrides, null where none applies.
 */
function demandOf(
  facts: SkuFacts,
  run: RunFacts,
  engine: DemandEngine,
): { demand: SkuDemand; modelDemand: PerQuantile<number[]> | null } {
  const { phaseOut } = facts.traits;
  const sales = withKnowledge(marketSales(facts, run.coverage, run.asOf), facts, run);
  const model = kept(forecastSku(sales, run.firstWeek, DEMAND_HORIZON_WEEKS, engine, { phaseOut }));
  if (facts.overrides.length === 0) return { demand: model, modelDemand: null };
  const demand = kept(applyOverrides(model, run.firstWeek, facts.overrides));
  const isChanged = demand.lines[0]!.modelMean !== null;
  return { demand, modelDemand: isChanged ? perQuantile((q) => model.lines[0]!.curves[q]) : null };
}

const kept = (demand: SkuDemand): SkuDemand => {
  const lines = demand.lines.map(
    (line): SkuDemandLine => ({
      ...line,
      curves: Object.fromEntries(
        DEMAND_CURVES.map((curve) => [curve, line.curves[curve].map(keptUnits)]),
      ) as DemandCurves,
      modelMean: line.modelMean?.map(keptUnits) ?? null,
    }),
  );
  const [all, ...markets] = lines;
  // Rounded parts must still add up to the whole.
  if (all?.marketCode === ALL_MARKETS && markets.length > 0) {
    all.curves.mean = all.curves.mean.map((_, w) =>
      keptUnits(markets.reduce((sum, { curves }) => sum + curves.mean[w]!, 0)),
    );
  }
  return { ...demand, lines };
};

/** What each source had been told in the version that fences measure from, with what both sides agreed on since. */
function previousLines(
  facts: SkuFacts,
  run: RunFacts,
): { previous: Map<string, EarlierLine>; applied: AppliedChange[] } {
  const previous = new Map(facts.promised ?? facts.before);
  const applied: AppliedChange[] = [];
  if (facts.agreed.length === 0 || !run.fencedFirstWeek || !run.fencedAt) return { previous, applied };
  const fenced = { firstWeek: run.fencedFirstWeek, generatedAt: run.fencedAt };
  for (const { factoryId, sourcingId } of facts.terms) {
    const line = previous.get(factoryId);
    if (!line) continue;
    const own = facts.agreed.filter((change) => change.factoryId === factoryId);
    const changed = withAgreedChanges(line, sourcingId, own, fenced, run.firstWeek as CalendarDate);
    previous.set(factoryId, changed.line);
    applied.push(...changed.applied);
  }
  return { previous, applied };
}

const perQuantile = <T>(of: (quantile: (typeof QUANTILES)[number]) => T): PerQuantile<T> =>
  Object.fromEntries(QUANTILES.map((q) => [q, of(q)])) as PerQuantile<T>;
