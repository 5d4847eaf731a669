import type { PlatformTx } from '~db/tenancy.server';

/** What a proposal was made of, kept with it. Days YYYY-MM-DD. */
export interface MoveReasoning {
  orderId: string;
  orderNumber: string;
  lineNo: number;
  skuCode: string;
  ordered: number;
  stays: number;
  arrivesNow: string;
  arrivesThere: string;
  staysUntil: string | null;
  daysAgainstWaiting: number | null;
  /** Of the first order and of the new one in the first order's currency, minor units. */
  unitPriceMinor: string;
  unitCostThereMinor: string;
  /** The new factory's own cost and currency, and the two rates into USD. */
  unitCostMinor: string;
  unitCostCurrency: string;
  rateFrom: string;
  rateTo: string;
  capacityLeft: number | null;
}

export interface MoveRow {
  id: string;
  riskNoticeId: string | null;
  fromFactoryId: string;
  fromPoLineId: string;
  toFactoryId: string;
  toSlug: string;
  toNameEn: string;
  toNameZh: string;
  skuId: string;
  quantity: number;
  extraDays: number;
  extraCostMinor: string;
  currency: string;
  reasoning: MoveReasoning;
  status: 'proposed' | 'accepted' | 'dismissed';
  newPurchaseOrderId: string | null;
  newOrderNumber: string | null;
  decidedByName: string | null;
}

const columns = (sql: PlatformTx['sql']) => sql`
  p.id, p.risk_notice_id as "riskNoticeId", p.from_factory_id as "fromFactoryId", p.from_po_line_id as "fromPoLineId",
  p.to_factory_id as "toFactoryId", f.slug as "toSlug", f.name_en as "toNameEn", f.name_zh as "toNameZh",
  p.sku_id as "skuId", p.quantity, p.extra_days as "extraDays", p.extra_cost_minor::text as "extraCostMinor", p.currency,
  p.reasoning, p.status, p.new_purchase_order_id as "newPurchaseOrderId", p.decided_by_name as "decidedByName",
  (select o.number from purchase_order o where o.factory_id = p.to_factory_id and o.id = p.new_purchase_order_id)
    as "newOrderNumber"`;

/** Proposals of a notice, whatever became of them. */
export async function selectMoves(tx: PlatformTx, riskNoticeId: string): Promise<MoveRow[]> {
  const { sql } = tx;
  return sql<MoveRow[]>`
    select ${columns(sql)} from order_move_proposal p join factory f on f.id = p.to_factory_id
    where p.risk_notice_id = ${riskNoticeId} order by p.created_at, p.id`;
}

/** One proposal, held for the decision. */
export async function lockMove(tx: PlatformTx, id: string): Promise<MoveRow | null> {
  const { sql } = tx;
  const [row] = await sql<MoveRow[]>`
    select ${columns(sql)} from order_move_proposal p join factory f on f.id = p.to_factory_id
    where p.id = ${id} for update of p`;
  return row ?? null;
}

/** Puts fresh proposals in place of those of a notice that nobody has decided on. */
export async function replaceMoves(
  tx: PlatformTx,
  riskNoticeId: string,
  rows: readonly (Pick<
    MoveRow,
    'id' | 'fromFactoryId' | 'fromPoLineId' | 'toFactoryId' | 'skuId' | 'quantity' | 'extraDays' | 'currency'
  > & { extraCostMinor: string; reasoning: MoveReasoning })[],
): Promise<void> {
  const { sql } = tx;
  await sql`delete from order_move_proposal where risk_notice_id = ${riskNoticeId} and status = 'proposed'`;
  if (rows.length === 0) return;
  await sql`
    insert into order_move_proposal (id, risk_notice_id, from_factory_id, from_po_line_id, to_factory_id, sku_id, quantity,
      extra_days, extra_cost_minor, currency, reasoning)
    select id, ${riskNoticeId}::uuid, "fromFactoryId", "fromPoLineId", "toFactoryId", "skuId", quantity, "extraDays",
      "extraCostMinor", currency, reasoning
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as new (id uuid, "fromFactoryId" uuid,
      "fromPoLineId" uuid, "toFactoryId" uuid, "skuId" uuid, quantity int, "extraDays" int, "extraCostMinor" bigint,
      currency text, reasoning jsonb)`;
}

/** Writes down what became of a proposal. */
export async function decideMove(
  tx: PlatformTx,
  id: string,
  decision: { status: 'accepted' | 'dismissed'; newPurchaseOrderId: string | null; byName: string },
): Promise<void> {
  await tx.sql`
    update order_move_proposal set status = ${decision.status}, new_purchase_order_id = ${decision.newPurchaseOrderId},
      decided_by_name = ${decision.byName}, decided_at = now()
    where id = ${id}`;
}

export interface MoveSchedule {
  scheduleId: string;
  warehouseCode: string;
  quantity: number;
  gone: number;
  shipFrom: string | null;
  shipBy: string;
}

/** A line that pieces are to move from, with its dated parts; null when it is not there or past moving. */
export async function selectMoveLine(
  tx: PlatformTx,
  factoryId: string,
  lineId: string,
): Promise<{
  orderId: string;
  version: number;
  kind: 'sample' | 'first_order' | 'reorder';
  inspectionRequired: boolean;
  candidateId: string | null;
  otherLines: number;
  schedules: MoveSchedule[];
} | null> {
  const [row] = await tx.sql<NonNullable<Awaited<ReturnType<typeof selectMoveLine>>>[]>`
    select o.id as "orderId", o.version, o.kind, o.inspection_required as "inspectionRequired",
      o.candidate_id as "candidateId",
      (select count(*)::int from po_line x where x.factory_id = l.factory_id and x.purchase_order_id = o.id and x.id <> l.id
        and x.status <> 'cancelled') as "otherLines",
      (select json_agg(json_build_object('scheduleId', s.id, 'warehouseCode', s.warehouse_code, 'quantity', s.quantity,
          'gone', greatest(s.shipped_quantity, s.received_quantity), 'shipFrom', s.requested_ship_from,
          'shipBy', s.requested_ship_on) order by s.schedule_no)
        from po_line_schedule s where s.factory_id = l.factory_id and s.po_line_id = l.id and s.quantity > 0) as schedules
    from po_line l join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    where l.factory_id = ${factoryId} and l.id = ${lineId} and l.status in ('issued', 'acknowledged', 'in_production')`;
  return row ?? null;
}
