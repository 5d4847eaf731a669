import type { PlatformTx } from '~db/tenancy.server';

/** Slug and names of factories, by id. Platform scope. */
export async function selectFactoryNames(
  tx: PlatformTx,
  ids: readonly string[],
): Promise<Map<string, { slug: string; nameEn: string; nameZh: string }>> {
  const rows = await tx.sql<{ id: string; slug: string; nameEn: string; nameZh: string }[]>`
    select id, slug, name_en as "nameEn", name_zh as "nameZh" from factory where id = any(${ids as string[]}::uuid[])`;
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}
