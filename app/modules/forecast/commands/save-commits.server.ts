import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { heldOf, selectGridBuckets } from '../data/commit-grid.server';
import { type CommitLine, selectCommitLines } from '../data/commit-lines.server';
import { type CommitWrite, holdPublished, writeCommits } from '../data/commit-writes.server';
import { selectPublishedVersion, type VersionRow } from '../data/version.server';
import { COMMIT_QUANTILE } from '../domain/commit/commit-bucket';
import {
  type CommitTarget,
  decideCommit,
  type GivenCommit,
  type HeldCommit,
} from '../domain/commit/decide-commit';
import { weekIndex } from '../domain/commit/week-index';
import { zoneOf } from '../domain/netting/fences';

export interface GivenBucket extends GivenCommit {
  skuId: string;
  week: string;
  channel: 'grid' | 'mass' | 'file';
}

/** An answer that another one, or another version, has overtaken: what its author would have to know. */
export interface CommitConflict {
  skuId: string;
  week: string;
  cause: 'answered' | 'asked';
  /** What is asked for now, and by which version. */
  forecast: number;
  version: number;
  held: HeldCommit | null;
}

export interface SavedCommits {
  /** Buckets that were written, or say the same already. */
  saved: { skuId: string; week: string; revision: number; forecast: number }[];
  written: number;
  conflicts: CommitConflict[];
  refused: { skuId: string; week: string; problem: Problem }[];
}

/**
 * Saves a factory's answers to the published version. Each bucket is judged by itself: the good ones are written, the others
 * come back with what stands against them, and nothing is overwritten that its author has not seen.
 *
 * @param now epoch ms
 * @returns `commit_no_version` when nothing is published
 */
export async function saveCommits(
  tx: TenantTx,
  access: Access<'forecast:commit'>,
  given: readonly GivenBucket[],
  now: number,
): Promise<Result<SavedCommits, Problem>> {
  await holdPublished(tx);
  const version = await selectPublishedVersion(tx);
  if (!version) return err(problem('commit_no_version'));
  const state = await readTargets(tx, version, [...new Set(given.map(({ skuId }) => skuId))]);
  const result: SavedCommits = { saved: [], written: 0, conflicts: [], refused: [] };
  const writes: CommitWrite[] = [];
  const taken = new Set<string>();
  for (const one of given) {
    const { skuId, week } = one;
    const key = `${skuId} ${week}`;
    if (taken.has(key)) {
      result.refused.push({ skuId, week, problem: problem('commit_bucket_twice') });
      continue;
    }
    taken.add(key);
    const target = state.targetOf(skuId, week);
    const decision = decideCommit(one, target);
    if (decision.kind === 'refused') result.refused.push({ skuId, week, problem: decision.problem });
    else if (decision.kind === 'conflict') {
      const { forecast, held } = target!;
      result.conflicts.push({ skuId, week, cause: decision.cause, forecast, version: version.number, held });
    } else if (decision.kind === 'same')
      result.saved.push({ skuId, week, revision: target!.held!.revision, forecast: target!.forecast });
    else {
      const { unitCostMinor, currency } = state.lines.get(skuId)!;
      const { commit, upside, reason, note, channel } = one;
      writes.push({
        skuId,
        week,
        commit,
        upside,
        reason,
        note: note || null,
        channel,
        revision: decision.revision,
        forecast: target!.forecast,
        unitCostMinor,
        currency,
      });
    }
  }
  const written = await writeCommits(tx, version.id, writes, { name: access.user.displayName, now });
  const missed = writes.filter(({ skuId, week }) => !written.has(`${skuId} ${week}`));
  for (const { skuId, week, revision, forecast } of writes) {
    if (written.has(`${skuId} ${week}`)) result.saved.push({ skuId, week, revision, forecast });
  }
  result.written = written.size;
  // Somebody answered between our look and our writing.
  if (missed.length > 0) await addOvertaken(tx, version, missed, result);
  if (written.size > 0) await audit(tx, access, version, writes, written, state.lines);
  return ok(result);
}

async function readTargets(tx: TenantTx, version: VersionRow, skuIds: readonly string[]) {
  const [lines, buckets] = await Promise.all([
    selectCommitLines(tx, version.id, skuIds),
    selectGridBuckets(tx, tx.factoryId, skuIds, version.firstWeek),
  ]);
  const held = new Map(buckets.map((bucket) => [`${bucket.skuId} ${bucket.week}`, heldOf(bucket)]));
  return {
    lines,
    targetOf(skuId: string, week: string): CommitTarget | null {
      const line = lines.get(skuId);
      const index = weekIndex(version, week);
      if (!line || index === null) return null;
      const fence = { frozenWeeks: line.frozenWeeks, firmWeeks: line.firmWeeks, flexBp: 0 };
      return {
        forecast: line.quantities[index] ?? 0,
        zone: zoneOf(index, fence),
        held: held.get(`${skuId} ${week}`) ?? null,
      };
    },
  };
}

async function addOvertaken(
  tx: TenantTx,
  version: VersionRow,
  missed: readonly CommitWrite[],
  result: SavedCommits,
): Promise<void> {
  const buckets = await selectGridBuckets(
    tx,
    tx.factoryId,
    [...new Set(missed.map(({ skuId }) => skuId))],
    version.firstWeek,
  );
  const held = new Map(buckets.map((bucket) => [`${bucket.skuId} ${bucket.week}`, heldOf(bucket)]));
  for (const { skuId, week, forecast } of missed) {
    result.conflicts.push({
      skuId,
      week,
      cause: 'answered',
      forecast,
      version: version.number,
      held: held.get(`${skuId} ${week}`) ?? null,
    });
  }
}

/** Entries of the log name SKUs one by one up to this many; beyond it the sums say it. */
const MOST_NAMED = 20;

async function audit(
  tx: TenantTx,
  access: Access<'forecast:commit'>,
  version: VersionRow,
  writes: readonly CommitWrite[],
  written: ReadonlySet<string>,
  lines: ReadonlyMap<string, CommitLine>,
): Promise<void> {
  const kept = writes.filter(({ skuId, week }) => written.has(`${skuId} ${week}`));
  const skus = [...new Set(kept.map(({ skuId }) => lines.get(skuId)!.skuCode))].sort();
  const sum = (of: (write: CommitWrite) => number) => kept.reduce((total, write) => total + of(write), 0);
  await recordAudit(tx, {
    by: access,
    action: 'forecast.committed',
    entity: { type: 'forecast_version', id: version.id, label: String(version.number) },
    after: {
      version: version.number,
      quantile: COMMIT_QUANTILE,
      buckets: kept.length,
      forecast: sum(({ forecast }) => forecast),
      commit: sum(({ commit }) => commit),
      upside: sum(({ upside }) => upside),
      channel: [...new Set(kept.map(({ channel }) => channel))].sort().join(' '),
      skus:
        skus.slice(0, MOST_NAMED).join(' ') +
        (skus.length > MOST_NAMED ? ` +${skus.length - MOST_NAMED}` : ''),
    },
  });
}
