import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type DemandTotal, selectDemandTotals } from '../data/demand-totals.server';
import { selectVersionDetail, type VersionDetail } from '../data/version.server';
import { ALL } from '../domain/hierarchy/demand-totals';
import { type CheckLevel, worstLevel } from '../domain/publish-checks';

/** Demand over the first weeks of a version: of a category or all, in a market or all. */
export interface TotalView {
  category: { code: string; nameEn: string; nameZh: string } | null;
  market: { code: string; nameEn: string; nameZh: string } | null;
  units: number;
  reconciled: number;
}

export interface VersionView extends VersionDetail {
  worst: CheckLevel;
  /** A finished draft that still may be published: nothing has been published since it was begun. */
  isOpen: boolean;
  /** The total first, then the markets, then the categories. */
  totals: TotalView[];
}

/** One version by its number, with its checks; null when there is none. */
export async function forecastVersion(tx: PlatformTx, number: number): Promise<VersionView | null> {
  const version = await selectVersionDetail(tx, number);
  if (!version) return null;
  const isOpen =
    version.status === 'draft' &&
    version.inputHash !== '' &&
    version.publishedId === version.previousVersionId;
  const totals = await totalsOf(tx, version.id);
  return { ...version, totals, worst: worstLevel(version.checks ?? []), isOpen };
}

async function totalsOf(tx: PlatformTx, versionId: string): Promise<TotalView[]> {
  const rows = await selectDemandTotals(tx, versionId);
  const names = await referenceNames(tx);
  const named = (list: readonly { code: string; nameEn: string; nameZh: string }[], code: string) =>
    code === ALL ? null : (list.find((item) => item.code === code) ?? { code, nameEn: code, nameZh: code });
  const level = ({ category, market }: DemandTotal) => (category === ALL ? (market === ALL ? 0 : 1) : 2);
  return rows
    .filter(({ category, market }) => category === ALL || market === ALL)
    .map((row) => ({
      level: level(row),
      view: {
        category: named(names.categories, row.category),
        market: named(names.markets, row.market),
        units: sum(row.units),
        reconciled: sum(row.reconciled),
      },
    }))
    .sort((a, b) => a.level - b.level || b.view.units - a.view.units)
    .map(({ view }) => view);
}

/** In 1/1000 unit, so that sums of sums agree to the last digit. */
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + Math.round(value * 1000), 0) / 1000;
