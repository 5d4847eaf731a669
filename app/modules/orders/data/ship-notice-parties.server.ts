import type { OrdersTx } from './order-records.server';

/** What a factory is called and where it is, for documents. */
export async function selectFactoryAddress(
  tx: OrdersTx,
  factoryId: string,
): Promise<{ nameEn: string; nameZh: string; city: string; countryCode: string; timeZone: string }> {
  const [row] = await tx.sql<
    { nameEn: string; nameZh: string; city: string; countryCode: string; timeZone: string }[]
  >`select name_en as "nameEn", name_zh as "nameZh", city, country_code as "countryCode", time_zone as "timeZone"
    from factory where id = ${factoryId}`;
  return row!;
}

/** The warehouses that a factory ever packed for. */
export function selectNoticeWarehouses(
  tx: OrdersTx,
  factoryId: string,
): Promise<{ code: string; nameEn: string; nameZh: string }[]> {
  return tx.sql`select code, name_en as "nameEn", name_zh as "nameZh" from warehouse
    where code in (select distinct warehouse_code from asn where factory_id = ${factoryId}) order by code`;
}
