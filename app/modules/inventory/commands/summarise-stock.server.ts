import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import { openSupply } from '~/modules/orders/queries/open-supply.server';
import { systemClock } from '~/platform/system-clock.server';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import {
  type AgeFacts,
  type ListedSku,
  selectAges,
  selectBalanceFacts,
  selectLedgerFacts,
  selectListedSkus,
  selectRevenue,
  selectSalesFacts,
} from '../data/stock-facts.server';
import { lockSummary, replaceSummary, type SummaryRow, updateClasses } from '../data/stock-summary.server';
import { type ClassMove, classMoves } from '../domain/abc';
import type { AbcClass, InventoryRule } from '../domain/policy';
import { type SkuStockFacts, skuStockFigures } from '../domain/summary';
import { classesUnder, currentPolicy, revenueInUsd } from '../queries/inventory-policy.server';

export interface SummaryResult {
  skus: number;
  reclassified: number;
  moves: ClassMove[];
}

export interface SummaryOptions {
  /** Epoch ms; the ages are counted to it. Default: the machine's clock. */
  now?: number;
  /** Named in the audit log. */
  actor?: string;
}

/**
 * Makes the list of all SKUs' stock again, and gives each SKU its class by the rule in force: in the master, in every
 * factory's copy and in the list. Classes that change are one entry in the platform's audit log and one in that of each
 * factory whose copy changed. Idempotent; two runs follow one another.
 * @param today sales before this day count (YYYY-MM-DD)
 */
export async function summariseStock(
  tx: PlatformTx,
  today: CalendarDate,
  { now = systemClock.now(), actor = 'inventory.summary' }: SummaryOptions = {},
): Promise<SummaryResult> {
  await lockSummary(tx);
  const { id: policyId, rule } = await currentPolicy(tx);
  const skus = await selectListedSkus(tx);
  const revenue = await revenueInUsd(tx, await selectRevenue(tx, today, rule.abc.windowDays));
  const before = new Map(skus.map(({ skuId, abcClass }) => [skuId, abcClass]));
  const classes = classesUnder(skus, revenue, rule);
  const moves = classMoves(before, classes);
  await replaceSummary(tx, await summaryRows(tx, { skus, revenue, classes, rule, today, now }));
  const changed = [...classes].filter(([skuId, abcClass]) => before.get(skuId) !== abcClass);
  const copies = await updateClasses(
    tx,
    changed.map(([sku_id, abc_class]) => ({ sku_id, abc_class })),
  );
  if (changed.length > 0) {
    const entity = { type: 'inventory_policy', id: policyId ?? 'default', label: today };
    const after = {
      skus: changed.length,
      moves: moves.map(({ from, to, skus: n }) => `${from} → ${to}: ${n}`).join(', '),
    };
    await recordAudit(tx, { by: { system: actor }, action: 'inventory.reclassified', entity, after });
    for (const { factoryId, skus: count } of copies) {
      await recordAudit(tx, {
        by: { system: actor },
        action: 'inventory.reclassified',
        entity,
        after: { skus: count },
        factoryId,
      });
    }
  }
  return { skus: skus.length, reclassified: changed.length, moves };
}

/** The nightly job: the summary as of `today` in a transaction of its own. */
export function runStockSummary(today: CalendarDate, options?: SummaryOptions): Promise<SummaryResult> {
  return asSystem('job:inventory.summary', (tx) => summariseStock(tx, today, options));
}

interface RowsInput {
  skus: readonly ListedSku[];
  revenue: ReadonlyMap<string, bigint>;
  classes: ReadonlyMap<string, AbcClass>;
  rule: InventoryRule;
  today: CalendarDate;
  now: number;
}

async function summaryRows(tx: PlatformTx, input: RowsInput): Promise<SummaryRow[]> {
  const { skus, revenue, classes, rule, today, now } = input;
  const ids = skus.map(({ skuId }) => skuId);
  const facts = await stockFacts(tx, input);
  const supply = await openSupply(tx, ids, today, today, null);
  const computedAt = new Date(now).toISOString();
  return skus.map((sku): SummaryRow => {
    const abcClass = classes.get(sku.skuId) ?? 'C';
    const arrivals = (supply.get(sku.skuId)?.open ?? []).map((one) => ({
      day: one.expectedArrivalOn as CalendarDate,
      inTransit: one.inTransit,
      openOrder: one.openOrder,
    }));
    const own: SkuStockFacts = { ...facts(sku), arrivals };
    const figures = skuStockFigures(own, abcClass, rule, today, now);
    return {
      sku_id: sku.skuId,
      sku_code: sku.code,
      category_code: sku.categoryCode,
      abc_class: abcClass,
      on_hand: own.onHand,
      in_transfer: own.inTransfer,
      in_transit: figures.inTransit,
      open_order: figures.openOrder,
      sold_28: own.sold28,
      sold_90: own.sold90,
      revenue_year_minor: String(revenue.get(sku.skuId) ?? 0n),
      stock_value_minor: String(figures.stockValueMinor),
      target_days: figures.targetDays,
      cover_days: figures.coverDays,
      turnover_hundredths: figures.turnoverHundredths,
      oldest_lot_at: figures.oldestAt === null ? null : new Date(figures.oldestAt).toISOString(),
      mean_age_days: figures.meanAgeDays,
      projected_stock_out_on: figures.projectedStockOutOn,
      is_slow: figures.isSlow,
      computed_at: computedAt,
    };
  });
}

/** Everything but the arrivals, looked up per SKU in what was read for all. */
async function stockFacts(
  tx: PlatformTx,
  { rule, today, now }: RowsInput,
): Promise<(sku: ListedSku) => Omit<SkuStockFacts, 'arrivals'>> {
  const sales = bySku(await selectSalesFacts(tx, today, rule.slow.noSaleDays));
  const balances = bySku(await selectBalanceFacts(tx));
  const ledger = bySku(await selectLedgerFacts(tx, new Date(now)));
  const ages = new Map<string, AgeFacts[]>();
  for (const row of await selectAges(tx)) {
    const list = ages.get(row.skuId);
    if (list) list.push(row);
    else ages.set(row.skuId, [row]);
  }
  const usdPerMinor = await usdPerMinorUnit(tx);
  return ({ skuId, unitCostMinor, currency }) => {
    const sold = sales.get(skuId);
    const stock = balances.get(skuId);
    const moved = ledger.get(skuId);
    return {
      onHand: stock?.onHand ?? 0,
      inTransfer: stock?.inTransfer ?? 0,
      sold28: sold?.sold28 ?? 0,
      sold90: sold?.sold90 ?? 0,
      soldInNoSaleDays: sold?.soldInNoSaleDays ?? 0,
      soldYear: sold?.soldYear ?? 0,
      soldDays: sold?.firstSoldOn ? daysBetween(sold.firstSoldOn as CalendarDate, today) : 1,
      unitCostUsdCents:
        unitCostMinor === null || currency === null ? 0 : Number(unitCostMinor) * usdPerMinor(currency) * 100,
      weightedMs: moved?.weightedMs ?? 0,
      windowMs: moved ? Math.max(0, now - moved.startMs) : 0,
      aged: ages.get(skuId) ?? [],
    };
  };
}

const bySku = <Row extends { skuId: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.skuId, row]));
