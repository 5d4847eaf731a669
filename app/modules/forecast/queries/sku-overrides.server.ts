import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks, weekRange } from '~/kernel/week';
import { type NamedCode, referenceNames } from '~/modules/catalog/queries/reference-names.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type OverrideGroup, selectOverrideGroups } from '../data/override-lists.server';
import { activeOverrides, selectDemandMeans, selectSkuByCode } from '../data/overrides.server';
import { selectPublishedVersion } from '../data/version.server';
import { ALL_MARKETS } from '../domain/sku-demand';

export type { OverrideGroup };

/** Weeks that the grid shows: the order horizon and the cover that its orders buy. */
const SHOWN_WEEKS = 26;
const HISTORY_ROWS = 50;

export interface MarketDemand {
  /** A market's code, or `*` for all of them. */
  code: string;
  /** The engine's mean per shown week. */
  model: number[];
  /** What the published version counts with. */
  inForce: number[];
  low: number[];
  high: number[];
  /** Overrides that hold now: the next version counts with them. */
  overrides: (number | null)[];
}

export interface SkuOverridesView {
  weeks: CalendarDate[];
  /** The last week that can be overridden. */
  lastWeek: CalendarDate;
  rows: MarketDemand[];
  markets: NamedCode[];
  history: OverrideGroup[];
  /** Active overrides that the published version does not count with yet, in weeks. */
  waiting: number;
}

/** A SKU's demand, the engine's beside the planners', and who changed what. Null before anything is published. */
export async function skuOverrides(tx: PlatformTx, skuCode: string): Promise<SkuOverridesView | null> {
  const version = await selectPublishedVersion(tx);
  const sku = version && (await selectSkuByCode(tx, skuCode));
  if (!version || !sku) return null;
  const firstWeek = version.firstWeek as CalendarDate;
  const [lines, active, { markets }, history] = await Promise.all([
    selectDemandMeans(tx, version.id, sku.id),
    activeOverrides(tx, [sku.id], firstWeek),
    referenceNames(tx),
    selectOverrideGroups(tx, { skuId: sku.id, isActive: false, fromWeek: firstWeek }, HISTORY_ROWS, 0),
  ]);
  const count = Math.min(SHOWN_WEEKS, version.demandHorizonWeeks);
  const weeks = weekRange(firstWeek, count);
  const codes = [
    ALL_MARKETS,
    ...new Set([
      ...lines.map(({ marketCode }) => marketCode).filter((code) => code !== ALL_MARKETS),
      ...active.map(({ marketCode }) => marketCode).filter((code) => code !== ALL_MARKETS),
    ]),
  ];
  const cut = (values: readonly number[] | undefined) =>
    Array.from({ length: count }, (_, w) => values?.[w] ?? 0);
  const rows = codes.map((code): MarketDemand => {
    const line = lines.find(({ marketCode }) => marketCode === code);
    const own = new Map(
      active.filter(({ marketCode }) => marketCode === code).map(({ week, units }) => [week, units]),
    );
    return {
      code,
      model: cut(line?.modelMean),
      inForce: cut(line?.mean),
      low: cut(line?.p10),
      high: cut(line?.p90),
      overrides: weeks.map((week) => own.get(week) ?? null),
    };
  });
  const waiting = rows.reduce(
    (sum, row) =>
      sum +
      row.overrides.filter((units, w) => units !== null && Math.abs(units - row.inForce[w]!) > 0.01).length,
    0,
  );
  return {
    weeks,
    lastWeek: addWeeks(firstWeek, version.demandHorizonWeeks - 1),
    rows,
    markets,
    history: history.rows,
    waiting,
  };
}
