import type { FactoryAccess, PlatformAccess } from '~/modules/identity/domain/access';
import { asSystem } from '~db/tenancy.server';
import {
  type PublishedVersion,
  selectLinesOfVersions,
  selectPublishedVersions,
} from '../data/changes.server';
import { selectFactoryNames } from '../data/factory-names.server';
import { selectSkuByCode } from '../data/overrides.server';
import { PICKABLE_VERSIONS, pickPair } from '../domain/changes/change-pair';
import { explainRows } from '../domain/changes/change-rows';
import type { Quantile } from '../domain/netting/types';

export interface LineChange {
  factory: { slug: string; nameEn: string; nameZh: string } | null;
  was: number;
  now: number;
  change: number;
  parts: number[] | null;
}

export interface LineChangeView {
  /** Versions that the published one can be compared with, newest first. */
  versions: PublishedVersion[];
  from: PublishedVersion;
  to: PublishedVersion;
  lines: LineChange[];
}

/**
 * Why the lines of one SKU are not what an earlier version said, for any curve and any earlier version: a replay of one SKU takes
 * milliseconds.
 *
 * A replay needs what every source of the SKU was netted with, which a factory's scope cannot read: it runs in the system's, and
 * what leaves here is cut to the factory's own line, with causes by name and pieces alone.
 * @returns null when there are not two published versions, or none of them has the SKU in this scope
 */
export async function lineChange(
  access: FactoryAccess | PlatformAccess,
  skuCode: string,
  since: number | undefined,
  quantile: Quantile,
): Promise<LineChangeView | null> {
  return asSystem(
    'people:line-change',
    async (tx) => {
      const versions = await selectPublishedVersions(tx, PICKABLE_VERSIONS);
      const pair = pickPair(versions, { from: since });
      const sku = pair && (await selectSkuByCode(tx, skuCode));
      if (!pair || !sku) return null;
      const rows = await selectLinesOfVersions(tx, [pair.from.id, pair.to.id], [sku.id]);
      const { scope } = access;
      const explained = explainRows(rows, pair.from, pair.to, quantile).filter(
        ({ factoryId }) => scope.kind === 'platform' || factoryId === scope.factoryId,
      );
      if (explained.length === 0) return null;
      const names =
        scope.kind === 'platform'
          ? await selectFactoryNames(
              tx,
              explained.map(({ factoryId }) => factoryId),
            )
          : null;
      return {
        versions: versions.filter(({ number }) => number < pair.to.number),
        ...pair,
        lines: explained.map(({ factoryId, was, now, change, parts }) => ({
          factory: names?.get(factoryId) ?? null,
          was,
          now,
          change,
          parts,
        })),
      };
    },
    { accessMode: 'read only' },
  );
}
