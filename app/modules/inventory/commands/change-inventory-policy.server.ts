import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { enqueue } from '~/platform/jobs.server';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { insertPolicy } from '../data/inventory-policy.server';
import type { InventoryRule } from '../domain/policy';
import { currentPolicy } from '../queries/inventory-policy.server';

/**
 * Puts a rule in force from now on, and asks for the stock to be classified by it. The rules before stay on record. A rule
 * that is the one in force changes nothing.
 * @returns whether it changed anything
 */
export async function changeInventoryPolicy(
  tx: PlatformTx,
  access: Access<'platform.inventory:manage'>,
  rule: InventoryRule,
): Promise<boolean> {
  const before = await currentPolicy(tx);
  if (JSON.stringify(before.rule) === JSON.stringify(rule) && before.id) return false;
  const id = newId();
  await insertPolicy(tx, { id, rule, changedByName: access.user.displayName });
  await recordAudit(tx, {
    by: access,
    action: 'inventory.policy_changed',
    entity: { type: 'inventory_policy', id },
    before: auditFields(before.rule),
    after: auditFields(rule),
  });
  await enqueue(tx, 'inventory.summary', { reason: 'policy', requestedByUserId: access.user.id });
  return true;
}

const auditFields = ({ abc, targetDays, slow, allocation }: InventoryRule) => ({
  ...abc,
  targetDays: `${targetDays.A} / ${targetDays.B} / ${targetDays.C}`,
  slow: `${slow.coverHundredths} %, ${slow.noSaleDays}`,
  allocation: `${allocation.dayPriceMinor.A} / ${allocation.dayPriceMinor.B} / ${allocation.dayPriceMinor.C}, ${allocation.horizonDays}, ${allocation.unmetMinor}`,
});
