import type { TransactionSql } from 'postgres';
import type { CalendarDate } from '~/kernel/calendar-date';
import type { SeededFactory } from './factories';
import { RowBuffer } from './insert-rows.server';
import { openingRows, STOCK_TABLES } from './opening-stock';
import { ORDER_TABLES, orderRows } from './orders';
import { demoBuyer } from './people';
import type { SeedContext } from './seed-context';
import type { SeededSku } from './skus';
import { abcClasses, planSourcing, type SeededSourcing, sourcingRow } from './sourcing';
import { isLedgered } from './stock';

/** Who makes what, and the order numbers given so far: what orders of a later step are placed from. */
export interface SeededSupply {
  factories: readonly SeededFactory[];
  /** By slug of the factory. */
  sources: ReadonlyMap<string, readonly SeededSourcing[]>;
  numbers: Map<string, number>;
}

/**
 * Classes, sources, stock and orders, which all depend on what was sold.
 * @param until from this day on reorders follow the versions of then, see `orderRows`
 */
export async function writeSupply(
  sql: TransactionSql,
  ctx: SeedContext,
  factories: readonly SeededFactory[],
  skus: readonly SeededSku[],
  figures: { revenueUsd: Float64Array; unitsPerDay: Float64Array },
  isSuperuser: boolean,
  until: CalendarDate | null,
  log: (line: string) => void,
) {
  const classes = abcClasses(figures.revenueUsd);
  for (const abcClass of ['A', 'B'] as const) {
    const ids = skus.filter((sku) => classes[sku.index] === abcClass).map((sku) => sku.id);
    await sql`update sku set abc_class = ${abcClass} where id = any(${ids}::uuid[])`;
  }
  const bySlug = new Map<string, SeededSourcing[]>(factories.map(({ slug }) => [slug, []]));
  const copied = isSuperuser ? [...STOCK_TABLES, ...ORDER_TABLES] : STOCK_TABLES;
  const buffer = new RowBuffer(sql, ['sourcing', ...STOCK_TABLES, ...ORDER_TABLES], copied);
  for (const sku of skus) {
    for (const source of planSourcing(ctx, sku, classes[sku.index]!, factories)) {
      bySlug.get(source.factory.slug)!.push(source);
      buffer.add('sourcing', sourcingRow(ctx, source));
    }
    if (!isLedgered(ctx, sku.launchedOn)) {
      const stock = openingRows(ctx, sku, classes[sku.index]!, figures.unitsPerDay[sku.index]!);
      for (const table of STOCK_TABLES) buffer.add(table, ...stock[table]);
    }
    await buffer.settle();
  }
  log('Sources and stock written');
  const buyer = demoBuyer(ctx);
  const numbers = new Map<string, number>();
  for (const factory of factories) {
    const rows = orderRows(
      ctx,
      factory,
      bySlug.get(factory.slug)!,
      figures.unitsPerDay,
      buyer,
      numbers,
      until,
    );
    for (const table of ORDER_TABLES) buffer.add(table, ...rows[table]);
    await buffer.settle();
  }
  await buffer.flush();
  const { sourcing, stock_movement, stock_balance, ...orders } = buffer.counts;
  log(`${orders.purchase_order} orders with ${orders.po_line} lines written`);
  const supply: SeededSupply = { factories, sources: bySlug, numbers };
  return {
    supply,
    sourcings: sourcing,
    stockMovements: stock_movement,
    stockBalances: stock_balance,
    orders,
  };
}
