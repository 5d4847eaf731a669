import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** Pieces of issued orders that are still to be made, by the day on which they are to ship. */
export interface OpenPiecesRow {
  factoryId: string;
  /** Promised, or else requested; YYYY-MM-DD. */
  dueOn: string;
  pieces: number;
}

/** Open pieces of the given factories by due day. What is inspected has been made. */
export async function selectOpenPiecesDue(
  tx: TenantTx | PlatformTx,
  factoryIds: readonly string[],
): Promise<OpenPiecesRow[]> {
  return tx.sql<OpenPiecesRow[]>`
    select s.factory_id as "factoryId", coalesce(s.promised_ship_on, s.requested_ship_on)::text as "dueOn",
      sum(s.quantity - greatest(s.shipped_quantity, s.received_quantity))::int as pieces
    from purchase_order o
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where o.factory_id = any(${factoryIds as string[]}::uuid[])
      and o.status in ('issued', 'acknowledged', 'in_production')
      and l.status in ('issued', 'acknowledged', 'in_production')
      and s.quantity > greatest(s.shipped_quantity, s.received_quantity)
    group by 1, 2 order by 1, 2`;
}
