-- Derived pieces agree with the ledger. Balances without any movement were given, not derived.

select 'a balance is not the sum of its movements' as broken, b.sku_id::text || ' ' || b.warehouse_code as what
from stock_balance b
join (
  select sku_id, warehouse_code, sum(case
    when type = 'return' and is_damaged then 0
    when type in ('receipt', 'transfer_in', 'return', 'adjustment') then quantity
    when type = 'put_away' then 0
    else -quantity end) as pieces
  from stock_movement group by 1, 2) m
  on m.sku_id = b.sku_id and m.warehouse_code = b.warehouse_code
where m.pieces <> b.on_hand;

select 'a negative balance that is not flagged' as broken, sku_id::text || ' ' || warehouse_code as what
from stock_balance where on_hand < 0 and not is_flagged;

select 'a lot gave more or less than it lost' as broken, l.id::text as what
from stock_lot l
left join (select sku_id, lot_id, sum(quantity) filter (where purpose = 'take') as taken,
    sum(quantity) filter (where purpose = 'shelve') as shelved
  from stock_lot_consumption group by 1, 2) c
  on c.sku_id = l.sku_id and c.lot_id = l.id
where coalesce(c.taken, 0) <> l.received_quantity - l.remaining_quantity
  or (l.arrival_order <> '' and coalesce(c.shelved, 0) <> l.shelved_quantity);

-- From here on: SKUs whose movements have been carried into lots. Others have opening stock alone.

select 'pieces on hand are neither in lots nor owed' as broken, b.sku_id::text || ' ' || b.warehouse_code as what
from stock_balance b join stock_ledger_head h on h.sku_id = b.sku_id and h.last_occurred_at is not null
left join (select sku_id, warehouse_code, sum(remaining_quantity) as pieces,
    sum(greatest(0, shelved_quantity - received_quantity + remaining_quantity)) as sellable
  from stock_lot where remaining_quantity > 0 group by 1, 2) l
  on l.sku_id = b.sku_id and l.warehouse_code = b.warehouse_code
cross join lateral (
  select coalesce(sum((s ->> 'quantity')::int), 0) as pieces
  from jsonb_array_elements(coalesce(h.carry -> 'shortfalls', '[]')) s
  where s ->> 'warehouse' = b.warehouse_code) owed
where b.on_hand <> coalesce(l.pieces, 0) - owed.pieces or b.sellable <> coalesce(l.sellable, 0)
  or b.is_flagged <> (owed.pieces > 0);

select 'pieces on their way are not those that left and did not arrive' as broken, b.sku_id::text as what
from stock_ledger_head h
join (select sku_id, sum(in_transfer) as pieces from stock_balance group by 1) b on b.sku_id = h.sku_id
left join (
  select sku_id, sum(greatest(0, pieces)) as pieces from (
    select sku_id, transfer_ref, sum(case type when 'transfer_out' then quantity else -quantity end) as pieces
    from stock_movement where transfer_ref is not null group by 1, 2) t
  group by 1) m on m.sku_id = h.sku_id
where h.last_occurred_at is not null and b.pieces <> coalesce(m.pieces, 0);

select 'a movement took more or less than it says' as broken, m.id::text as what
from stock_movement m
join stock_ledger_head h on h.sku_id = m.sku_id and h.last_occurred_at is not null
left join (select sku_id, movement_id, sum(quantity) as taken from stock_lot_consumption where purpose = 'take' group by 1, 2) c
  on c.sku_id = m.sku_id and c.movement_id = m.id
left join lateral (
  select sum((s ->> 'quantity')::int) as pieces from jsonb_array_elements(coalesce(h.carry -> 'shortfalls', '[]')) s
  where s ->> 'movementId' = m.id::text) owed on true
where coalesce(c.taken, 0) + coalesce(owed.pieces, 0) <> case
  when m.type in ('sale', 'transfer_out', 'write_off') then m.quantity
  when m.type = 'adjustment' and m.quantity < 0 then -m.quantity
  when m.type = 'return' and m.is_damaged then m.quantity
  else 0 end;

select 'a movement brought more or less into lots than it says' as broken, m.id::text as what
from stock_movement m
join stock_ledger_head h on h.sku_id = m.sku_id and h.last_occurred_at is not null
left join (select sku_id, receipt_movement_id, sum(received_quantity) as received from stock_lot group by 1, 2) l
  on l.sku_id = m.sku_id and l.receipt_movement_id = m.id
where coalesce(l.received, 0) <> case
  when m.type in ('receipt', 'transfer_in', 'return') or (m.type = 'adjustment' and m.quantity > 0) then m.quantity
  else 0 end;

select 'more came back than was sold' as broken, l.return_of_movement_id::text as what
from stock_lot l join stock_movement m on m.sku_id = l.sku_id and m.id = l.return_of_movement_id
where l.return_of_movement_id is not null
group by m.sku_id, l.return_of_movement_id, m.quantity having sum(l.received_quantity) > m.quantity;

select 'a head counts other movements than there are' as broken, h.sku_id::text as what
from stock_ledger_head h
left join (select sku_id, count(*) as movements from stock_movement group by 1) m on m.sku_id = h.sku_id
where h.last_occurred_at is not null and h.movements <> coalesce(m.movements, 0);

select 'a balance names another oldest lot than there is' as broken, b.sku_id::text || ' ' || b.warehouse_code as what
from stock_balance b join stock_ledger_head h on h.sku_id = b.sku_id and h.last_occurred_at is not null
left join (select sku_id, warehouse_code, min(received_at) as first from stock_lot where remaining_quantity > 0 group by 1, 2) l
  on l.sku_id = b.sku_id and l.warehouse_code = b.warehouse_code
where b.oldest_lot_at is distinct from l.first;

select 'a stock-out ends before it begins' as broken, sku_id::text || ' ' || market_code as what
from sku_stockout where to_day < from_day;

select 'a trace names a movement or a lot that is not there' as broken, c.movement_id::text as what
from stock_lot_consumption c
where not exists (select from stock_movement m where m.sku_id = c.sku_id and m.id = c.movement_id)
  or not exists (select from stock_lot l where l.sku_id = c.sku_id and l.id = c.lot_id);

select 'a movement stands where no balance is' as broken, m.id::text as what
from stock_movement m
where not exists (select from stock_balance b where b.sku_id = m.sku_id and b.warehouse_code = m.warehouse_code);
