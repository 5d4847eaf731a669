import type { PlatformTx } from '~db/tenancy.server';

export interface FactoryName {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  timeZone: string;
}

/** A factory by the slug in the URL, for the platform's pages; null when there is none. */
export async function factoryBySlug(tx: PlatformTx, slug: string): Promise<FactoryName | null> {
  const [row] = await tx.sql<FactoryName[]>`
    select id, slug, name_en as "nameEn", name_zh as "nameZh", time_zone as "timeZone" from factory where slug = ${slug}`;
  return row ?? null;
}
