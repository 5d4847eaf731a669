-- Derived pieces agree with the ledger. Balances without any movement were given, not derived.

select 'a balance is not the sum of its movements' as broken, b.sku_id::text || ' ' || b.warehouse_code as what
from stock_balance b
join (select sku_id, warehouse_code, sum(quantity) as pieces from stock_movement group by 1, 2) m
  on m.sku_id = b.sku_id and m.warehouse_code = b.warehouse_code
where m.pieces <> b.on_hand;

select 'a negative balance that is not flagged' as broken, sku_id::text || ' ' || warehouse_code as what
from stock_balance where on_hand < 0 and not is_flagged;

select 'a lot gave more or less than it lost' as broken, l.id::text as what
from stock_lot l
join (select sku_id, lot_id, sum(quantity) as taken from stock_lot_consumption group by 1, 2) c
  on c.sku_id = l.sku_id and c.lot_id = l.id
where c.taken <> l.received_quantity - l.remaining_quantity;

select 'a stock-out ends before it begins' as broken, sku_id::text || ' ' || market_code as what
from sku_stockout where to_day < from_day;
