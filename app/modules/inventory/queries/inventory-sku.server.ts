import type { TFunction } from 'i18next';
import type { CalendarDate } from '~/kernel/calendar-date';
import { type SourceOfSku, sourcesOfSku } from '~/modules/catalog/queries/source-terms.server';
import { type OpenOrderLine, openOrderLines } from '~/modules/orders/queries/open-order-lines.server';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectAges } from '../data/stock-facts.server';
import { type MovementRow, type MovementTrace, selectMovements } from '../data/stock-movements.server';
import {
  type StockBalanceRow,
  type StockLotRow,
  selectOpenLots,
  selectStockBalances,
  selectStockSku,
} from '../data/stock-sku.server';
import { type Ageing, ageing } from '../domain/ageing';
import type { DemandSource, ForecastDemand } from '../domain/allocation-demand';
import { CHART_HORIZON_DAYS, dailyFromWeekly, projectStock } from '../domain/projected';
import { coverDays, RATE_DAYS, type SlowReason } from '../domain/slow';
import { type KeysetPage, keysetPage, PLACE_VALUES, placeOf } from '../domain/stock-pages';
import type { MovementSearch } from '../domain/stock-search';
import { currentPolicy } from './inventory-policy.server';

export type { MovementTrace, OpenOrderLine, SlowReason, StockBalanceRow };

export const MOVEMENTS_PAGE_SIZE = 50;
export const MOVEMENTS_EXPORT_ROWS = 50_000;
const LOTS_SHOWN = 200;

export type MovementView = MovementRow;
export type StockLotView = StockLotRow;

export interface ProjectedPoint {
  day: string;
  stock: number;
  arriving: number;
}

export interface InventorySkuView {
  sku: {
    id: string;
    code: string;
    nameEn: string;
    nameZh: string;
    categoryCode: string;
    abcClass: 'A' | 'B' | 'C';
  };
  onHand: number;
  inTransfer: number;
  inTransit: number;
  openOrder: number;
  sold28: number;
  coverDays: number | null;
  targetDays: number;
  turnoverHundredths: number | null;
  stockValueMinor: string | null;
  isSlow: boolean;
  projection: {
    source: DemandSource;
    perDay: number;
    points: ProjectedPoint[];
    stockOutOn: string | null;
    backInStockOn: string | null;
    unmet: number;
  };
  ageing: Ageing;
  balances: StockBalanceRow[];
  lots: StockLotView[];
  openOrders: OpenOrderLine[];
  /** Who may make it, by share. */
  sources: SourceOfSku[];
  movements: KeysetPage<MovementView>;
  search: MovementSearch;
}

export interface SkuViewInput {
  search: MovementSearch;
  today: CalendarDate;
  now: number;
  /** Expected demand per market where a forecast is published; otherwise the rate of the last 28 days counts. */
  demandOf: (tx: PlatformTx, skuIds: readonly string[]) => Promise<ReadonlyMap<string, ForecastDemand>>;
}

/** All that is known of one SKU's stock; null for a SKU that does not exist. */
export async function inventorySku(
  tx: PlatformTx,
  code: string,
  { search, today, now, demandOf }: SkuViewInput,
): Promise<InventorySkuView | null> {
  const sku = await selectStockSku(tx, code, today);
  if (!sku) return null;
  const [balances, lots, ages, openOrders, sources, movements, forecasts, { rule }] = await Promise.all([
    selectStockBalances(tx, sku.id),
    selectOpenLots(tx, sku.id, LOTS_SHOWN),
    selectAges(tx, sku.id),
    openOrderLines(tx, sku.id),
    sourcesOfSku(tx, sku.id),
    skuMovements(tx, sku.id, search),
    demandOf(tx, [sku.id]),
    currentPolicy(tx),
  ]);
  const onHand = sum(balances, (row) => row.onHand);
  const inTransfer = sum(balances, (row) => row.inTransfer);
  const arrivals = openOrders.map((line) => ({
    day: line.expectedArrivalOn as CalendarDate,
    inTransit: Math.max(0, line.shippedQuantity - line.receivedQuantity),
    openOrder: Math.max(0, line.quantity - Math.max(line.shippedQuantity, line.receivedQuantity)),
  }));
  return {
    sku: {
      id: sku.id,
      code: sku.code,
      nameEn: sku.nameEn,
      nameZh: sku.nameZh,
      categoryCode: sku.categoryCode,
      abcClass: sku.abcClass,
    },
    onHand,
    inTransfer,
    inTransit: sum(arrivals, (one) => one.inTransit),
    openOrder: sum(arrivals, (one) => one.openOrder),
    sold28: sku.sold28,
    coverDays: coverDays(onHand, sku.sold28),
    targetDays: rule.targetDays[sku.abcClass],
    turnoverHundredths: sku.turnoverHundredths,
    stockValueMinor: sku.stockValueMinor,
    isSlow: sku.isSlow,
    projection: projectionView(forecasts.get(sku.id), {
      today,
      onHand: onHand + inTransfer,
      arrivals,
      sold28: sku.sold28,
    }),
    ageing: ageing(ages, now),
    balances,
    lots,
    openOrders,
    sources,
    movements,
    search,
  };
}

function sum<Row>(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((total, row) => total + pick(row), 0);
}

function projectionView(
  forecast: ForecastDemand | undefined,
  given: {
    today: CalendarDate;
    onHand: number;
    arrivals: Parameters<typeof projectStock>[0]['arrivals'];
    sold28: number;
  },
): InventorySkuView['projection'] {
  const { today, onHand, arrivals, sold28 } = given;
  const source: DemandSource = forecast && forecast.markets.length > 0 ? 'forecast' : 'rate';
  const daily =
    source === 'forecast'
      ? sumSeries(
          forecast!.markets.map(({ weeks }) =>
            dailyFromWeekly(weeks, forecast!.firstWeek, today, CHART_HORIZON_DAYS),
          ),
        )
      : [sold28 / RATE_DAYS];
  const projected = projectStock({ today, onHand, arrivals, demand: daily, horizonDays: CHART_HORIZON_DAYS });
  return {
    source,
    perDay: daily.slice(0, RATE_DAYS).reduce((all, x) => all + x, 0) / Math.min(RATE_DAYS, daily.length),
    points: projected.days.map(({ day, stock, arriving }) => ({ day, stock: Math.round(stock), arriving })),
    stockOutOn: projected.stockOutOn,
    backInStockOn: projected.backInStockOn,
    unmet: Math.round(unmetUntil(projected)),
  };
}

/** Demand that finds no stock until it is back, or within the horizon where it is not. */
function unmetUntil({ days, backInStockOn }: ReturnType<typeof projectStock>): number {
  return sum(
    days.filter(({ day }) => backInStockOn === null || day < backInStockOn),
    ({ unmet }) => unmet,
  );
}

const sumSeries = (series: readonly (readonly number[])[]) =>
  Array.from({ length: CHART_HORIZON_DAYS }, (_, index) =>
    series.reduce((all, one) => all + (one[index] ?? 0), 0),
  );

async function skuMovements(
  tx: PlatformTx,
  skuId: string,
  search: MovementSearch,
): Promise<KeysetPage<MovementView>> {
  const at = {
    after: placeOf(search.after, PLACE_VALUES.instant),
    before: placeOf(search.before, PLACE_VALUES.instant),
  };
  const rows = await selectMovements(tx, skuId, search, at, MOVEMENTS_PAGE_SIZE + 1);
  return keysetPage(rows, MOVEMENTS_PAGE_SIZE, at, (row) => ({ value: row.place, id: row.id }));
}

/** Every movement that the filters show, the latest first; null for a SKU that does not exist. */
export async function movementExportRows(
  tx: PlatformTx,
  code: string,
  search: MovementSearch,
  today: string,
): Promise<MovementView[] | null> {
  const sku = await selectStockSku(tx, code, today);
  if (!sku) return null;
  const none = { after: null, before: null };
  return selectMovements(tx, sku.id, search, none, MOVEMENTS_EXPORT_ROWS);
}

/** The ledger as a sheet; every movement with the lots and orders behind it. */
export function movementSheet(rows: readonly MovementView[], code: string, t: TFunction<'inventory'>): Sheet {
  return {
    name: code,
    columns: [
      { header: `${t('movement.at')} (UTC)`, width: 22 },
      { header: t('movement.type'), width: 12 },
      { header: t('movement.warehouse'), width: 10 },
      { header: t('movement.market'), width: 8 },
      { header: `${t('movement.quantity')} (${t('columns.pieces')})`, width: 10 },
      { header: t('movement.trace'), width: 40 },
      { header: t('movement.source'), width: 14 },
      { header: t('movement.reference'), width: 26 },
      { header: t('movement.reason'), width: 20 },
      { header: `${t('movement.recorded')} (UTC)`, width: 22 },
    ],
    rows: rows.map((row): SheetCell[] => [
      new Date(row.occurredAt).toISOString(),
      t(`types.${row.type}` as 'types.sale'),
      row.warehouse,
      row.market,
      row.quantity,
      row.traces
        .map(({ orderNumber, lineNo, quantity }) =>
          orderNumber ? `${orderNumber}/${lineNo}: ${quantity}` : String(quantity),
        )
        .join('; '),
      row.source,
      row.sourceRef,
      row.reason,
      new Date(row.recordedAt).toISOString(),
    ]),
  };
}
