import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import {
  type ChangeInsert,
  deleteChanges,
  finishPair,
  forgetAskedPairs,
  insertChanges,
  type LineOfVersion,
  selectLinesOfVersions,
  selectSkuIdsOfVersions,
} from '../data/changes.server';
import { selectVersionById } from '../data/version.server';
import { CHANGE_QUANTILE } from '../domain/changes/change-quantile';
import { explainRows } from '../domain/changes/change-rows';

/** SKUs per transaction. */
const CHUNK_SKUS = 200;
/** How long the explanation of a pair is kept that was asked for; of versions that followed one another it is for good. */
const KEEP_ASKED_MS = 45 * 86_400_000;

/**
 * Explains every line that changed between two published versions and keeps the parts, so that totals by cause and lists by
 * money are sums and an index away. Replaying some thousand SKUs takes seconds, which no request may take: it runs as a
 * job, after every publication for the version before, and for other pairs when someone asks. All lines are
 * explained, none sampled: totals are exact.
 * @returns lines that changed
 * @throws whatever stopped it, after the pair has been marked as failed
 */
export async function explainVersions(
  versionId: string,
  fromVersionId: string,
  options: { now: number; signal?: AbortSignal },
): Promise<number> {
  try {
    return await explain(versionId, fromVersionId, options);
  } catch (error) {
    await asSystem('job:forecast.changes', (tx) => finishPair(tx, versionId, fromVersionId, 'failed', 0));
    throw error;
  }
}

async function explain(
  versionId: string,
  fromVersionId: string,
  { now, signal }: { now: number; signal?: AbortSignal },
): Promise<number> {
  const { from, to, skuIds, perUnit } = await asSystem('job:forecast.changes', async (tx) => {
    await deleteChanges(tx, versionId, fromVersionId);
    return {
      from: await selectVersionById(tx, fromVersionId),
      to: await selectVersionById(tx, versionId),
      skuIds: await selectSkuIdsOfVersions(tx, [versionId, fromVersionId]),
      perUnit: await usdPerMinorUnit(tx),
    };
  });
  if (!from || !to) return 0;
  let lines = 0;
  for (let at = 0; at < skuIds.length; at += CHUNK_SKUS) {
    signal?.throwIfAborted();
    const chunk = skuIds.slice(at, at + CHUNK_SKUS);
    lines += await asSystem('job:forecast.changes', async (tx) => {
      const bySku = new Map<string, LineOfVersion[]>();
      for (const row of await selectLinesOfVersions(tx, [versionId, fromVersionId], chunk)) {
        const known = bySku.get(row.skuId);
        if (known) known.push(row);
        else bySku.set(row.skuId, [row]);
      }
      const rows: ChangeInsert[] = [];
      for (const lineRows of bySku.values()) {
        for (const line of explainRows(lineRows, from, to, CHANGE_QUANTILE)) {
          if (line.change === 0 && (line.parts === null || line.parts.every((part) => part === 0))) continue;
          const { row } = line;
          const cents = Math.abs(line.change) * Number(row.unitCostMinor) * perUnit(row.currency) * 100;
          rows.push({
            factory_id: line.factoryId,
            id: newId(),
            version_id: versionId,
            from_version_id: fromVersionId,
            sku_id: row.skuId,
            sku_code: row.skuCode,
            sku_name_en: row.skuNameEn,
            sku_name_zh: row.skuNameZh,
            then_quantity: line.was,
            now_quantity: line.now,
            change_quantity: line.change,
            parts: line.parts,
            unit_cost_minor: row.unitCostMinor,
            currency: row.currency,
            rank_cents: String(Math.round(cents)),
          });
        }
      }
      await insertChanges(tx, rows);
      return rows.length;
    });
  }
  await asSystem('job:forecast.changes', async (tx) => {
    await finishPair(tx, versionId, fromVersionId, 'done', lines);
    await forgetAskedPairs(tx, new Date(now - KEEP_ASKED_MS));
  });
  return lines;
}
