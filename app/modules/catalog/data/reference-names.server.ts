import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** A code with its name in both languages. */
export interface NamedCode {
  code: string;
  nameEn: string;
  nameZh: string;
}

export interface ReferenceNames {
  categories: NamedCode[];
  markets: NamedCode[];
}

/** Categories and markets: reference data that every scope may read whole. */
export async function selectReferenceNames(tx: TenantTx | PlatformTx): Promise<ReferenceNames> {
  const rows = await tx.sql<(NamedCode & { kind: 'category' | 'market' })[]>`
    select 'category' as kind, code, name_en as "nameEn", name_zh as "nameZh" from product_category
    union all select 'market', code, name_en, name_zh from market order by 1, 2`;
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map(({ code, nameEn, nameZh }) => ({ code, nameEn, nameZh }));
  return { categories: of('category'), markets: of('market') };
}
