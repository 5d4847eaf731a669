import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { NamedCode } from '../data/reference-names.server';
import { selectWarehouses } from '../data/warehouses.server';

/** Warehouses with their names in both languages, regional ones first. */
export function warehouses(tx: TenantTx | PlatformTx): Promise<NamedCode[]> {
  return selectWarehouses(tx);
}
