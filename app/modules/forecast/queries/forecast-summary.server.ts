import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { ReadTx } from '../data/forecast-lines.server';
import {
  type DueRow,
  type MoverRow,
  type SummaryRow,
  selectDueSoon,
  selectMovers,
  selectSummary,
} from '../data/summary.server';
import { selectPublishedVersion } from '../data/version.server';
import type { VersionView } from '../domain/table-view';
import { versionView } from './forecast-table.server';

export type { DueRow, MoverRow, SummaryRow };

export interface ForecastSummaryView {
  version: VersionView;
  /** One per currency. */
  sums: SummaryRow[];
  movers: MoverRow[];
  due: DueRow[];
}

/** What an overview page says of the order forecast, in either scope; null when nothing is published. */
export async function forecastSummary(tx: ReadTx): Promise<ForecastSummaryView | null> {
  const version = await selectPublishedVersion(tx);
  if (!version) return null;
  const sums = await selectSummary(tx, version.id);
  const perUnit = await usdPerMinorUnit(tx);
  const worth = sums.map(({ currency }) => ({ currency, factor: perUnit(currency) }));
  const [movers, due] = await Promise.all([
    selectMovers(tx, version.id, 8, worth),
    selectDueSoon(tx, version.id, 5, worth),
  ]);
  return { version: versionView(version), sums, movers, due };
}

/** The newest published version alone: what an open page compares itself with. */
export async function publishedVersion(tx: ReadTx): Promise<VersionView | null> {
  const version = await selectPublishedVersion(tx);
  return version ? versionView(version) : null;
}
