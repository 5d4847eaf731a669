import { type CurrencySum, readableTotal } from '~/modules/catalog/domain/in-usd';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx } from '~db/tenancy.server';
import type { ChangesSearch } from '../change-forms';
import {
  type ChangeRow,
  selectAllFactories,
  selectChangeSums,
  selectChanges,
} from '../data/change-pages.server';
import { type PublishedVersion, selectPairStatus, selectPublishedVersions } from '../data/changes.server';
import { selectFactoryNames } from '../data/factory-names.server';
import type { ReadTx } from '../data/forecast-lines.server';
import { CAUSES, type Cause } from '../domain/changes/causes';
import { PICKABLE_VERSIONS, pickPair } from '../domain/changes/change-pair';

type ReadableSum = CurrencySum & { isApproximate: boolean };

export interface CauseSum {
  cause: Cause;
  pieces: number;
  money: ReadableSum;
  /** US dollars, for bars and order. */
  usd: number;
}

export interface ChangePageView {
  versions: PublishedVersion[];
  from: PublishedVersion;
  to: PublishedVersion;
  /** Null: nobody has asked for this pair. */
  status: 'queued' | 'done' | 'failed' | null;
  /** Everything that the filters show. */
  total: { lines: number; unexplained: number; was: number; now: number; change: number; money: ReadableSum };
  /** Causes that moved something, the most money first. */
  causes: CauseSum[];
  rows: (Omit<ChangeRow, 'factoryId'> & {
    factory: { slug: string; nameEn: string; nameZh: string } | null;
  })[];
  factories: { slug: string; nameEn: string; nameZh: string }[];
  search: ChangesSearch;
}

/**
 * What changed between two published versions, by cause and by SKU: in a factory's scope its own lines, in the platform's all, or
 * one factory's. Reads the kept explanation; where there is none it says so.
 * @returns null where there are not two published versions
 */
export async function changePage(tx: ReadTx, search: ChangesSearch): Promise<ChangePageView | null> {
  const versions = await selectPublishedVersions(tx, PICKABLE_VERSIONS);
  const pair = pickPair(versions, search);
  if (!pair) return null;
  const isPlatform = !('factoryId' in tx);
  const factories = isPlatform ? await selectAllFactories(tx as PlatformTx) : [];
  const factoryId = factories.find(({ slug }) => slug === search.factory)?.id;
  const query = {
    versionId: pair.to.id,
    fromVersionId: pair.from.id,
    factoryId,
    cause: search.cause ? CAUSES.indexOf(search.cause) : undefined,
    q: search.q,
  };
  const [status, sums, rows, perUnit] = await Promise.all([
    selectPairStatus(tx, pair.to.id, pair.from.id),
    selectChangeSums(tx, query, CAUSES.length),
    selectChanges(tx, query, search.size, (search.page - 1) * search.size),
    usdPerMinorUnit(tx),
  ]);
  const names = isPlatform
    ? await selectFactoryNames(tx as PlatformTx, [...new Set(rows.map((row) => row.factoryId))])
    : null;
  const count = (of: (sum: (typeof sums)[number]) => number) => sums.reduce((n, sum) => n + of(sum), 0);
  const money = (of: (sum: (typeof sums)[number]) => string) =>
    readableTotal(
      sums.map((sum) => ({ currency: sum.currency, minor: of(sum) })),
      perUnit,
    );
  return {
    versions,
    ...pair,
    status,
    total: {
      lines: count(({ lines }) => lines),
      unexplained: count(({ unexplained }) => unexplained),
      was: count(({ was }) => was),
      now: count(({ now }) => now),
      change: count(({ change }) => change),
      money: money(({ changeMinor }) => changeMinor),
    },
    causes: CAUSES.map((cause, i) => ({
      cause,
      pieces: count(({ parts }) => parts[i] ?? 0),
      money: money(({ partsMinor }) => partsMinor[i] ?? '0'),
      usd: sums.reduce((usd, sum) => usd + Number(sum.partsMinor[i] ?? 0) * perUnit(sum.currency), 0),
    }))
      .filter(({ pieces, usd }) => pieces !== 0 || usd !== 0)
      .sort((a, b) => Math.abs(b.usd) - Math.abs(a.usd)),
    rows: rows.map(({ factoryId: id, ...row }) => ({ ...row, factory: names?.get(id) ?? null })),
    factories: factories.map(({ slug, nameEn, nameZh }) => ({ slug, nameEn, nameZh })),
    search,
  };
}
