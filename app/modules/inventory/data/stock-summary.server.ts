import type { PlatformTx } from '~db/tenancy.server';

export interface SummaryRow {
  sku_id: string;
  sku_code: string;
  category_code: string;
  abc_class: string;
  on_hand: number;
  in_transfer: number;
  in_transit: number;
  open_order: number;
  sold_28: number;
  sold_90: number;
  revenue_year_minor: string;
  stock_value_minor: string;
  target_days: number;
  cover_days: number | null;
  turnover_hundredths: number | null;
  oldest_lot_at: string | null;
  mean_age_days: number | null;
  projected_stock_out_on: string | null;
  is_slow: boolean;
  computed_at: string;
}

const BATCH = 2000;

/** Replaces the list: rows are written over, SKUs that are no longer listed go. */
export async function replaceSummary(tx: PlatformTx, rows: readonly SummaryRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const part = JSON.stringify(rows.slice(from, from + BATCH));
    await tx.sql`
      insert into sku_stock_summary select * from jsonb_populate_recordset(null::sku_stock_summary, ${part}::text::jsonb)
      on conflict (sku_id) do update set sku_code = excluded.sku_code, category_code = excluded.category_code,
        abc_class = excluded.abc_class, on_hand = excluded.on_hand, in_transfer = excluded.in_transfer,
        in_transit = excluded.in_transit, open_order = excluded.open_order, sold_28 = excluded.sold_28,
        sold_90 = excluded.sold_90, revenue_year_minor = excluded.revenue_year_minor,
        stock_value_minor = excluded.stock_value_minor, target_days = excluded.target_days,
        cover_days = excluded.cover_days, turnover_hundredths = excluded.turnover_hundredths,
        oldest_lot_at = excluded.oldest_lot_at, mean_age_days = excluded.mean_age_days,
        projected_stock_out_on = excluded.projected_stock_out_on, is_slow = excluded.is_slow,
        computed_at = excluded.computed_at`;
  }
  const ids = rows.map((row) => row.sku_id);
  await tx.sql`delete from sku_stock_summary where not (sku_id = any(${ids}::uuid[]))`;
}

export interface NewClass {
  sku_id: string;
  abc_class: string;
}

/**
 * Gives SKUs their new class, in the master and in every factory's copy.
 * @returns how many copies changed, by factory
 */
export async function updateClasses(
  tx: PlatformTx,
  classes: readonly NewClass[],
): Promise<{ factoryId: string; skus: number }[]> {
  if (classes.length === 0) return [];
  const json = JSON.stringify(classes);
  await tx.sql`
    update sku k set abc_class = n.abc_class
    from jsonb_to_recordset(${json}::text::jsonb) as n (sku_id uuid, abc_class text) where k.id = n.sku_id`;
  return tx.sql<{ factoryId: string; skus: number }[]>`
    with changed as (
      update sourcing s set abc_class = n.abc_class, updated_at = now()
      from jsonb_to_recordset(${json}::text::jsonb) as n (sku_id uuid, abc_class text)
      where s.sku_id = n.sku_id and s.abc_class <> n.abc_class returning s.factory_id)
    select factory_id as "factoryId", count(*)::int as skus from changed group by factory_id order by factory_id`;
}

/** Makes two runs of the summary follow one another. */
export async function lockSummary(tx: PlatformTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('inventory summary'))`;
}
