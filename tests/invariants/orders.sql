-- Orders: pieces add up from receipt to order, and what is derived is what the lines say.

select 'the dated parts are not the pieces of their line' as broken, l.id::text as what
from po_line l
where l.quantity <> (select coalesce(sum(s.quantity), 0) from po_line_schedule s
  where s.factory_id = l.factory_id and s.po_line_id = l.id);

select 'more is received than was shipped, or shipped than was agreed on' as broken, s.id::text as what
from po_line_schedule s join po_line l on l.factory_id = s.factory_id and l.id = s.po_line_id
where s.received_quantity > s.shipped_quantity
  or s.shipped_quantity > coalesce(s.agreed_quantity, s.quantity)
  or coalesce(s.agreed_quantity, 0) > s.quantity
  or (s.shipped_quantity > 0 and l.agreed_quantity is null);

select 'a line agreed on more than was asked for' as broken, id::text as what
from po_line where agreed_quantity > quantity;

select 'the received pieces of a dated part are not those of its receipts' as broken, s.id::text as what
from po_line_schedule s
where s.received_quantity <> (select coalesce(sum(g.accepted_quantity + g.rejected_quantity), 0) from goods_receipt g
  where g.factory_id = s.factory_id and g.po_line_schedule_id = s.id);

select 'a shipped line has pieces left to ship, or another is shipped whole' as broken, l.id::text as what
from po_line l
join (select factory_id, po_line_id, sum(shipped_quantity) as shipped from po_line_schedule group by 1, 2) s
  on s.factory_id = l.factory_id and s.po_line_id = l.id
where (l.status in ('shipped', 'received', 'closed') and s.shipped < l.agreed_quantity)
  or (l.status in ('acknowledged', 'in_production', 'inspected') and s.shipped > 0 and s.shipped >= l.agreed_quantity);

-- The order stands where its least advanced line that is not cancelled stands.
select 'an order does not stand with its least advanced line' as broken, o.number as what
from purchase_order o
join (select factory_id, purchase_order_id,
    min(array_position(array['draft', 'issued', 'acknowledged', 'in_production', 'inspected', 'shipped', 'received',
      'closed'], status)) filter (where status <> 'cancelled') as least
  from po_line group by 1, 2) l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
where o.status <> coalesce((array['draft', 'issued', 'acknowledged', 'in_production', 'inspected', 'shipped', 'received',
  'closed'])[l.least], 'cancelled');

select 'the sums of an order are not those of its lines' as broken, o.number as what
from purchase_order o
join (select factory_id, purchase_order_id, count(*) filter (where status <> 'cancelled') as lines,
    coalesce(sum(quantity) filter (where status <> 'cancelled'), 0) as pieces,
    coalesce(sum(coalesce(agreed_quantity, quantity) * unit_price_minor) filter (where status <> 'cancelled'), 0) as value
  from po_line group by 1, 2) l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
where o.line_count <> l.lines or o.quantity <> l.pieces or o.value_minor <> l.value;
