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
