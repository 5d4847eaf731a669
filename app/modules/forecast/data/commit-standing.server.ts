import type { TenantTx } from '~db/tenancy.server';

/** How a factory stands with its answers to a version, whatever the filters. */
export interface CommitStanding {
  /** Buckets that wait for an answer. */
  waiting: number;
  /** Pieces promised less than asked for, and their cost. */
  shortPieces: number;
  short: { currency: string; minor: string }[];
}

/** Counts the buckets behind the frozen weeks that wait, and sums up what is missing. */
export async function selectCommitStanding(
  tx: TenantTx,
  version: { id: string; firstWeek: string; orderHorizonWeeks: number },
): Promise<CommitStanding> {
  const { sql } = tx;
  const [waits] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting
    from forecast_line l
    cross join lateral generate_series(l.frozen_weeks + 1, ${version.orderHorizonWeeks}::int) w
    left join commit_bucket b on b.factory_id = l.factory_id and b.sku_id = l.sku_id
      and b.week = ${version.firstWeek}::date + (w - 1) * 7
    where l.factory_id = ${tx.factoryId} and l.version_id = ${version.id}
      and l.qty_p50[w] > 0 and (b.id is null or (b.commit_quantity < l.qty_p50[w] and b.forecast_quantity <> l.qty_p50[w]))`;
  const short = await sql<{ currency: string; minor: string; pieces: number }[]>`
    select currency, sum(shortfall_minor)::text as minor, sum(shortfall_quantity)::int as pieces from commit_bucket
    where factory_id = ${tx.factoryId} and shortfall_quantity > 0 group by currency order by currency`;
  return {
    waiting: waits!.waiting,
    shortPieces: short.reduce((sum, { pieces }) => sum + pieces, 0),
    short: short.map(({ currency, minor }) => ({ currency, minor })),
  };
}
