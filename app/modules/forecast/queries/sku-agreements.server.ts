import type { CalendarDate } from '~/kernel/calendar-date';
import { currencyCode } from '~/kernel/currency';
import type { PlatformTx } from '~db/tenancy.server';
import { heldOf, selectGridBuckets } from '../data/commit-grid.server';
import { selectFactoryNames } from '../data/factory-names.server';
import { type SkuLine, selectSkuLines } from '../data/forecast-sku.server';
import { selectBucketRequests } from '../data/frozen-requests.server';
import { type LiabilityRow, selectLiabilities } from '../data/liability.server';
import { selectPublishedVersion, type VersionRow } from '../data/version.server';
import type { HeldCommit } from '../domain/commit/decide-commit';
import type { LiabilityView } from '../domain/commit/grid-view';
import { bucketLiability, termsOf } from '../domain/commit/liability';
import { zoneOf } from '../domain/netting/fences';
import type { Zone } from '../domain/netting/types';
import { type VersionView, weekViews } from '../domain/table-view';
import { liabilityView, quantitiesAt } from './commit-grid.server';
import { versionView } from './forecast-table.server';

/** A week of a SKU in one factory: what is asked, answered, asked to change and covered. */
export interface AgreementWeek {
  monday: string;
  zone: Zone;
  forecast: number;
  held: HeldCommit | null;
  requested: number | null;
  liability: LiabilityView | null;
}

export interface AgreementSource {
  factoryId: string;
  factory: { slug: string; nameEn: string; nameZh: string };
  currency: string;
  unitCostMinor: string;
  weeks: AgreementWeek[];
  /** Newest first, ended ones too; `holds` marks those that some week of the version is covered with. */
  terms: (LiabilityRow & { holds: boolean })[];
}

export interface AgreementsView {
  version: VersionView;
  sku: { id: string; code: string; nameEn: string; nameZh: string };
  sources: AgreementSource[];
}

/** What the platform and the factories of a SKU have agreed: answers, frozen weeks and liability, factory by factory. */
export async function skuAgreements(tx: PlatformTx, skuCode: string): Promise<AgreementsView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const lines = await selectSkuLines(tx, version.id, skuCode);
  const [first] = lines;
  if (!first) return null;
  const names = await selectFactoryNames(
    tx,
    lines.map(({ factoryId }) => factoryId),
  );
  const terms = await selectLiabilities(tx, {
    skuIds: [first.skuId],
    fromWeek: version.firstWeek,
    withEnded: true,
  });
  const sources: AgreementSource[] = [];
  for (const line of lines) {
    const factory = names.get(line.factoryId);
    if (!factory) continue;
    sources.push(
      await sourceOf(
        tx,
        version,
        line,
        factory,
        terms.filter((one) => one.factoryId === line.factoryId),
      ),
    );
  }
  return {
    version: versionView(version),
    sku: { id: first.skuId, code: first.skuCode, nameEn: first.skuNameEn, nameZh: first.skuNameZh },
    sources,
  };
}

async function sourceOf(
  tx: PlatformTx,
  version: VersionRow,
  line: SkuLine,
  factory: AgreementSource['factory'],
  terms: readonly LiabilityRow[],
): Promise<AgreementSource> {
  const buckets = await selectGridBuckets(tx, line.factoryId, [line.skuId], version.firstWeek);
  const requests = await selectBucketRequests(tx, line.factoryId, [line.skuId], version.firstWeek);
  const weeks = weekViews(version.firstWeek as CalendarDate, version.orderHorizonWeeks, line);
  const holding = new Set(weeks.map(({ monday }) => termsOf(terms, monday)?.id));
  return {
    factoryId: line.factoryId,
    factory,
    currency: line.currency,
    unitCostMinor: line.unitCostMinor,
    weeks: weeks.map(({ monday }, index) => {
      const bucket = buckets.find(({ week }) => week === monday);
      const covered = bucketLiability(
        terms,
        monday,
        quantitiesAt(line.quantities, index),
        BigInt(line.unitCostMinor),
        currencyCode(line.currency),
      );
      return {
        monday,
        zone: zoneOf(index, { ...line, flexBp: 0 }),
        forecast: line.quantities.p50[index] ?? 0,
        held: bucket ? heldOf(bucket) : null,
        requested:
          requests.find(({ week, status }) => week === monday && status === 'open')?.toQuantity ?? null,
        liability: covered ? liabilityView(covered) : null,
      };
    }),
    terms: terms.map((one) => ({ ...one, holds: holding.has(one.id) })),
  };
}
