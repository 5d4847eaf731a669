import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { NamedCode } from './reference-names.server';

/** Warehouses, regional ones first: reference data that every scope may read whole. */
export function selectWarehouses(tx: TenantTx | PlatformTx): Promise<NamedCode[]> {
  return tx.sql<NamedCode[]>`
    select code, name_en as "nameEn", name_zh as "nameZh" from warehouse order by kind desc, code`;
}
