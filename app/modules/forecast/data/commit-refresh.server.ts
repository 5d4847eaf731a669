import type { PlatformTx } from '~db/tenancy.server';
import type { Quantile } from '../domain/netting/types';

/**
 * Writes what a version asks for beside every answer that holds, and what is missing in pieces and money. An answer to a
 * week or SKU that the version does not cover asks for nothing and misses nothing. Rows that stay as they are, are not
 * written.
 *
 * @returns the number of rows written
 */
export async function writeAskedQuantities(
  tx: PlatformTx,
  versionId: string,
  quantile: Quantile,
): Promise<number> {
  const { sql } = tx;
  const quantities = sql(`qty_${quantile}`);
  const written = await sql`
    update commit_bucket b
    set asked_quantity = n.asked, shortfall_quantity = n.shortfall, shortfall_minor = n.minor, currency = n.currency
    from (
      select c.factory_id, c.id, a.asked, coalesce(greatest(a.asked - c.commit_quantity, 0), 0) as shortfall,
        coalesce(greatest(a.asked - c.commit_quantity, 0), 0)::bigint * coalesce(l.unit_cost_minor, 0) as minor,
        coalesce(l.currency, c.currency) as currency
      from commit_bucket c
      cross join forecast_version v
      left join forecast_line l
        on l.factory_id = c.factory_id and l.sku_id = c.sku_id and l.version_id = v.id
      cross join lateral (
        select case when c.week >= v.first_week then l.${quantities}[(c.week - v.first_week) / 7 + 1] end as asked
      ) a
      where v.id = ${versionId}
    ) n
    where b.factory_id = n.factory_id and b.id = n.id
      and (b.asked_quantity, b.shortfall_quantity, b.shortfall_minor, b.currency)
        is distinct from (n.asked, n.shortfall, n.minor, n.currency)`;
  return written.count;
}
