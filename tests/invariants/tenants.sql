-- What the composite keys cannot say: copies in a tenant's rows agree with what they were copied from.

select 'a membership names another e-mail than its account' as broken, m.id::text as what
from membership m join user_account u on u.id = m.user_id where lower(m.email) <> lower(u.email);

select 'a forecast line is of a SKU that its factory was never a source of' as broken, l.id::text as what
from forecast_line l
where not exists (select 1 from sourcing s where s.factory_id = l.factory_id and s.sku_id = l.sku_id);

select 'a line is of another currency than its sourcing record' as broken, l.id::text as what
from forecast_line l join forecast_version v on v.id = l.version_id and v.status = 'published'
join sourcing s on s.factory_id = l.factory_id and s.id = l.sourcing_id
where l.currency <> s.currency and l.change_kind <> 'dropped';

select 'more was shipped or received than ordered' as broken, id::text as what from po_line_schedule
where shipped_quantity > quantity or received_quantity > greatest(quantity, shipped_quantity);

select 'an order line and its schedule differ in pieces' as broken, l.id::text as what
from po_line l join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
where l.status <> 'cancelled'
group by l.factory_id, l.id, l.quantity having l.quantity <> sum(s.quantity);
