import { addDays, type CalendarDate, toEpochDay } from '~/kernel/calendar-date';
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
}

/**
 * Places the orders that a version forecasts for its own week, as the platform's buyers do on that day: otherwise the next
 * version would have to carry them along as promised and never ordered.
 * @param asOf the day of that version; the orders go out in the morning after it was published
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
        l.qty_p50[1] as quantity,
        coalesce((select b.warehouse_code from stock_balance b where b.sku_id = l.sku_id
          order by b.on_hand desc, b.warehouse_code limit 1), (select min(code) from warehouse)) as "warehouseCode"
      from forecast_line l
      join factory f on f.id = l.factory_id
      join sourcing s on s.factory_id = l.factory_id and s.id = l.sourcing_id
      where l.version_id = ${versionId} and l.qty_p50[1] > 0
      order by f.slug, l.sku_code`;
    const byFactory = new Map<string, DueLine[]>();
    for (const line of due) byFactory.set(line.factoryId, [...(byFactory.get(line.factoryId) ?? []), line]);
    const buffer = new RowBuffer(tx.sql, ['purchase_order', 'po_line', 'po_line_schedule']);
    const morning = toEpochDay(asOf) * 86_400_000 + 8 * 3_600_000;
    let no = 0;
    for (const lines of byFactory.values()) {
      no += 1;
      const number = await nextOrderNumber(tx, orderNumberPrefix(asOf, lines[0]!.factorySlug), morning);
      addForecastOrder(buffer, ctx, lines, asOf, number, no);
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
  asOf: CalendarDate,
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
    issued_at: at(asOf, '08:00'),
    closed_at: null,
    note: null,
    created_at: at(asOf, '07:30'),
    updated_at: at(asOf, '08:00'),
  });
  lines.forEach((line, index) => {
    const lineId = ctx.id('po_line', `${number} ${index + 1}`, index);
    const shipOn = addDays(asOf, line.productionLeadDays);
    buffer.add('po_line', {
      factory_id: factoryId,
      id: lineId,
      purchase_order_id: id,
      line_no: index + 1,
      sku_id: line.skuId,
      sku_code: line.skuCode,
      sku_name_en: line.skuNameEn,
      sku_name_zh: line.skuNameZh,
      quantity: line.quantity,
      unit_price_minor: line.unitCostMinor,
      status: 'issued',
    });
    buffer.add('po_line_schedule', {
      factory_id: factoryId,
      id: ctx.id('po_line_schedule', `${number} ${index + 1} 1`, index),
      po_line_id: lineId,
      schedule_no: 1,
      warehouse_code: line.warehouseCode,
      quantity: line.quantity,
      requested_ship_on: shipOn,
      promised_ship_on: null,
      expected_arrival_on: addDays(shipOn, line.transitLeadDays),
      shipped_quantity: 0,
      received_quantity: 0,
    });
  });
}
