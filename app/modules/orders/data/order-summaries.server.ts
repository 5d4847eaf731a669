import type { OrdersTx } from './order-records.server';

/** Which orders to derive anew: some of one factory or of several, or all that a scope sees. */
export type WhichOrders = readonly { factoryId: string; id: string }[] | 'all';

/**
 * Derives what lists filter, sort and add up by from the lines of the given orders, their states among it: the state of an
 * order is that of its least advanced line. Set-based: hundreds of orders cost as many statements as one.
 *
 * The days from which a dated part is late or at risk follow domain/lateness.ts, in SQL; a test compares the two.
 * @param now epoch ms
 */
export async function refreshOrders(tx: OrdersTx, which: WhichOrders, now: number): Promise<void> {
  if (which !== 'all' && which.length === 0) return;
  await refreshRiskDays(tx, which);
  await refreshSums(tx, which, now);
}

function among(tx: OrdersTx, which: WhichOrders, factoryColumn: string, idColumn: string) {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and ${sql(factoryColumn)} = ${tx.factoryId}` : sql``;
  if (which === 'all') return own;
  const factoryIds = [...new Set(which.map(({ factoryId }) => factoryId))];
  const ids = which.map(({ id }) => id);
  // Both columns by name: the factory's index is walked, and a factory's rows alone are touched.
  return sql`${own} and ${sql(factoryColumn)} = any(${factoryIds}::uuid[]) and ${sql(idColumn)} = any(${ids}::uuid[])`;
}

async function refreshRiskDays(tx: OrdersTx, which: WhichOrders): Promise<void> {
  const { sql } = tx;
  await sql`
    update po_line_schedule s set risk_on = x.risk_on
    from (
      select part.factory_id, part.id, case
          when l.status in ('issued', 'acknowledged', 'in_production', 'inspected')
            and coalesce(part.agreed_quantity, part.quantity) > part.shipped_quantity
          then least(
            due.day + 1,
            case when not (l.status = 'inspected' or (l.status = 'in_production' and not o.inspection_required))
              then due.day - 3 end,
            case when part.promised_ship_on > part.requested_ship_on or step.latest > due.day
              then coalesce(o.issued_at, o.created_at)::date end,
            step.earliest + 1)
        end as risk_on
      from purchase_order o
      join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
      join po_line_schedule part on part.factory_id = l.factory_id and part.po_line_id = l.id
      cross join lateral (select coalesce(part.promised_ship_on, part.requested_ship_on) as day) due
      left join lateral (
        select min(coalesce(m.revised_on, m.planned_on)) as earliest, max(coalesce(m.revised_on, m.planned_on)) as latest
        from po_milestone m where m.factory_id = l.factory_id and m.po_line_id = l.id and m.actual_on is null) step on true
      where true ${among(tx, which, 'o.factory_id', 'o.id')}
    ) x
    where s.factory_id = x.factory_id and s.id = x.id and s.risk_on is distinct from x.risk_on`;
}

async function refreshSums(tx: OrdersTx, which: WhichOrders, now: number): Promise<void> {
  const { sql } = tx;
  const at = new Date(now).toISOString();
  await sql`
    update purchase_order o set status = x.status, line_count = x.line_count, lines_to_answer = x.lines_to_answer,
      proposals_to_decide = x.proposals, quantity = x.quantity, agreed_quantity = x.agreed,
      shipped_quantity = x.shipped, received_quantity = x.received, value_minor = x.value_minor, due_on = x.due_on,
      risk_on = x.risk_on, risk_steps = x.risk_steps, category_codes = x.categories, search_text = x.words,
      cancelled_at = case when x.status = 'cancelled' then coalesce(o.cancelled_at, ${at}::timestamptz) end,
      updated_at = ${at}::timestamptz
    from (
      select o.factory_id, o.id,
        coalesce((array['draft', 'issued', 'acknowledged', 'in_production', 'inspected', 'shipped', 'received', 'closed'])[
          min(array_position(array['draft', 'issued', 'acknowledged', 'in_production', 'inspected', 'shipped', 'received',
            'closed'], l.status)) filter (where l.status <> 'cancelled')], 'cancelled') as status,
        (count(*) filter (where l.status <> 'cancelled'))::int as line_count,
        (count(*) filter (where l.status = 'issued'))::int as lines_to_answer,
        coalesce(sum(a.pending) filter (where l.status <> 'cancelled'), 0)::int as proposals,
        coalesce(sum(l.quantity) filter (where l.status <> 'cancelled'), 0)::int as quantity,
        case when bool_and(l.agreed_quantity is not null) filter (where l.status <> 'cancelled')
          then sum(l.agreed_quantity) filter (where l.status <> 'cancelled') end::int as agreed,
        coalesce(sum(part.shipped), 0)::int as shipped, coalesce(sum(part.received), 0)::int as received,
        coalesce(sum(coalesce(l.agreed_quantity, l.quantity) * l.unit_price_minor)
          filter (where l.status <> 'cancelled'), 0)::bigint as value_minor,
        min(part.due_on) as due_on, min(part.risk_on) as risk_on,
        coalesce((
          select jsonb_agg(jsonb_build_array(step.risk_on, step.minor) order by step.risk_on)
          from (
            select s.risk_on, sum((coalesce(s.agreed_quantity, s.quantity) - s.shipped_quantity) * k.unit_price_minor) as minor
            from po_line k join po_line_schedule s on s.factory_id = k.factory_id and s.po_line_id = k.id
            where k.factory_id = o.factory_id and k.purchase_order_id = o.id and s.risk_on is not null
            group by s.risk_on) step), '[]') as risk_steps,
        coalesce(array_agg(distinct k.category_code) filter (where k.category_code is not null), '{}') as categories,
        lower(o.number || ' ' || string_agg(concat_ws(' ', l.sku_code, l.sku_name_en, l.sku_name_zh), ' '
          order by l.line_no)) as words
      from purchase_order o
      join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
      left join sourcing k on k.factory_id = l.factory_id and k.sku_id = l.sku_id
      cross join lateral (
        select sum(s.shipped_quantity) as shipped, sum(s.received_quantity) as received, min(s.risk_on) as risk_on,
          min(coalesce(s.promised_ship_on, s.requested_ship_on)) filter (where s.risk_on is not null) as due_on
        from po_line_schedule s where s.factory_id = l.factory_id and s.po_line_id = l.id) part
      cross join lateral (
        select count(*) as pending from po_acknowledgement p
        where p.factory_id = l.factory_id and p.po_line_id = l.id and p.review_status = 'pending') a
      where true ${among(tx, which, 'o.factory_id', 'o.id')}
      group by o.factory_id, o.id
    ) x
    where o.factory_id = x.factory_id and o.id = x.id`;
}

/** Where orders are announced as they change; the payload is `factoryId:orderId`. */
export const ORDERS_CHANNEL = 'order_changed';

/** Tells open pages that an order changed, when the transaction commits. */
export async function announceOrder(tx: OrdersTx, factoryId: string, orderId: string): Promise<void> {
  await tx.sql`select pg_notify(${ORDERS_CHANNEL}, ${`${factoryId}:${orderId}`})`;
}

/** What an order and all that is shown with it stands at, as a text to compare; null without such an order. */
export async function selectOrderChange(
  tx: OrdersTx,
  { factoryId, id }: { factoryId: string; id: string },
): Promise<string | null> {
  const rows = await tx.sql<{ mark: string }[]>`
    select md5(concat_ws(' ', o::text,
      (select max(id::text) from order_message where factory_id = o.factory_id and purchase_order_id = o.id),
      (select concat_ws(' ', count(*), max(id::text)) from stored_file
        where factory_id = o.factory_id and purchase_order_id = o.id),
      (select string_agg(a::text, ' ' order by a.id) from asn a
        where a.factory_id = o.factory_id and a.purchase_order_id = o.id))) as mark
    from purchase_order o where o.factory_id = ${factoryId} and o.id = ${id}`;
  return rows[0]?.mark ?? null;
}
