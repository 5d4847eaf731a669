import type { CartonMeasures } from '../domain/carton';
import type { OrdersTx } from './order-records.server';

/** The carton that a factory packed most of a SKU in on its latest shipped notice, by SKU code. */
export async function selectLastCartons(
  tx: OrdersTx,
  factoryId: string,
  skuCodes: readonly string[],
): Promise<Map<string, CartonMeasures & { pieces: number }>> {
  const rows = await tx.sql<(CartonMeasures & { pieces: number; skuCode: string })[]>`
    select distinct on (l.sku_code) l.sku_code as "skuCode", c.pieces, c.gross_g as "grossG", c.net_g as "netG",
      c.length_mm as "lengthMm", c.width_mm as "widthMm", c.height_mm as "heightMm"
    from po_line l
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    join asn_carton c on c.factory_id = s.factory_id and c.po_line_schedule_id = s.id
    join asn a on a.factory_id = c.factory_id and a.id = c.asn_id
    where l.factory_id = ${factoryId} and l.sku_id in (
        select sku_id from po_line where factory_id = ${factoryId} and sku_code = any(${skuCodes as string[]}))
      and l.sku_code = any(${skuCodes as string[]}) and a.status in ('shipped', 'received')
    order by l.sku_code, a.id desc, c.pieces desc, c.carton_no`;
  return new Map(rows.map(({ skuCode, ...carton }) => [skuCode, carton]));
}
