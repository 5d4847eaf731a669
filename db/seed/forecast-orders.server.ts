import { addDays, type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
import { orderable } from '~/kernel/quantity';
import { nextOrderNumber } from '~/modules/orders/data/order-terms.server';
import { orderNumberPrefix } from '~/modules/orders/domain/order-number';
import { asSystem } from '../tenancy.server';
import { RowBuffer } from './insert-rows.server';
import { demoBuyer } from './people';
import { at, type SeedContext } from './seed-context';

interface DueLine {
  factoryId: string;
  factorySlug: string;
  currency: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  unitCostMinor: string;
  productionLeadDays: number;
  transitLeadDays: number;
  warehouseCode: string;
  quantity: number;
  minimumQuantity: number;
  orderMultiple: number;
}

/**
 * Places what a version forecasts for its own week and was not ordered in it, first thing on the anchor date: otherwise the
 * next version would have to carry it along as promised and never ordered. Much of it makes up for stock that is short today,
 * which the versions before could not know of.
 * @param asOf the day of that version; what was ordered after that day is on top of what it knew of
 * @returns how many orders were placed
 */
export async function placeForecastOrders(
  ctx: SeedContext,
  versionId: string,
  asOf: CalendarDate,
): Promise<number> {
  return asSystem('seed:orders', async (tx) => {
    const due = await tx.sql<DueLine[]>`
      select l.factory_id as "factoryId", f.slug as "factorySlug", f.currency, l.sku_id as "skuId", l.sku_code as "skuCode",
        l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh", l.unit_cost_minor::text as "unitCostMinor",
        s.production_lead_days as "productionLeadDays", s.transit_lead_days as "transitLeadDays",
        l.qty_p50[1] - coalesce(a.pieces, 0) as quantity, s.minimum_quantity as "minimumQuantity",
        s.order_multiple as "orderMultiple",
        coalesce((select b.warehouse_code from stock_balance b where b.sku_id = l.sku_id
          order by b.on_hand desc, b.warehouse_code limit 1), (select min(code) from warehouse)) as "warehouseCode"
      from forecast_line l
      join factory f on f.id = l.factory_id
      join sourcing s on s.factory_id = l.factory_id and s.id = l.sourcing_id
      left join (
        select p.factory_id, p.sku_id, sum(p.quantity)::int as pieces
        from po_line p join purchase_order o on o.factory_id = p.factory_id and o.id = p.purchase_order_id
        where o.issued_at >= ${asOf}::date + 1 and p.status <> 'cancelled' group by 1, 2
      ) a on a.factory_id = l.factory_id and a.sku_id = l.sku_id
      where l.version_id = ${versionId} and l.qty_p50[1] > coalesce(a.pieces, 0)
      order by f.slug, l.sku_code`;
    const byFactory = new Map<string, DueLine[]>();
    for (const line of due) byFactory.set(line.factoryId, [...(byFactory.get(line.factoryId) ?? []), line]);
    const buffer = new RowBuffer(tx.sql, ['purchase_order', 'po_line', 'po_line_schedule']);
    const issuedOn = ctx.today;
    const morning = toEpochDay(issuedOn) * 86_400_000;
    let no = 0;
    for (const lines of byFactory.values()) {
      no += 1;
      const number = await nextOrderNumber(tx, orderNumberPrefix(issuedOn, lines[0]!.factorySlug), morning);
      addForecastOrder(buffer, ctx, lines, issuedOn, number, no);
      // Two factories may share the letters of their numbers.
      await buffer.flush();
    }
    return no;
  });
}

function addForecastOrder(
  buffer: RowBuffer<'purchase_order' | 'po_line' | 'po_line_schedule'>,
  ctx: SeedContext,
  lines: readonly DueLine[],
  issuedOn: CalendarDate,
  number: string,
  no: number,
): void {
  const { factoryId, currency } = lines[0]!;
  const buyer = demoBuyer(ctx);
  const id = ctx.id('purchase_order', number, no);
  buffer.add('purchase_order', {
    factory_id: factoryId,
    id,
    number,
    kind: 'reorder',
    status: 'issued',
    version: 1,
    currency,
    incoterm: 'FCA',
    buyer_user_id: buyer.id,
    buyer_name: buyer.name,
    issued_at: at(issuedOn, '00:02'),
    closed_at: null,
    note: null,
    created_at: at(issuedOn, '00:01'),
    updated_at: at(issuedOn, '00:02'),
  });
  lines.forEach((line, index) => {
    const quantity = orderable(line.quantity, line.minimumQuantity, line.orderMultiple);
    const lineId = ctx.id('po_line', `${number} ${index + 1}`, index);
    const shipOn = addDays(issuedOn, line.productionLeadDays);
    buffer.add('po_line', {
      factory_id: factoryId,
      id: lineId,
      purchase_order_id: id,
      line_no: index + 1,
      sku_id: line.skuId,
      sku_code: line.skuCode,
      sku_name_en: line.skuNameEn,
      sku_name_zh: line.skuNameZh,
      quantity,
      unit_price_minor: line.unitCostMinor,
      status: 'issued',
    });
    buffer.add('po_line_schedule', {
      factory_id: factoryId,
      id: ctx.id('po_line_schedule', `${number} ${index + 1} 1`, index),
      po_line_id: lineId,
      schedule_no: 1,
      warehouse_code: line.warehouseCode,
      quantity,
      requested_ship_on: shipOn,
      promised_ship_on: null,
      expected_arrival_on: addDays(shipOn, line.transitLeadDays),
      shipped_quantity: 0,
      received_quantity: 0,
    });
  });
}
