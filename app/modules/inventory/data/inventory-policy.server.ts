import type { PlatformTx } from '~db/tenancy.server';
import type { InventoryRule } from '../domain/policy';

export interface PolicyRow {
  id: string;
  /** Epoch ms. */
  validFrom: number;
  rule: unknown;
  changedByName: string;
}

/** The rules that were in force, the present one first. */
export async function selectPolicies(tx: PlatformTx, limit = 1): Promise<PolicyRow[]> {
  return tx.sql<PolicyRow[]>`
    select id, (extract(epoch from valid_from) * 1000)::float8 as "validFrom", rule, changed_by_name as "changedByName"
    from inventory_policy where valid_from <= now() order by valid_from desc, id desc limit ${limit}`;
}

export async function insertPolicy(
  tx: PlatformTx,
  row: { id: string; rule: InventoryRule; changedByName: string },
): Promise<void> {
  await tx.sql`
    insert into inventory_policy (id, valid_from, rule, changed_by_name)
    values (${row.id}, clock_timestamp(), ${JSON.stringify(row.rule)}::text::jsonb, ${row.changedByName})`;
}
