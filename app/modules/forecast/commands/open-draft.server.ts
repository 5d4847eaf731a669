import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import { sourcedSkuIds } from '~/modules/catalog/queries/sourcing-for-skus.server';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import { feedCoverage } from '~/modules/inventory/queries/demand-history.server';
import { newId } from '~/platform/new-id.server';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import { planRun, type RunRow } from '../data/forecast-runs.server';
import {
  deleteVersionRows,
  selectFences,
  selectLineSkuIds,
  selectWrittenSkuIds,
} from '../data/run-lines.server';
import {
  insertDraft,
  reopenDraft,
  selectFenceVersion,
  selectLeftovers,
  selectPublishedVersion,
  selectVersionById,
  type VersionRow,
} from '../data/version.server';
import { currentEngine } from '../domain/demand/current-engine';
import type { PooledSeries } from '../domain/events/pool-effects';
import { RULE_VERSION } from '../domain/netting/types';
import { DEMAND_HORIZON_WEEKS, ORDER_HORIZON_WEEKS } from '../domain/target-stock';
import { poolKnowledge } from './pool-knowledge.server';
import type { RunContext } from './read-chunk.server';

export interface OpenDraft {
  /** Weekly sales by category and market. */
  pooled: PooledSeries[];
  number: number;
  context: RunContext;
  /** SKUs in all. */
  total: number;
  /** Those that have no rows yet, in order. */
  remaining: string[];
}

const ENGINE = `${currentEngine.id}/${currentEngine.version}`;

/**
 * Opens a run's draft: a new version, or the one that the run had begun, with the SKUs that are still to be computed.
 * @throws Error when the run is to publish and a later day, or another version since, is published already
 */
export async function openDraft(run: RunRow, asOf: CalendarDate, now: number): Promise<OpenDraft> {
  const firstWeek = weekOf(asOf);
  return asSystem('job:forecast.run', async (tx) => {
    const published = await selectPublishedVersion(tx);
    const isLater = published !== null && compareDates(published.asOf as CalendarDate, asOf) > 0;
    if (isLater && run.publishes) {
      throw new Error(
        `Version ${published.number} looks from ${published.asOf}: an earlier day can only be a draft.`,
      );
    }
    const begun = run.versionId ? await selectVersionById(tx, run.versionId) : null;
    // A version that looks from a later day is no "before" of this one.
    const previous = begun
      ? begun.previousVersionId && (await selectVersionById(tx, begun.previousVersionId))
      : isLater
        ? null
        : published;
    const fenced = previous ? ((await selectFenceVersion(tx, firstWeek)) ?? previous) : null;
    const version = begun
      ? await goOn(tx, begun, published)
      : await begin(tx, asOf, firstWeek, previous || null, now);
    const sourced = await sourcedSkuIds(tx);
    const before = previous ? await selectLineSkuIds(tx, previous.id) : [];
    const skuIds = [...new Set([...sourced, ...before])].sort();
    const written = begun ? await selectWrittenSkuIds(tx, version.id) : new Set<string>();
    const remaining = skuIds.filter((id) => !written.has(id));
    await planRun(tx, {
      id: run.id,
      versionId: version.id,
      asOf,
      done: skuIds.length - remaining.length,
      total: skuIds.length,
    });
    const coverage = await feedCoverage(tx, asOf);
    const usdPerMinor = await usdPerMinorUnit(tx);
    const { pooled, ...knowledge } = await poolKnowledge(tx, asOf, firstWeek, coverage, usdPerMinor);
    return {
      pooled,
      number: version.number,
      total: skuIds.length,
      remaining,
      context: {
        previous: previous || null,
        fenced,
        sourced: new Set(sourced),
        usdPerMinor,
        facts: {
          versionId: version.id,
          asOf,
          firstWeek,
          previousFirstWeek: previous ? (previous.firstWeek as CalendarDate) : null,
          fencedFirstWeek: fenced && (fenced.firstWeek as CalendarDate),
          fencedAt: fenced?.generatedAt ?? null,
          fences: [...(await selectFences(tx, asOf))],
          coverage,
          ...knowledge,
        },
      },
    };
  });
}

async function begin(
  tx: PlatformTx,
  asOf: CalendarDate,
  firstWeek: CalendarDate,
  previous: VersionRow | null,
  now: number,
): Promise<{ id: string; number: number }> {
  // What is left of earlier attempts can no longer be resumed or published: a newer version begins here.
  for (const id of await selectLeftovers(tx)) await deleteVersionRows(tx, id);
  const id = newId();
  const number = await insertDraft(tx, {
    id,
    asOf,
    firstWeek,
    orderHorizonWeeks: ORDER_HORIZON_WEEKS,
    demandHorizonWeeks: DEMAND_HORIZON_WEEKS,
    demandEngine: ENGINE,
    nettingRuleVersion: RULE_VERSION,
    previousVersionId: previous?.id ?? null,
    generatedAt: now,
  });
  return { id, number };
}

/** Goes on with a draft; rows that another engine or rule made are made again. */
async function goOn(tx: PlatformTx, begun: VersionRow, published: VersionRow | null) {
  if (published && published.number > begun.number) {
    throw new Error(`Version ${published.number} has been published since this run began.`);
  }
  if (begun.demandEngine !== ENGINE || begun.nettingRuleVersion !== RULE_VERSION) {
    await deleteVersionRows(tx, begun.id);
  }
  await reopenDraft(tx, { id: begun.id, demandEngine: ENGINE, nettingRuleVersion: RULE_VERSION });
  return { id: begun.id, number: begun.number };
}
