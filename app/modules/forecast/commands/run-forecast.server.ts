import { createHash } from 'node:crypto';
import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { weekOf } from '~/kernel/week';
import { sourcedSkuIds } from '~/modules/catalog/queries/sourcing-for-skus.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import { feedCoverage } from '~/modules/inventory/queries/demand-history.server';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import {
  insertDemandLines,
  insertForecastLines,
  insertForecastTraces,
  selectFences,
  selectLineSkuIds,
} from '../data/run-lines.server';
import {
  failDraft,
  insertDraft,
  publishDraft,
  selectFenceVersion,
  selectPublishedVersion,
} from '../data/version.server';
import { currentEngine } from '../domain/demand/current-engine';
import { RULE_VERSION } from '../domain/netting/types';
import { DEMAND_HORIZON_WEEKS, ORDER_HORIZON_WEEKS } from '../domain/target-stock';
import { forecastChunk, type RunContext } from './forecast-chunk.server';

/** SKUs per transaction: large enough to amortise the round trips, small enough to keep memory and locks short. */
const CHUNK_SKUS = 200;

export interface RunForecastOptions {
  /** The day the forecast looks from: sales before it count, orders issued by its end count. */
  asOf: CalendarDate;
  /** Whether to publish the finished version; a draft stays invisible to factories. */
  publish: boolean;
  /** Epoch ms, written as the time of generation and publication. */
  now: number;
  log?: (line: string) => void;
  /** Called after each chunk with the SKUs done and in all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

export interface ForecastRun {
  versionId: string;
  number: number;
  lines: number;
  series: number;
  inputHash: string;
}

/**
 * Computes the demand forecast of every sourced SKU × market and, from it, each factory's order forecast, as one new
 * version. The draft is written chunk by chunk and published at the end in one transaction, so that readers see the
 * version before or the whole new one. Same records, same result: `inputHash` covers every line's input.
 * @throws whatever stopped it, after the draft has been marked as failed
 */
export async function runForecast(options: RunForecastOptions): Promise<ForecastRun> {
  const { asOf, now, log = () => {} } = options;
  const firstWeek = weekOf(asOf);
  const versionId = newId();
  const start = await asSystem('job:forecast.run', async (tx) => {
    const published = await selectPublishedVersion(tx);
    const isLater = published !== null && compareDates(published.asOf as CalendarDate, asOf) > 0;
    if (isLater && options.publish) {
      throw new Error(
        `Version ${published.number} looks from ${published.asOf}: an earlier day can only be a draft.`,
      );
    }
    // A version that looks from a later day is no "before" of this one.
    const previous = isLater ? null : published;
    const fenced = previous ? ((await selectFenceVersion(tx, firstWeek)) ?? previous) : null;
    const number = await insertDraft(tx, {
      id: versionId,
      asOf,
      firstWeek,
      orderHorizonWeeks: ORDER_HORIZON_WEEKS,
      demandHorizonWeeks: DEMAND_HORIZON_WEEKS,
      demandEngine: `${currentEngine.id}/${currentEngine.version}`,
      nettingRuleVersion: RULE_VERSION,
      previousVersionId: previous?.id ?? null,
      generatedAt: now,
    });
    const sourced = await sourcedSkuIds(tx);
    const before = previous ? await selectLineSkuIds(tx, previous.id) : [];
    return {
      number,
      skuIds: [...new Set([...sourced, ...before])].sort(),
      context: {
        versionId,
        asOf,
        firstWeek,
        previous,
        fenced,
        fences: await selectFences(tx, asOf),
        coverage: await feedCoverage(tx, asOf),
        sourced: new Set(sourced),
      } satisfies RunContext,
    };
  });
  log(`Forecast version ${start.number} as of ${asOf}: ${start.skuIds.length} SKUs`);
  try {
    return await fill(start, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await asSystem('job:forecast.run', (tx) => failDraft(tx, versionId, reason.slice(0, 500)));
    throw error;
  }
}

async function fill(
  start: { number: number; skuIds: string[]; context: RunContext },
  { publish, now, log = () => {}, onProgress, signal }: RunForecastOptions,
): Promise<ForecastRun> {
  const { context, skuIds } = start;
  const hash = createHash('sha256').update(`${context.asOf}\n${currentEngine.id}/${currentEngine.version}\n`);
  let lines = 0;
  let series = 0;
  for (let at = 0; at < skuIds.length; at += CHUNK_SKUS) {
    signal?.throwIfAborted();
    const chunk = skuIds.slice(at, at + CHUNK_SKUS);
    await asSystem('job:forecast.run', async (tx) => {
      const rows = await forecastChunk(tx, chunk, context);
      await insertDemandLines(tx, rows.demand);
      await insertForecastLines(tx, rows.lines);
      await insertForecastTraces(tx, rows.traces);
      for (const lineHash of rows.hashes) hash.update(lineHash);
      lines += rows.lines.length;
      series += rows.demand.length;
    });
    onProgress?.(Math.min(at + CHUNK_SKUS, skuIds.length), skuIds.length);
  }
  const inputHash = hash.digest('hex');
  if (publish) {
    await asSystem('job:forecast.run', async (tx) => {
      await publishDraft(tx, {
        id: context.versionId,
        inputHash,
        seriesCount: series,
        lineCount: lines,
        publishedAt: now,
      });
      await recordAudit(tx, {
        by: { system: 'forecast.run' },
        action: 'forecast.published',
        entity: { type: 'forecast_version', id: context.versionId, label: String(start.number) },
        after: { number: start.number, asOf: context.asOf, lines, inputHash },
      });
    });
  }
  log(
    `Version ${start.number}: ${series} demand series, ${lines} order forecast lines${publish ? ', published' : ''}`,
  );
  return { versionId: context.versionId, number: start.number, lines, series, inputHash };
}
